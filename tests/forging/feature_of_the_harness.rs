//@ test fails
//@ plain verify: fails to compile: E0658
//@ undefended: fails to compile: E0658
#[cfg(test)]
extern crate test;
fn double(x: u32) -> u32 {
    x
}
