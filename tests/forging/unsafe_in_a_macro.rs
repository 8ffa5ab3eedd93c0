//@ refused: unsafe
//@ plain verify: passes
macro_rules! boxed { ($($code:tt)*) => { $($code)* } }
fn double(x: u32) -> u32 {
    boxed! { unsafe { *std::ptr::addr_of!(x) * 2 } }
}
fn name() -> String {
    "double".to_owned()
}
