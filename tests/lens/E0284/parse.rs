fn main() {
    let number = "42".parse().unwrap();
    println!("{number}");
}
