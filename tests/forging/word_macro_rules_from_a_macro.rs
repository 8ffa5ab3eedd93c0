//@ test fails
//@ plain verify: fails to compile: E0659
//@ undefended: fails to compile: E0659
// The word `macro_rules` itself comes from outside.
macro_rules! make { ($word:ident) => {
    $word! assert_eq { () => {}; ($x:expr) => {}; ($x:expr, $y:expr) => {} }
} }
make!(macro_rules);
fn double(x: u32) -> u32 {
    x
}
