//@ refused: global_allocator
#[global_allocator]
static ALLOCATOR: std::alloc::System = std::alloc::System;
fn double(x: u32) -> u32 {
    x * 2
}
fn name() -> String {
    "double".to_owned()
}
