//! How large a class may be: importing packs, the database, reports, tables, and what engines cost.
//!
//! `cargo bench --bench class --features class -- --help`. The goals are about 10,000 learners and are
//! absolute, but for engines: those are compared with one process that grades the same, taking turns.

#[cfg(unix)]
mod support;

#[cfg(unix)]
fn main() -> anyhow::Result<std::process::ExitCode> {
    support::teaching::main()
}

#[cfg(not(unix))]
fn main() {
    use std::io::Write;
    // There is nowhere else to say it.
    let _ = writeln!(std::io::stderr(), "This benchmark runs on Unix only.");
}
