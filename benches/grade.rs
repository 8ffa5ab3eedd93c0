//! What it costs to grade code that nobody trusts: beside plain `verify`, and for a whole class.
//!
//! `cargo bench --bench grade -- --help`. The first part is a ratio of the medians of runs
//! that took turns, so that a busy machine slows both sides. The second is absolute.

#[cfg(unix)]
mod support;

#[cfg(unix)]
fn main() -> anyhow::Result<std::process::ExitCode> {
    support::grade::main()
}

#[cfg(not(unix))]
fn main() {
    use std::io::Write;
    // There is nowhere else to say it.
    let _ = writeln!(std::io::stderr(), "This benchmark runs on Unix only.");
}
