//! What is to be proven, and what comes of it.

use crate::rust::edit::TextEdit;

/// A repair that may work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// What it changes in the program.
    pub edits: Vec<TextEdit>,
    /// Which of the program's errors it should cure: an index into them.
    pub error: usize,
}

impl Proof {
    /// Whether the candidate may be shown as a repair.
    pub fn cures(&self) -> bool {
        matches!(self, Self::Works | Self::Uncovers(_))
    }
}

/// What the compiler says of a candidate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Proof {
    /// Its error is gone, and no error is new. Other errors of the program may still be there.
    Works,
    /// Its error stopped the compiler early and is gone. The compiler got further, and found this
    /// many errors that it couldn't have seen before. None of them is at the changed places.
    Uncovers(usize),
    /// Its error is gone, and no error is new. But an error that the compiler finds earlier is still
    /// there and keeps it from looking at what was changed, so that means nothing.
    Hidden,
    /// Its error is still there, perhaps with other labels or at its next place.
    ErrorStays,
    /// Its error is gone, but this one wasn't there before.
    NewError {
        /// The code, if it has one, or a lint's name.
        code: Option<String>,
        /// The compiler's message.
        message: String,
    },
}
