fn main() {
    let mut queue = vec![Box::new(1), Box::new(2)];
    let first = queue.first_mut().unwrap();
    let rest = queue;
    **first += 1;
    println!("{rest:?}");
}
