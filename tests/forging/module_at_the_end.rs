// What follows would be in a module of the learner's.
fn double(x: u32) -> u32 {
    x
}
mod inside {
