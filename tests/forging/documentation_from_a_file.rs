//@ sandbox only
//@ fails to compile: couldn't read
//@ undefended: test fails
#![doc = include_str!("/etc/passwd")]
fn double(x: u32) -> u32 {
    x
}
