fn main() {
    let name = “Ada";
    println!("Hello, {name}!");
    println!("Bye, {name}!");
}
