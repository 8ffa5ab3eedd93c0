fn main() {
    println!("The parrot says "hello" twice");
}
