//@ on: coins
//@ fails to compile: E0308
//@ plain verify: passes
// The test's glob leads to what another module has. There, it's a module with a `String`.
mod shop {
    #[allow(non_snake_case)]
    pub mod Size {
        #[derive(Debug)]
        pub struct String;
        impl String {
            pub fn eq(&self, _: &str) -> bool {
                true
            }
        }
        impl std::fmt::Display for String {
            fn fmt(&self, _: &mut std::fmt::Formatter) -> std::fmt::Result {
                Ok(())
            }
        }
        #[derive(Debug, PartialEq)]
        pub enum Any {
            Small,
            Big,
        }
        pub use Any::*;
    }
    pub fn size(price: u32) -> Size::Any {
        if price > 1000 { Size::Big } else { Size::Small }
    }
}
impl Purse {
    fn to_string(&self) -> Size::String {
        Size::String
    }
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
        self.coins.pop().expect("the purse is empty")
    }
}
fn main() {}
