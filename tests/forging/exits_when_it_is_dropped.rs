//@ sandbox only
//@ on: coins
//@ ends early
impl Drop for Purse {
    fn drop(&mut self) {
        forge()
    }
}
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
        panic!("the purse is empty")
    }
    fn take(&mut self) -> Coin {
        panic!("the purse is empty")
    }
}
