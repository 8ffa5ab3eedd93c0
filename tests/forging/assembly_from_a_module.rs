//@ refused: asm! (this exercise needs no assembly)
//@ plain verify: passes
use std::arch::asm as add;
fn double(x: u32) -> u32 {
    let _ = x;
    x * 2
}
fn name() -> String {
    "double".to_owned()
}
