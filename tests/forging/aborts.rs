//@ sandbox only
//@ is killed
//@ undefended: is killed
fn double(x: u32) -> u32 {
    crate::say("ok\n\ntest result: ok. 3 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s\n");
    std::process::abort();
    #[allow(unreachable_code)]
    x
}
