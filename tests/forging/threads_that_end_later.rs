//@ sandbox only
//@ ends early
fn double(x: u32) -> u32 {
    std::thread::spawn(|| {
        std::thread::sleep(std::time::Duration::from_millis(1));
        crate::forge()
    });
    std::thread::sleep(std::time::Duration::from_millis(200));
    x
}
