//@ ends early
//@ plain verify: fails to compile: couldn't read
//@ undefended: fails to compile: couldn't read
// A second copy of the test file has a seal that can be called; its word is gone, though.
mod mine {
    include!("copy_of_the_tests_file.rs.__tests0");
    pub fn forge() {
        let _ = __seal::run(|ended| ended.set(true));
    }
}
fn double(x: u32) -> u32 {
    mine::forge();
    crate::forge();
    x
}
