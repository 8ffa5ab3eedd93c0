//@ on: coins
//@ fails to compile: E0573
//@ undefended: fails to compile: E0573
// The test's glob leads to a module, which has a `String` too.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Money {
    Penny,
    Dime,
}
#[allow(non_snake_case)]
mod Coin {
    pub(super) use super::Money::*;
    pub struct String;
    impl String {
        pub fn eq(&self, _: &str) -> bool {
            true
        }
    }
    impl std::fmt::Display for String {
        fn fmt(&self, _: &mut std::fmt::Formatter) -> std::fmt::Result {
            Ok(())
        }
    }
}
// enum Coin
