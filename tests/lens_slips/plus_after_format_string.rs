fn main() {
    let name = String::from("Ada");
    println!("Hello, " + name);
}
