//@ fails to compile: this file contains an unclosed delimiter
//@ undefended: fails to compile: this file contains an unclosed delimiter
// What follows would be in a module of the learner's.
fn double(x: u32) -> u32 {
    x
}
mod inside {
