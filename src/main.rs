//! The program: arguments in, exit code out.

use std::process::ExitCode;

fn main() -> ExitCode {
    rustlings_like::run(std::env::args_os())
}
