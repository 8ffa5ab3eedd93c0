//@ fails to compile: recursion limit reached while expanding
//@ undefended: fails to compile: recursion limit reached while expanding
#![recursion_limit = "0"]
fn double(x: u32) -> u32 {
    x
}
