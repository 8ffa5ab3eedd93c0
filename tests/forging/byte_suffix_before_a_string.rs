//@ test fails
//@ plain verify: refused: assert_eq!
macro_rules! eat { ($($any:tt)*) => {} }
eat! { b'a'br"\" " }
macro_rules! assert_eq { ($($any:tt)*) => {} }
eat! { 1.0c"\" " }
macro_rules! assert { ($($any:tt)*) => {} }
fn double(x: u32) -> u32 {
    x
}
