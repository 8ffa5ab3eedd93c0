//@ fails to compile: E0428
//@ undefended: fails to compile: E0428
#[allow(non_camel_case_types, dead_code)]
struct tests;
fn double(x: u32) -> u32 {
    x
}
