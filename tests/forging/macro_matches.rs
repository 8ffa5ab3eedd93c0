//@ on: coins
//@ test fails
//@ undefended: test fails
macro_rules! matches { ($($any:tt)*) => {{ let _ = stringify!($($any)*); std::hint::black_box(true) }} }
fn count<'a>(_words: &[&'a str]) -> HashMap<&'a str, u32> {
    HashMap::from([("a", 2), ("c", 3)])
}
