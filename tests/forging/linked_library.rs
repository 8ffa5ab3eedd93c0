//@ refused: unsafe (this exercise needs none), extern block (this exercise needs no foreign functions)
//@ plain verify: passes
#[link(name = "m")]
unsafe extern "C" {
    safe fn fabs(x: f64) -> f64;
}
fn double(x: u32) -> u32 {
    fabs(f64::from(x) * -2.0) as u32
}
fn name() -> String {
    "double".to_owned()
}
