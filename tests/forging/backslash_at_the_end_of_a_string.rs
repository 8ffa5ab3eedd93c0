//@ test fails
//@ plain verify: refused: assert_eq!
const TEXT: &str = "\\";
macro_rules! assert_eq { ($($any:tt)*) => {} }
macro_rules! assert { ($($any:tt)*) => {} }
const RAW: &str = r"\";
fn double(x: u32) -> u32 {
    let _ = (TEXT, RAW);
    x
}
