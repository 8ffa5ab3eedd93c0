fn main() {
    let text = String::from("42");
    let number = text.parse().expect("a number");
    println!("{number}");
}
