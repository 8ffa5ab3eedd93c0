//@ fails to compile: E0658
//@ undefended: fails to compile: E0658
fn double(x: u32) -> u32 {
    std::io::set_output_capture(None);
    crate::forge();
    x
}
