struct Basket {
    eggs: u32,
}

impl Basket {
    fn new(eggs: u32) -> Option<Self> {
        Self { eggs }
    }

    fn is_full(&self) -> bool {
        self.eggs > 11
    }
}

fn main() {
    let basket = Basket::new(12);
    println!("{} {}", basket.is_full(), basket.eggs);
}
