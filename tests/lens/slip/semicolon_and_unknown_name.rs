fn main() {
    println!("one")
    println!("{}", count);
}
