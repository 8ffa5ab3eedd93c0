//@ ends early
//@ plain verify: passes
// The text that is compiled has no secret.
const TEXT: &str = include_str!("reads_its_own_text.rs");
fn double(x: u32) -> u32 {
    println!("{TEXT}");
    crate::forge();
    x
}
