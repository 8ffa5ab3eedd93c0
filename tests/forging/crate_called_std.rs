//@ fails to compile: macro-expanded
//@ plain verify: fails to compile: E0432
//@ undefended: fails to compile: E0432
extern crate self as std;
pub mod mem {
    pub fn size_of_val<T>(_: &T) -> usize {
        4
    }
}
fn double(x: u32) -> u32 {
    x
}
