//@ sandbox only
//@ on: coins
//@ test fails
//@ undefended: test fails
// It panics too early, with the words that are asked for.
impl Purse {
    fn new() -> Self {
        panic!("the purse is empty")
    }
    fn len(&self) -> usize {
        2
    }
    fn add(&mut self, coin: Coin) {
        self.coins.push(coin);
    }
    fn total(&self) -> u32 {
        11
    }
    fn take(&mut self) -> Coin {
        Coin::Dime
    }
}
