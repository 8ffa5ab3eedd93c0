//@ sandbox only
//@ time: 1
//@ times out
//@ undefended: times out
fn double(x: u32) -> u32 {
    crate::say("test tests::doubles ... ok\n\ntest result: ok. 3 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s\n");
    std::thread::park_timeout(std::time::Duration::from_secs(60));
    x
}
