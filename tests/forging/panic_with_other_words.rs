//@ sandbox only
//@ on: coins
//@ test fails
//@ undefended: test fails
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
        struct Empty;
        std::panic::panic_any(Empty)
    }
}
