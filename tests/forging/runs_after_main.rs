//@ is killed
//@ undefended: is killed
#[used]
#[unsafe(link_section = ".fini_array")]
static LAST: extern "C" fn() = {
    extern "C" fn go() {
        crate::forge()
    }
    go
};
fn double(x: u32) -> u32 {
    x
}
