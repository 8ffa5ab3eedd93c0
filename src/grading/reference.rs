//! What a learner's file is compared with.

use crate::rust::Source;

/// The texts of an exercise that a learner's file is compared with.
#[derive(Debug, Clone, Copy)]
pub struct Reference<'a> {
    /// The exercise as the course has it.
    pub original: &'a Source,
    /// The file with the tests that count: the original, but for the learner's statements in
    /// the places that are open.
    pub tests: &'a Source,
    /// The course's solution, if there is one.
    pub solution: Option<&'a Source>,
    /// The crates that the exercise may use, by their names in a source.
    pub crates: &'a [String],
}

impl<'a> Reference<'a> {
    /// An exercise without crates and without a known solution.
    pub fn alone(original: &'a Source) -> Self {
        Self {
            original,
            tests: original,
            solution: None,
            crates: &[],
        }
    }
}
