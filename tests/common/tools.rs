//! What a test needs beside Rust and git: programs, and what a kernel may lack.

use std::io::Write as _;
use std::process::{Command, Stdio};

/// Whether a test can go on, given whether its tool is here. Where it isn't, CI (the variable
/// `CI` isn't empty) fails, and everybody else is told loudly that the test is skipped.
#[track_caller]
pub fn require(tool: &str, is_here: bool) -> bool {
    if !is_here {
        let test = std::thread::current().name().unwrap_or("a test").to_owned();
        let is_ci = std::env::var_os("CI").is_some_and(|value| !value.is_empty());
        assert!(
            !is_ci,
            "{test} needs {tool}, which isn't here, and CI skips nothing"
        );
        // Past the test harness, which keeps what `eprintln!` writes to itself.
        let said = writeln!(
            std::io::stderr(),
            "SKIPPED, LOUDLY: {test} needs {tool}, which isn't here"
        );
        said.expect("standard error");
    }
    is_here
}

/// Whether a command can be started and ends well; its output is dropped.
pub fn works(command: &mut Command) -> bool {
    command.stdin(Stdio::null());
    command.stdout(Stdio::null()).stderr(Stdio::null());
    command.status().is_ok_and(|status| status.success())
}

/// Whether a test can go on that needs this program, which must know `--version`.
#[track_caller]
pub fn require_program(program: &str) -> bool {
    require(program, works(Command::new(program).arg("--version")))
}

/// Whether a shell script works here, for a test that needs what it tries out.
#[track_caller]
pub fn require_script(what: &str, script: &str) -> bool {
    require(what, works(Command::new("sh").args(["-c", script])))
}
