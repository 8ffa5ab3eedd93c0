//! How long a grader waits for a whole course, beside Rustlings and beside bare compiler calls.
//!
//! `cargo bench --bench verify -- --help`. Everything is a ratio of the medians of runs that
//! took turns, so that a busy machine slows both sides.

#[cfg(unix)]
mod support;

#[cfg(unix)]
fn main() -> anyhow::Result<std::process::ExitCode> {
    support::verify::main()
}

#[cfg(not(unix))]
fn main() {
    use std::io::Write;
    // There is nowhere else to say it.
    let _ = writeln!(std::io::stderr(), "This benchmark runs on Unix only.");
}
