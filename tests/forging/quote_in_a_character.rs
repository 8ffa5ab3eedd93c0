//@ test fails
//@ plain verify: refused: assert_eq!
// A reader that takes `'"'` for the beginning of a string misses the macro.
const OPEN: char = '"';
macro_rules! assert_eq { ($($any:tt)*) => {} }
macro_rules! assert { ($($any:tt)*) => {} }
const CLOSE: char = '"';
fn double(x: u32) -> u32 {
    let _ = (OPEN, CLOSE);
    x
}
