//@ fails to compile: E0658
//@ plain verify: fails to compile: E0659
//@ undefended: fails to compile: E0659
pub macro assert_eq($($any:tt)*) {}
fn double(x: u32) -> u32 {
    x
}
