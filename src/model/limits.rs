//! How much a compiler or a learner's program may use.

use std::time::Duration;

use serde::{Deserialize, Serialize};

/// Limits for one process and everything that it starts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limits {
    /// Wall-clock time.
    pub time: Duration,
    /// The bytes of each output stream that we keep.
    pub kept_output: u64,
    /// The bytes of output, of both streams together, at which we stop the process.
    pub total_output: u64,
    /// The bytes of memory, for each process and for all of them together.
    pub memory: u64,
    /// The number of processes at once.
    pub processes: u32,
}

const MIB: u64 = 1024 * 1024;

impl Limits {
    /// The limits for a learner's program.
    pub fn program(time: Duration) -> Self {
        Self {
            time,
            kept_output: MIB,
            total_output: 16 * MIB,
            memory: 1024 * MIB,
            processes: 64,
        }
    }

    /// The limits for the compiler, which gets more of everything.
    pub fn compiler() -> Self {
        Self {
            time: Duration::from_secs(60),
            kept_output: 16 * MIB,
            total_output: 64 * MIB,
            memory: 8 * 1024 * MIB,
            processes: 256,
        }
    }

    /// For a compiler that is asked about a variant of a program. Somebody waits for the answer,
    /// and can do without.
    pub fn variant() -> Self {
        Self {
            time: Duration::from_secs(10),
            memory: 4 * 1024 * MIB,
            ..Self::compiler()
        }
    }

    /// The limits for cargo, which may have to download and build a lot.
    pub fn cargo() -> Self {
        Self {
            time: Duration::from_secs(60 * 60),
            processes: 1024,
            memory: 32 * 1024 * MIB,
            ..Self::compiler()
        }
    }
}

/// A program's time limit, unless its exercise has another one.
pub const DEFAULT_PROGRAM_TIME: Duration = Duration::from_secs(10);
