//@ fails to compile: E0369
//@ undefended: fails to compile: E0369
use std::ops::Deref;
#[derive(Debug)]
struct Wrapped;
impl Deref for Wrapped {
    type Target = u32;
    fn deref(&self) -> &u32 {
        &4
    }
}
fn double(_: u32) -> Wrapped {
    Wrapped
}
