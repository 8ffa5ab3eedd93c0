//@ ends early
//@ plain verify: refused: #![no_main], no_main, no_mangle
#![no_main]
#[unsafe(no_mangle)]
extern "C" fn main() -> i32 {
    crate::forge()
}
fn double(x: u32) -> u32 {
    x
}
