//@ test fails
//@ plain verify: fails to compile: E0659
//@ undefended: fails to compile: E0659
macro_rules! pass { ($($any:tt)*) => { $($any)* } }
pass! {
    macro_rules! assert_eq { ($any:tt) => {}; ($x:expr, $y:expr) => {} }
}
fn double(x: u32) -> u32 {
    x
}
