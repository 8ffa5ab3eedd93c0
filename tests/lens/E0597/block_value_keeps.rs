fn main() {
    let prices = vec![3, 5, 8];
    let doubled = {
        let factor = 2;
        prices.iter().map(|price| price * factor)
    };
    for price in doubled {
        println!("{price}");
    }
}
