//@ test fails
//@ undefended: test fails
// Derives are macros too, and have names that can be imported.
use std::fmt::Debug as PartialEq;
#[derive(PartialEq)]
struct Shown;
fn double(x: u32) -> u32 {
    println!("{:?}", Shown);
    x
}
