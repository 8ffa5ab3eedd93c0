//! What a child process did, as plain data.

use std::time::Duration;

use serde::{Deserialize, Serialize};

/// How a process came to its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(
    windows,
    allow(
        dead_code,
        reason = "Windows has no signals, no memory limit and no sandbox here"
    )
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
    /// It was stopped because it wrote too much in its folder (in the sandbox).
    TooMuchDisk,
    /// Whoever had started it no longer wanted the result.
    Cancelled,
}

/// What was read from one of a process's streams: its beginning and, where that is not all,
/// its end, since what a program said last tells most.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Captured {
    beginning: Vec<u8>,
    end: Vec<u8>,
    /// How many bytes came in between and were dropped.
    pub dropped: u64,
}

/// How much of a stream's end is kept, in bytes.
const END: usize = 16 * 1024;

impl Captured {
    /// All of a short text.
    pub fn of(text: &str) -> Self {
        Self {
            beginning: text.as_bytes().to_vec(),
            ..Self::default()
        }
    }

    /// Takes the next bytes; the first `kept` of a stream are its beginning.
    pub fn add(&mut self, bytes: &[u8], kept: u64) {
        let kept = usize::try_from(kept).unwrap_or(usize::MAX);
        let room = kept.saturating_sub(self.beginning.len()).min(bytes.len());
        let (first, rest) = bytes.split_at(room);
        self.beginning.extend_from_slice(first);
        self.end.extend_from_slice(rest);
        let surplus = self.end.len().saturating_sub(END);
        self.end.drain(..surplus);
        self.dropped += surplus as u64;
    }

    /// The kept bytes as text; what is not UTF-8 is shown as replacement characters.
    pub fn text(&self) -> String {
        if self.dropped == 0 {
            let whole = [self.beginning.as_slice(), &self.end].concat();
            return String::from_utf8_lossy(&whole).into_owned();
        }
        format!(
            "{}\n[{} more bytes were not kept]\n{}",
            String::from_utf8_lossy(&self.beginning),
            self.dropped,
            String::from_utf8_lossy(&self.end)
        )
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
    /// Both in the order in which they were written, if that was asked for.
    pub in_order: Captured,
    /// From its start to its end.
    pub duration: Duration,
}

impl Outcome {
    /// That of a process that ended well and wrote nothing.
    pub fn silence() -> Self {
        Self {
            ending: Ending::Exited(0),
            stdout: Captured::default(),
            stderr: Captured::default(),
            in_order: Captured::default(),
            duration: Duration::ZERO,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_beginning_and_the_end_are_kept() {
        let mut captured = Captured::default();
        for _ in 0..3 * END / 4 {
            captured.add(b"abcd", 6);
        }
        let text = captured.text();
        let dropped = 3 * END - 6 - END;
        assert!(text.starts_with(&format!("abcdab\n[{dropped} more bytes")));
        assert!(text.ends_with("abcd"));
    }
}
