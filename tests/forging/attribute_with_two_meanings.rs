//@ deletes the tests
#![cfg_attr(all(), allow(dead_code), cfg(not(test)))]
fn double(x: u32) -> u32 {
    x
}
