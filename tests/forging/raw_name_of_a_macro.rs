//@ test fails
//@ plain verify: refused: assert_eq!
// To rustc, `r#assert_eq` is the same name.
macro_rules! r#assert_eq { ($($any:tt)*) => {} }
macro_rules! r#assert { ($($any:tt)*) => {} }
fn double(x: u32) -> u32 {
    x
}
