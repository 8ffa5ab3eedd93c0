fn print_total(prices: &[u32]) {
    let sum: u32 = prices.iter().sum();
    println!("{}", sum + delivery);
}

fn main() {
    let delivery = 4;
    let prices = [12, 30];
    println!("delivery: {delivery}");
    print_total(&prices);
}
