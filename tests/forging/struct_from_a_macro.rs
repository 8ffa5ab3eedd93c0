//@ fails to compile: E0308
//@ plain verify: passes
macro_rules! make { ($n:ident) => {
    #[derive(Debug)]
    pub struct $n;
    impl<T> PartialEq<T> for $n {
        fn eq(&self, _: &T) -> bool {
            true
        }
    }
    pub trait ToString {
        fn to_string(&self) -> $n;
    }
    impl ToString for str {
        fn to_string(&self) -> $n {
            $n
        }
    }
} }
make!(String);
fn double(x: u32) -> u32 {
    x * 2
}
fn name() -> String {
    String
}
