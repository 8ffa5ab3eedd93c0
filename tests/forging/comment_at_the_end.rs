//@ fails to compile: E0758
//@ undefended: fails to compile: E0758
fn double(x: u32) -> u32 {
    x
}
/*
