//@ sandbox only
//@ ends early
struct Out;
impl std::fmt::Write for Out {
    fn write_str(&mut self, _: &str) -> std::fmt::Result {
        crate::forge()
    }
}
fn double(x: u32) -> u32 {
    let _ = std::fmt::Write::write_fmt(&mut Out, format_args!("{x}"));
    x
}
