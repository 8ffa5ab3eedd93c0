//@ refused: which we can't read
//@ plain verify: refused: assert_eq!
// To some, this is a raw string that hides the macro.
macro_rules! eat { ($($any:tt)*) => {} }
eat! { 'r"\" " }
macro_rules! assert_eq { ($($any:tt)*) => {} }
eat! { "" }
fn double(x: u32) -> u32 {
    x
}
