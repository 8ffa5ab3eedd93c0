//@ fails to compile: E0554
//@ plain verify: fails to compile: E0659
//@ undefended: fails to compile: E0659
#![feature(custom_inner_attributes, decl_macro)]
pub macro assert_eq($($any:tt)*) {}
pub macro assert($($any:tt)*) {}
fn double(x: u32) -> u32 {
    x
}
