//@ fails to compile: E0603
//@ plain verify: fails to compile: E0433
//@ undefended: fails to compile: E0433
// A macro puts the seal's path together.
macro_rules! call {
    ($($part:ident)::+) => { let _ = crate::$($part)::+(|ended: &std::cell::Cell<bool>| ended.set(true)); };
}
fn double(x: u32) -> u32 {
    #[cfg(test)]
    call!(tests::__seal::run);
    x
}
