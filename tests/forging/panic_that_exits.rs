//@ sandbox only
//@ on: coins
//@ ends early
impl Purse {
    fn new() -> Self {
        Self { coins: Vec::new() }
    }
    fn len(&self) -> usize {
        self.coins.len()
    }
    fn add(&mut self, coin: Coin) {
        self.coins.push(coin);
    }
    fn total(&self) -> u32 {
        self.coins.iter().map(|coin| if *coin == Coin::Dime { 10 } else { 1 }).sum()
    }
    fn take(&mut self) -> Coin {
        std::panic::set_hook(Box::new(|_| forge()));
        panic!("other words")
    }
}
