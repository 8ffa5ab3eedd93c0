//@ test fails
//@ plain verify: refused: assert_eq!
// `/*/` opens a comment and doesn't close it; `/**/` is a whole one.
/*/ " */
macro_rules! assert_eq { ($($any:tt)*) => {} }
/**/
macro_rules! assert { ($($any:tt)*) => {} }
/*/ " */
fn double(x: u32) -> u32 {
    x
}
