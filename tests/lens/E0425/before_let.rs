fn main() {
    println!("{greeting}, world");
    let greeting = "Hello";
    println!("{greeting}");
}
