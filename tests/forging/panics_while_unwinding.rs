//@ sandbox only
//@ is killed
//@ undefended: is killed
struct Last;
impl Drop for Last {
    fn drop(&mut self) {
        crate::say("ok\n\ntest result: ok. 3 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s\n");
        panic!("again")
    }
}
fn double(_: u32) -> u32 {
    let _last = Last;
    panic!("once")
}
