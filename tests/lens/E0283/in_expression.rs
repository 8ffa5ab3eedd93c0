fn main() {
    let prices = [3, 4];
    println!("{}", prices.iter().sum() + 1);
}
