//@ fails to compile: E0308
//@ plain verify: fails to compile: E0573
//@ undefended: fails to compile: E0573
// A glob of an enum brings its variants, and one is called like a type.
#[derive(Debug)]
enum Text {
    String,
}
use Text::*;
fn double(x: u32) -> u32 {
    x * 2
}
fn name() -> Text {
    String
}
