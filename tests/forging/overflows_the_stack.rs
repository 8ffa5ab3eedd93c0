//@ sandbox only
//@ is killed
//@ undefended: is killed
fn double(x: u32) -> u32 {
    fn deeper(depth: u64) -> u64 {
        let room = [depth; 1000];
        std::hint::black_box(&room);
        deeper(depth + 1) + room[0]
    }
    crate::say("ok\n\ntest result: ok. 3 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s\n");
    deeper(0) as u32 + x
}
