//@ sandbox only
//@ ends early
struct Last;
impl Drop for Last {
    fn drop(&mut self) {
        crate::forge()
    }
}
fn double(x: u32) -> u32 {
    let _last = Last;
    x
}
