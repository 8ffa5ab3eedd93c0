//@ fails to compile: E0748
//@ undefended: fails to compile: E0748
fn double(x: u32) -> u32 {
    x
}
const _: &str = r#"
