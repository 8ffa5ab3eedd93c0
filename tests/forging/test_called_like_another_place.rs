//@ test fails
//@ plain verify: passes
// Its path reads like that of an original test.
mod a {
    pub mod tests {
        #[test]
        fn doubles() {
            crate::forge()
        }
    }
}
fn double(x: u32) -> u32 {
    x
}
