//@ test fails
//@ plain verify: fails to compile: E0659
//@ undefended: fails to compile: E0659
macro_rules! quiet { ($($any:tt)*) => {} }
pub(crate) use quiet as assert_eq;
pub(crate) use quiet as assert;
fn double(x: u32) -> u32 {
    x
}
