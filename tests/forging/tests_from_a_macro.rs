//@ fails to compile: E0428
//@ undefended: fails to compile: E0428
macro_rules! make { ($n:ident) => {
    mod $n {
        #[test]
        fn doubles() {}
        #[test]
        fn of_many() {}
        #[test]
        fn of_strings() {}
    }
} }
make!(tests);
fn double(x: u32) -> u32 {
    x
}
