fn main() {
    let mut numbers = vec![3, 1, 2];
    numbers.iter_mut().sort();
    println!("{numbers:?}");
}
