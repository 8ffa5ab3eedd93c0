fn main() {
    println!("start);
    println!("don't stop");
}
