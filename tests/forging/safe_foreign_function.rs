//@ refused: unsafe
//@ plain verify: passes
unsafe extern "C" {
    safe fn abs(x: i32) -> i32;
}
fn double(x: u32) -> u32 {
    abs(x as i32 * 2) as u32
}
fn name() -> String {
    "double".to_owned()
}
