//@ test fails
//@ plain verify: fails to compile: E0428
//@ undefended: fails to compile: E0428
#[cfg(test)]
mod tests {
    #[test]
    #[ignore]
    fn doubles() {}
    #[test]
    #[should_panic]
    fn of_many() {
        panic!()
    }
    #[test]
    fn of_strings() {}
}
fn double(x: u32) -> u32 {
    x
}
