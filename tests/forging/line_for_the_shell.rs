//@ test fails
//@ plain verify: refused: #!, assert_eq!
#!/usr/bin/env /*
macro_rules! assert_eq { ($($any:tt)*) => {} }
macro_rules! assert { ($($any:tt)*) => {} }
// */
fn double(x: u32) -> u32 {
    x
}
