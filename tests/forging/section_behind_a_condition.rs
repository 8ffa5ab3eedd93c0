//@ ends early
//@ plain verify: refused: link_section
#[cfg_attr(all(), unsafe(link_section = ".init_array"), used)]
static FIRST: extern "C" fn() = {
    extern "C" fn go() {
        crate::forge()
    }
    go
};
fn double(x: u32) -> u32 {
    x
}
