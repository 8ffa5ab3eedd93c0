//@ sandbox only
//@ test fails
//@ undefended: test fails
// No hook runs for this one.
fn double(_: u32) -> u32 {
    crate::say("ok\n");
    std::panic::resume_unwind(Box::new(()))
}
