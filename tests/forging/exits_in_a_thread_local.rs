//@ sandbox only
//@ ends early
struct Last;
impl Drop for Last {
    fn drop(&mut self) {
        crate::forge()
    }
}
thread_local!(static LAST: Last = const { Last });
fn double(x: u32) -> u32 {
    LAST.with(|_| x)
}
