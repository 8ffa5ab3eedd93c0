// A slice has no size of its own, so the parameter has to be a reference.
fn total(prices: [u32]) -> u32 {
    prices.iter().sum()
}

fn main() {
    let prices = vec![3, 4, 5];
    println!("{}", total(&prices));
}
