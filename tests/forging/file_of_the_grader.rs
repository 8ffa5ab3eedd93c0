//@ fails to compile: couldn't read
//@ undefended: fails to compile: couldn't read
const SOLUTION: &str = include_str!("../solutions/file_of_the_grader.rs");
fn double(x: u32) -> u32 {
    println!("{SOLUTION}");
    x
}
