//@ fails to compile: E0603
//@ plain verify: fails to compile: E0433
//@ undefended: fails to compile: E0433
// Calls the seal with a body of its own.
fn double(x: u32) -> u32 {
    #[cfg(test)]
    let _ = crate::tests::__seal::run(|ended| ended.set(true));
    x
}
