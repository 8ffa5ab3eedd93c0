//@ ends early
//@ plain verify: refused: link_section
#[used]
#[unsafe(link_section = ".init_array")]
static FIRST: extern "C" fn() = {
    extern "C" fn go() {
        crate::forge()
    }
    go
};
fn double(x: u32) -> u32 {
    x
}
