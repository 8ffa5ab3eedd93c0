fn main() {
    let greeting "Hello";
    println!("{greeting}");
}
