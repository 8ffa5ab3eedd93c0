//! Processes as the learner's shell would start them: cargo and rustup add variables of
//! their own to a benchmark's environment, which would make some programs faster or slower.

use std::ffi::OsString;
use std::path::Path;
use std::process::{Command, Output};
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use portable_pty::CommandBuilder;

/// What cargo and rustup add.
const ADDED: [&str; 8] = [
    "CARGO",
    "CARGO_TARGET_DIR",
    "DYLD_FALLBACK_LIBRARY_PATH",
    "LD_LIBRARY_PATH",
    "RUSTC",
    "RUST_RECURSION_COUNT",
    "RUSTUP_TOOLCHAIN",
    "RUSTUP_TOOLCHAIN_SOURCE",
];

/// How further names begin that cargo adds.
const ADDED_FAMILIES: [&str; 3] = ["CARGO_BIN_EXE_", "CARGO_MANIFEST_", "CARGO_PKG_"];

/// A program with the learner's environment, to be started in a folder.
pub fn command(program: impl Into<OsString>, folder: &Path) -> Command {
    let mut command = Command::new(program.into());
    command
        .env_clear()
        .envs(learners_variables())
        .current_dir(folder);
    command
}

/// The same for a program in a terminal.
pub fn terminal_command(program: impl Into<OsString>, folder: &Path) -> CommandBuilder {
    let mut command = CommandBuilder::new(program.into());
    command.env_clear();
    for (name, value) in learners_variables() {
        command.env(name, value);
    }
    command.env("TERM", "xterm-256color");
    command.cwd(folder);
    command
}

/// How long the machine is left alone before everything that is timed: a save, too, finds
/// it idle.
pub const REST: Duration = Duration::from_millis(150);

/// Runs a command to its end. How that came out is the caller's to judge.
pub fn timed(command: &mut Command) -> Result<(Output, Duration)> {
    let started = Instant::now();
    let output = command
        .output()
        .with_context(|| format!("{} does not start", command.get_program().display()))?;
    Ok((output, started.elapsed()))
}

fn learners_variables() -> impl Iterator<Item = (OsString, OsString)> {
    std::env::vars_os().filter(|(name, _)| {
        let name = name.to_string_lossy();
        let of_a_family = ADDED_FAMILIES.iter().any(|start| name.starts_with(start));
        !of_a_family && !ADDED.contains(&name.as_ref())
    })
}
