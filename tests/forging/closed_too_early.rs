//@ fails to compile: unexpected closing delimiter:
//@ undefended: fails to compile: unexpected closing delimiter:
// One bracket too many, as if there were something around the file.
fn double(x: u32) -> u32 {
    x
}
}
mod more {
