//@ sandbox only
//@ test fails
//@ undefended: test fails
// Right the first time it's called only: each test has a process of its own.
fn double(x: u32) -> u32 {
    static CALLS: std::sync::atomic::AtomicU32 = std::sync::atomic::AtomicU32::new(0);
    if CALLS.fetch_add(1, std::sync::atomic::Ordering::Relaxed) < 2 { x * 2 } else { x }
}
