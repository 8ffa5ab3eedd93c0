//@ sandbox only
//@ ends early
use std::process::{ExitCode, Termination};
struct Done;
impl Termination for Done {
    fn report(self) -> ExitCode {
        crate::forge()
    }
}
fn main() -> Done {
    Done
}
fn double(x: u32) -> u32 {
    main().report();
    x
}
