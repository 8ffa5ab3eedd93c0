//! The time that a check takes, without what it waits for.

use std::cell::Cell;
use std::time::{Duration, Instant};

use crate::engine::files;

/// Measures a check.
pub(in crate::engine) struct Stopwatch {
    started: Instant,
    paused: Cell<Duration>,
}

impl Stopwatch {
    pub fn start() -> Self {
        Self {
            started: Instant::now(),
            paused: Cell::default(),
        }
    }

    /// Does something whose time doesn't count, such as building crates.
    pub fn pause<T>(&self, wait: impl FnOnce() -> T) -> T {
        let begin = Instant::now();
        let result = wait();
        self.paused.set(self.paused.get() + begin.elapsed());
        result
    }

    pub fn milliseconds(&self) -> u64 {
        let time = self.started.elapsed();
        files::milliseconds(time.saturating_sub(self.paused.get()))
    }
}
