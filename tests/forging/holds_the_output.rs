//@ sandbox only
//@ time: 1
//@ times out
//@ undefended: times out
// Nobody else can print, not even the seal.
fn double(x: u32) -> u32 {
    std::mem::forget(std::io::stdout().lock());
    std::thread::spawn(|| std::thread::sleep(std::time::Duration::from_secs(60)));
    x * 2
}
