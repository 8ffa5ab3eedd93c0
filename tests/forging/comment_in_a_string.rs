//@ test fails
//@ plain verify: refused: assert_eq!
const URL: &str = "/*";
macro_rules! assert_eq { ($($any:tt)*) => {} }
macro_rules! assert { ($($any:tt)*) => {} }
const END: &str = "*/";
fn double(x: u32) -> u32 {
    let _ = (URL, END);
    x
}
