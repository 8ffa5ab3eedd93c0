//@ test fails
//@ plain verify: refused: assert_eq!
#[cfg(test)]
macro_rules! assert_eq { ($($any:tt)*) => {} }
#[cfg(test)]
macro_rules! assert { ($($any:tt)*) => {} }
fn double(x: u32) -> u32 {
    x
}
