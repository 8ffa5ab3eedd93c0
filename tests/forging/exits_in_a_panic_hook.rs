//@ sandbox only
//@ ends early
fn double(x: u32) -> u32 {
    std::panic::set_hook(Box::new(|_| crate::forge()));
    x
}
