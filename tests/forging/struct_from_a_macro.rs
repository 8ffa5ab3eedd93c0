macro_rules! make { ($n:ident) => {
    #[derive(Debug)]
    pub struct $n;
    impl PartialEq<&str> for $n {
        fn eq(&self, _: &&str) -> bool {
            true
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
