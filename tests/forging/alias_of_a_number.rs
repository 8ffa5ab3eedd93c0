//@ on: coins
//@ fails to compile: E0308
//@ plain verify: refused: u32
// In the test, `u32` would be whatever this says.
use std::primitive::u8 as u32;
fn count<'a>(words: &[&'a str]) -> HashMap<&'a str, u32> {
    let count = |word: &&str| words.iter().filter(|it| *it == word).count() as u32;
    words.iter().map(|word| (*word, count(word))).collect()
}
