//! The outcome of a child process.
use std::time::Duration;

use serde::{Deserialize, Serialize};

/// How a process ended.
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
    /// We stopped it at its time limit.
    TimedOut,
    /// We stopped it because it printed too much.
    TooMuchOutput,
    /// We stopped it because it and its children used too much memory.
    OutOfMemory,
    /// We stopped it because it started too many processes.
    TooManyProcesses,
    /// We stopped it because it wrote too much to its folder (in the sandbox).
    TooMuchDisk,
    /// Its result was no longer needed.
    Cancelled,
}

/// The output that we keep of a stream: its beginning and, if that isn't everything, its end,
/// since a program's last words tell the most.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CapturedOutput {
    beginning: Vec<u8>,
    end: Vec<u8>,
    /// How many bytes in between were dropped.
    pub dropped: u64,
}

/// How much of a stream's end is kept, in bytes.
const END: usize = 16 * 1024;

impl CapturedOutput {
    /// The output of a program that wrote just this text.
    pub fn of(text: &str) -> Self {
        Self {
            beginning: text.as_bytes().to_vec(),
            ..Self::default()
        }
    }

    /// Adds the next bytes. The first `kept` bytes of a stream are its beginning.
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

    /// Replaces the text, if everything was kept.
    pub fn change(&mut self, change: impl FnOnce(&str) -> String) {
        if self.dropped == 0 && !(self.beginning.is_empty() && self.end.is_empty()) {
            *self = Self::of(&change(&self.text()));
        }
    }

    /// The output as text, with replacement characters for what isn't UTF-8.
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

/// Everything we know about a process that has ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// How the process ended.
    pub ending: Ending,
    /// Standard output.
    pub stdout: CapturedOutput,
    /// Standard error.
    pub stderr: CapturedOutput,
    /// Both streams in the order of writing, if the job asked for that.
    pub in_order: CapturedOutput,
    /// The time from start to end.
    pub duration: Duration,
}

impl Outcome {
    /// The outcome of a process that succeeded and wrote nothing.
    pub fn silence() -> Self {
        Self {
            ending: Ending::Exited(0),
            stdout: CapturedOutput::default(),
            stderr: CapturedOutput::default(),
            in_order: CapturedOutput::default(),
            duration: Duration::ZERO,
        }
    }

    /// Joins the outcome of another process, with its words as `say` puts them. The first that
    /// didn't succeed tells how they ended.
    pub fn add(&mut self, other: Self, say: impl Fn(&str) -> String) {
        if self.ending == Ending::Exited(0) || !matches!(other.ending, Ending::Exited(_)) {
            self.ending = other.ending;
        }
        for (output, more) in [
            (&mut self.stdout, &other.stdout),
            (&mut self.stderr, &other.stderr),
        ] {
            *output = CapturedOutput::of(&(output.text() + &say(&more.text())));
        }
        self.duration += other.duration;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_beginning_and_the_end_are_kept() {
        let mut captured = CapturedOutput::default();
        for _ in 0..3 * END / 4 {
            captured.add(b"abcd", 6);
        }
        let text = captured.text();
        let dropped = 3 * END - 6 - END;
        assert!(text.starts_with(&format!("abcdab\n[{dropped} more bytes")));
        assert!(text.ends_with("abcd"));
    }
}
