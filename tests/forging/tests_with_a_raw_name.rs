//@ test fails
//@ plain verify: fails to compile: E0428
//@ undefended: fails to compile: E0428
mod r#tests {
    #[test]
    fn doubles() {}
    #[test]
    fn of_many() {}
    #[test]
    fn of_strings() {}
}
fn double(x: u32) -> u32 {
    x
}
