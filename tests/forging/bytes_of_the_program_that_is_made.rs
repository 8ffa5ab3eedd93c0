//@ fails to compile: couldn't read
//@ undefended: fails to compile: couldn't read
const PROGRAM: &[u8] = include_bytes!("../tests/program");
fn double(x: u32) -> u32 {
    println!("{}", PROGRAM.len());
    x
}
