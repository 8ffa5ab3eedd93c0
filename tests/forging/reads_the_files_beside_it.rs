//@ ends early
//@ plain verify: fails to compile: couldn't read
//@ undefended: fails to compile: couldn't read
const ROOT: &str = include_str!("reads_the_files_beside_it.rs.__root");
const TESTS: &str = include_str!("reads_the_files_beside_it.rs.__tests0");
fn double(x: u32) -> u32 {
    println!("{ROOT}{TESTS}");
    crate::forge();
    x
}
