//@ fails to compile: E0432
//@ plain verify: fails to compile: E0425
//@ undefended: fails to compile: E0425
fn double(x: u32) -> u32 {
    #![cfg(any())]
    x
}
