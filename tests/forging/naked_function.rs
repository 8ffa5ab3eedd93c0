//@ refused: naked
//@ plain verify: passes
#[unsafe(naked)]
extern "C" fn two(_: u32) -> u32 {
    core::arch::naked_asm!("lea eax, [rdi + rdi]", "ret")
}
fn double(x: u32) -> u32 {
    two(x)
}
fn name() -> String {
    "double".to_owned()
}
