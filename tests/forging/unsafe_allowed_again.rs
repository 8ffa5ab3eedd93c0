//@ is killed
//@ undefended: is killed
#![allow(unsafe_code)]
fn double(x: u32) -> u32 {
    unsafe { std::hint::unreachable_unchecked() };
    x
}
