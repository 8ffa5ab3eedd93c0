//@ test fails
//@ undefended: test fails
#![forbid(unused, warnings, clippy::all)]
fn double(x: u32) -> u32 {
    x
}
