//@ sandbox only
//@ on: coins
//@ ends early
#[derive(Debug, Clone, Copy)]
enum Coin {
    Penny,
    Dime,
}
impl PartialEq for Coin {
    fn eq(&self, _: &Self) -> bool {
        forge()
    }
}
