struct Cart {
    prices: Vec<u32>,
}

impl Cart {
    fn empty() -> Self {
        Cart { prices: vec![] }
    }
}

fn main() {
    println!("{}", Cart::new().prices.len());
}
