//@ test fails
//@ undefended: test fails
#[unsafe(export_name = "exit")]
extern "C" fn other(_: i32) {
    crate::say("test tests::doubles ... ok\n");
}
fn double(x: u32) -> u32 {
    x
}
