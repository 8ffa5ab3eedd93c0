//@ test fails
//@ undefended: test fails
#![reexport_test_harness_main = "harness"]
fn double(x: u32) -> u32 {
    x
}
