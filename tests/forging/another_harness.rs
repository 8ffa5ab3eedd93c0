//@ fails to compile: E0554
//@ undefended: fails to compile: E0554
#![feature(custom_test_frameworks)]
#![test_runner(crate::none)]
fn none(_: &[&dyn Fn()]) {}
fn double(x: u32) -> u32 {
    x
}
