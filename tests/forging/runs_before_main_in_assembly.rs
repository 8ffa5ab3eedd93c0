//@ ends early
//@ plain verify: refused: global_asm, no_mangle
core::arch::global_asm!(".section .init_array,\"aw\"", ".quad forged", ".text");
#[unsafe(no_mangle)]
extern "C" fn forged() {
    crate::forge()
}
fn double(x: u32) -> u32 {
    x
}
