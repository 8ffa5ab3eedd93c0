//@ fails to compile: E0308
//@ plain verify: refused: no_implicit_prelude
// In this module `String` is no name of the library's, and outside it's this one.
#[no_implicit_prelude]
mod inside {
    #[derive(::std::fmt::Debug)]
    pub struct String;
    impl<T> ::std::cmp::PartialEq<T> for String {
        fn eq(&self, _: &T) -> bool {
            true
        }
    }
    pub trait ToString {
        fn to_string(&self) -> String;
    }
    impl ToString for str {
        fn to_string(&self) -> String {
            String
        }
    }
}
use inside::*;
fn double(x: u32) -> u32 {
    x * 2
}
fn name() -> String {
    inside::String
}
