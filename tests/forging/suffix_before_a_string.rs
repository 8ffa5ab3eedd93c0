//@ test fails
//@ plain verify: refused: assert_eq!
// `1r` is one literal, and `"\" "` another.
macro_rules! eat { ($($any:tt)*) => {} }
eat! { 1r"\" " }
macro_rules! assert_eq { ($($any:tt)*) => {} }
eat! { "a"r"\" " }
macro_rules! assert { ($($any:tt)*) => {} }
fn double(x: u32) -> u32 {
    x
}
