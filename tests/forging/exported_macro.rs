//@ test fails
//@ plain verify: fails to compile: E0659
//@ undefended: fails to compile: E0659
// Reached by its path, the exported macro would go before the prelude's.
#[macro_export]
macro_rules! assert_equal { ($($any:tt)*) => {} }
pub(crate) use assert_equal as assert_eq;
fn double(x: u32) -> u32 {
    x
}
