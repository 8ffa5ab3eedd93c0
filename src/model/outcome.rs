//! What a child process did, as plain data.

use std::time::Duration;

/// How a process came to its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(
    windows,
    allow(dead_code, reason = "Windows has no signals and no memory limit here")
)]
pub enum Ending {
    /// It ended by itself with this status.
    Exited(i32),
    /// A signal ended it (Unix).
    Signaled(i32),
    /// It was stopped at its time limit.
    TimedOut,
    /// It was stopped because it printed without end.
    TooMuchOutput,
    /// It was stopped because it and its children held too much memory.
    OutOfMemory,
    /// It was stopped because it started too many processes.
    TooManyProcesses,
    /// Whoever had started it no longer wanted the result.
    Cancelled,
}

/// What was read from one of a process's streams.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Captured {
    /// The first bytes, up to the limit.
    pub kept: Vec<u8>,
    /// How many bytes came after that and were dropped.
    pub dropped: u64,
}

impl Captured {
    /// The kept bytes as text; what is not UTF-8 is shown as replacement characters.
    pub fn text(&self) -> String {
        let mut text = String::from_utf8_lossy(&self.kept).into_owned();
        if self.dropped > 0 {
            if !text.ends_with('\n') {
                text.push('\n');
            }
            text.push_str(&format!("[{} more bytes were not kept]\n", self.dropped));
        }
        text
    }
}

/// All that is known of a process that has ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// How it ended.
    pub ending: Ending,
    /// Its standard output.
    pub stdout: Captured,
    /// Its standard error.
    pub stderr: Captured,
    /// From its start to its end.
    pub duration: Duration,
}
