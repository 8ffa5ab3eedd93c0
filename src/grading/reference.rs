//! What a learner's file is held against.

use crate::model::bypasses::Came;
use crate::rust::Source;

/// An original exercise.
#[derive(Debug, Clone, Copy)]
pub struct Reference<'a> {
    /// Its file.
    pub original: &'a Source,
    /// The file with the tests that count: the original, but for the learner's statements in
    /// places that are open.
    pub tests: &'a Source,
    /// The course's solution, if there is one.
    pub solution: Option<&'a Source>,
    /// The crates that it may use, by their names in a source.
    pub crates: &'a [String],
}

impl<'a> Reference<'a> {
    /// An original without crates, and without a solution.
    pub fn alone(original: &'a Source) -> Self {
        Self {
            original,
            tests: original,
            solution: None,
            crates: &[],
        }
    }

    /// The same as text.
    pub fn came(self) -> Came<'a> {
        Came {
            original: self.original.text(),
            tests: self.tests.text(),
            solution: self.solution.map(Source::text),
            crates: self.crates,
        }
    }
}
