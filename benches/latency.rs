//! How long a learner waits for us, beside what nobody can wait for less: the bare compiler.
//!
//! `cargo bench --bench latency -- --help`. Everything is a ratio of the medians of runs that
//! took turns, so that a busy machine slows both sides.

#[cfg(unix)]
mod support;

#[cfg(unix)]
fn main() -> anyhow::Result<std::process::ExitCode> {
    support::latency::main()
}

#[cfg(not(unix))]
fn main() {
    use std::io::Write;
    // There is nowhere else to say it.
    let _ = writeln!(std::io::stderr(), "This benchmark runs on Unix only.");
}
