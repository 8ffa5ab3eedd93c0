//@ test fails
//@ undefended: test fails
#![crate_type = "lib"]
fn double(x: u32) -> u32 {
    x
}
