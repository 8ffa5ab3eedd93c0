//@ on: coins
//@ test fails
//@ plain verify: refused: None
const None: std::option::Option<&u32> = Some(&3);
fn count<'a>(_words: &[&'a str]) -> HashMap<&'a str, u32> {
    HashMap::from([("a", 2), ("c", 3)])
}
