//! What is asked of a check.

use std::time::Duration;

use crate::engine::exercise_text::Version;
use crate::model::course::Exercise;

/// Which file of an exercise is checked, and how.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CheckRequest {
    /// Whether the solution is checked instead of the learner's file.
    pub solution: bool,
    /// Whether the course's author asks: then the exercise's file is the original, not the copy
    /// that was kept of it.
    pub author: bool,
    /// Whether a stored result will do.
    pub use_cache: bool,
    /// Whether to build the crates again if that failed before.
    pub retry_crates: bool,
    /// How long a program may run. The exercise's own limit comes first.
    pub time: Option<Duration>,
    /// Whether exercises may be compiled together if many are checked.
    pub together: bool,
    /// Whether other checks have work for all processors. Then nothing is begun that a compile
    /// error would make useless.
    pub frugal: bool,
    /// Whether the learner is working on this file. Then we keep what the compiler can use at the
    /// next save.
    pub again: bool,
}

impl Default for CheckRequest {
    fn default() -> Self {
        Self {
            solution: false,
            author: false,
            use_cache: true,
            retry_crates: false,
            time: None,
            together: true,
            frugal: false,
            again: false,
        }
    }
}

impl CheckRequest {
    /// The file that is checked, below the course's root.
    pub(in crate::engine) fn path(&self, exercise: &Exercise) -> String {
        self.version().path(exercise)
    }

    /// Which of the exercise's texts is checked.
    pub(in crate::engine) fn version(&self) -> Version {
        if self.solution {
            Version::Solution
        } else {
            Version::Own
        }
    }
}
