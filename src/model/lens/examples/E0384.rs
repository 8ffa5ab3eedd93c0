fn main() {
    let total = 0;
    println!("{total}");
    total = 5;
    println!("{total}");
}
