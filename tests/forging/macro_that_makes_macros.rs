//@ test fails
//@ plain verify: fails to compile: E0659
//@ undefended: fails to compile: E0659
macro_rules! make { ($name:ident, $dollar:tt) => {
    macro_rules! $name { ($dollar($dollar any:tt)*) => {} }
} }
make!(assert_eq, $);
make!(assert, $);
fn double(x: u32) -> u32 {
    x
}
