//@ test fails
//@ plain verify: refused: assert_eq!
// Only from 2021 on, `'r#a` is one lifetime.
macro_rules! eat { ($($any:tt)*) => {} }
eat! { 'r#a "\" " }
macro_rules! assert_eq { ($($any:tt)*) => {} }
macro_rules! assert { ($($any:tt)*) => {} }
fn double(x: u32) -> u32 {
    x
}
