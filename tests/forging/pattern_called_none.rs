//@ on: coins
//@ test fails
//@ plain verify: fails to compile: E0530
//@ undefended: fails to compile: E0530
// A pattern of this name would match anything.
mod fake {
    pub use std::option::Option::Some as None;
}
use fake::None;
fn count<'a>(_words: &[&'a str]) -> HashMap<&'a str, u32> {
    HashMap::from([("a", 2), ("c", 3)])
}
