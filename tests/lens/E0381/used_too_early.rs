fn main() {
    let total: i32;
    println!("{total}");
    total = 5;
    println!("{total}");
}
