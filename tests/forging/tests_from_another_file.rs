//@ fails to compile: circular modules: exercises/tests_from_another_file.rs -> exercises/tests_from_another_file.rs
//@ undefended: fails to compile: circular modules: exercises/tests_from_another_file.rs -> exercises/tests_from_another_file.rs
#[path = "tests_from_another_file.rs"]
mod again;
fn double(x: u32) -> u32 {
    x
}
