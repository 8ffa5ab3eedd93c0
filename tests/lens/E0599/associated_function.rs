struct Cart {
    prices: Vec<u32>,
}

impl Cart {
    fn empty() -> Self {
        Cart { prices: vec![] }
    }
}

fn main() {
    let cart = Cart { prices: vec![3] };
    println!("{}", cart.empty().prices.len());
}
