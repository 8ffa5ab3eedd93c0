//@ test fails
//@ undefended: test fails
mod __rustlings_like_tests {
    #[test]
    fn doubles() {}
}
mod __seal {
    pub fn run<T>(_: T) {}
}
fn double(x: u32) -> u32 {
    x
}
