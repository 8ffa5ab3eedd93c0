//@ fails to compile: E0255
//@ undefended: fails to compile: E0255
mod mine {
    #[test]
    fn doubles() {}
    #[test]
    fn of_many() {}
    #[test]
    fn of_strings() {}
}
#[allow(unused_imports)]
use mine as tests;
fn double(x: u32) -> u32 {
    x
}
