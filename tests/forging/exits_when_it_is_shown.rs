//@ sandbox only
//@ on: coins
//@ ends early
impl fmt::Display for Purse {
    fn fmt(&self, _: &mut fmt::Formatter) -> fmt::Result {
        forge()
    }
}
