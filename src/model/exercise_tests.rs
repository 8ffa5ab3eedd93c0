//! What a report says about the tests of an exercise.

use serde::{Deserialize, Serialize};

/// Which of an exercise's tests are the learner's to write.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "decided_by", rename_all = "snake_case")]
pub enum OpenPlaces {
    /// All of them, by `edit_tests` in the manifest.
    Manifest,
    /// Some of their statements, by the marks in the starter and by the solution.
    Starter {
        /// The tests, and modules of tests, that have such statements, by their paths.
        places: Vec<String>,
    },
}

/// One item of the tests that isn't the original one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TestChange {
    /// Its path: `tests::doubles`.
    pub name: String,
    /// Its original text; empty for one that was added.
    pub original: String,
    /// Its text now; empty for one that is gone.
    pub current: String,
}
