//@ test fails
//@ plain verify: refused: assert_eq!
const TEXT: &std::ffi::CStr = c"\" ";
macro_rules! assert_eq { ($($any:tt)*) => {} }
macro_rules! assert { ($($any:tt)*) => {} }
const LAST: &std::ffi::CStr = cr#" " "#;
fn double(x: u32) -> u32 {
    let _ = (TEXT, LAST);
    x
}
