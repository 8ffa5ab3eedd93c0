fn main() {
    let first = vec![1, 2, 3];
    let second = first;
    println!("{:?} {:?}", first, second);
}
