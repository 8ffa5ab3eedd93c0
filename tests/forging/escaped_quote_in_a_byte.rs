//@ test fails
//@ plain verify: refused: assert_eq!
// `b'\''` and `b'"'` are bytes, whatever stands around them.
const BYTES: [u8; 3] = [b'\'', b'"', b'\\'];
macro_rules! assert_eq { ($($any:tt)*) => {} }
macro_rules! assert { ($($any:tt)*) => {} }
const LAST: u8 = b'"';
fn double(x: u32) -> u32 {
    let _ = (BYTES, LAST);
    x
}
