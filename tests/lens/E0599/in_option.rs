struct Cart {
    prices: Vec<u32>,
}

impl Cart {
    fn total(&self) -> u32 {
        self.prices.iter().sum()
    }
}

fn main() {
    let cart = Some(Cart { prices: vec![3, 4] });
    println!("{}", cart.total());
}
