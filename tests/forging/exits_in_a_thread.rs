//@ sandbox only
//@ ends early
fn double(x: u32) -> u32 {
    std::thread::spawn(|| crate::forge()).join().unwrap();
    x
}
