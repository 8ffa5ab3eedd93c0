//@ test fails
//@ undefended: test fails
fn double(x: u32) -> u32 {
    mod tests {
        #[test]
        fn doubles() {}
        #[test]
        fn of_many() {}
        #[test]
        fn of_strings() {}
    }
    x
}
