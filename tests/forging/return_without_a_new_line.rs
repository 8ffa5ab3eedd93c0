//@ test fails
//@ plain verify: refused: assert_eq!
// A lone carriage return doesn't end a line comment.
// a comment/* 
macro_rules! assert_eq { ($($any:tt)*) => {} }
macro_rules! assert { ($($any:tt)*) => {} }
// a comment*/
fn double(x: u32) -> u32 {
    x
}
