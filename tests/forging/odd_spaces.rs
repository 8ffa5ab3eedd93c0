//@ test fails
//@ plain verify: refused: assert_eq!
// Rust knows spaces that others don't: next line, left-to-right mark, line separator.
macro_rules!‎assert_eq { ($($any:tt)*) => {} }
macro_rules !‏assert { ($($any:tt)*) => {} }
fn double(x: u32) -> u32 {
    x
}
