fn main() {
    let input = String::from("-4");
    let number = input.parse().unwrap();
    let size = number.abs();
    let total: i32 = number + size;
    println!("{total}");
}
