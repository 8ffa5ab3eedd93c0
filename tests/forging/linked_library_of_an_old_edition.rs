//@ edition: 2021
//@ refused: extern block
//@ plain verify: passes
// Before 2024, a block of foreign functions needs no `unsafe`, and links whatever it names.
#[link(name = "m")]
extern "C" {}
fn double(x: u32) -> u32 {
    x * 2
}
fn name() -> String {
    "double".to_owned()
}
