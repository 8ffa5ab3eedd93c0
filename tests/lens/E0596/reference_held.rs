fn main() {
    let word: &str = "plum";
    let held = &mut word;
    assert!(word.starts_with('p'));
    drop(held);
}
