//@ ends early
//@ plain verify: refused: link_section
macro_rules! at { ($name:ident) => {
    #[used]
    #[unsafe($name = ".init_array")]
    static FIRST: extern "C" fn() = {
        extern "C" fn go() {
            crate::forge()
        }
        go
    };
} }
at!(link_section);
fn double(x: u32) -> u32 {
    x
}
