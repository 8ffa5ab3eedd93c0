//@ fails to compile: E0080
//@ undefended: fails to compile: E0080
const CHECKED: u32 = if cfg!(test) { panic!("no tests") } else { 1 };
fn double(x: u32) -> u32 {
    x + CHECKED
}
