//@ sandbox only
//@ is killed
//@ undefended: is killed
#[repr(C, align(16))]
struct Exception([u64; 8]);
unsafe extern "C-unwind" {
    fn _Unwind_RaiseException(exception: *mut Exception) -> i32;
}
fn double(_: u32) -> u32 {
    let exception = Box::leak(Box::new(Exception([0; 8])));
    unsafe { _Unwind_RaiseException(exception) };
    0
}
