//@ test fails
//@ plain verify: refused: assert_eq!
// `$crate` leads to the learner's crate, which has macros of the standard library's names.
#[macro_export]
macro_rules! check { ($($any:tt)*) => { $crate::assert_eq!($($any)*) } }
#[macro_export]
macro_rules! assert_eq { ($($any:tt)*) => {} }
fn double(x: u32) -> u32 {
    check!(1, 2);
    x
}
