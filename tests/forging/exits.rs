//@ sandbox only
//@ ends early
fn double(_: u32) -> u32 {
    crate::forge();
    0
}
