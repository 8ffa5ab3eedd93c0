//@ ends early
//@ plain verify: refused: #![cfg_attr(test,no_main)], export_name, no_main
#![cfg_attr(test, no_main)]
#[unsafe(export_name = "main")]
extern "C" fn start() -> i32 {
    crate::forge()
}
fn double(x: u32) -> u32 {
    x
}
