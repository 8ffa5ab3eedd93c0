//@ test fails
//@ plain verify: fails to compile: E0659
//@ undefended: fails to compile: E0659
mod inside {
    macro_rules! quiet { ($($any:tt)*) => {} }
    pub(crate) use {quiet as assert_eq, quiet as assert};
}
use inside::*;
fn double(x: u32) -> u32 {
    x
}
