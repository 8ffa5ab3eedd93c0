//@ on: coins
//@ fails to compile: E0308
//@ plain verify: passes
mod fake {
    pub struct HashMap<K, V>(pub std::marker::PhantomData<(K, V)>);
    impl<K, V> HashMap<K, V> {
        #[allow(clippy::unused_self)]
        pub fn get(&self, _: K) -> Option<V> {
            None
        }
    }
    impl<'a> std::ops::Index<&'a str> for HashMap<&'a str, u32> {
        type Output = u32;
        fn index(&self, _: &'a str) -> &u32 {
            &2
        }
    }
}
use fake::HashMap;
fn count<'a>(_words: &[&'a str]) -> HashMap<&'a str, u32> {
    HashMap(std::marker::PhantomData)
}
// use std::collections::HashMap;
