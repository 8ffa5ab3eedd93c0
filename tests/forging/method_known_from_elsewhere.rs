//@ on: coins
//@ refused: the new method len of the trait Kept (tests call a method of this name)
//@ plain verify: passes
// The exercise has a function of this name, but not in its trait.
trait Kept {
    fn is_kept(&self) -> bool;
    fn len(self) -> usize
    where
        Self: Sized,
    {
        1
    }
}
impl Kept for Vec<Coin> {
    fn is_kept(&self) -> bool {
        true
    }
}
impl Purse {
    fn new() -> Self {
        Self { coins: vec![Coin::Dime; 2] }
    }
    fn len(&self) -> usize {
        2
    }
    fn add(&mut self, _: Coin) {}
    fn total(&self) -> u32 {
        11
    }
    fn take(&mut self) -> Coin {
        panic!("the purse is empty")
    }
}
