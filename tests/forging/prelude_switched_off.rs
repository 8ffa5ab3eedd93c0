//@ fails to compile: E0433
//@ undefended: fails to compile: E0433
#![no_implicit_prelude]
use ::std::borrow::ToOwned;
use ::std::string::ToString;
fn double(x: u32) -> u32 {
    x
}
