fn main() {
    let price = 40;
    {
        let mut total = price + 5;
        total += 1;
    }
    println!("{total}");
}
