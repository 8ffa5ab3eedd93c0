fn main() {
    let mut prices = vec![1, 2, 3];
    for price in prices.iter() {
        *price += 1;
    }
    prices.push(1);
}
