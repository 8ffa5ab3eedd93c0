//@ sandbox only
//@ test fails
//@ undefended: test fails
// The assertion stands outside of all that the code can catch.
fn double(x: u32) -> u32 {
    std::panic::catch_unwind(|| {
        std::panic::set_hook(Box::new(|_| ()));
        panic!("hidden")
    })
    .unwrap_or(x)
}
