//@ fails to compile: macro-expanded
//@ undefended: fails to compile: macro-expanded
macro_rules! make { ($n:ident) => { extern crate self as $n; } }
make!(std);
fn double(x: u32) -> u32 {
    x
}
