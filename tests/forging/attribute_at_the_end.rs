//@ fails to compile: expected item after attributes
//@ plain verify: deletes the tests
// The attribute would take what follows away.
fn double(x: u32) -> u32 {
    x
}
#[cfg(any())]
