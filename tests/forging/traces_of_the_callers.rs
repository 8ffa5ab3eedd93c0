//@ sandbox only
//@ ends early
fn double(x: u32) -> u32 {
    crate::say(&format!("{}", std::backtrace::Backtrace::force_capture()));
    crate::forge();
    x
}
