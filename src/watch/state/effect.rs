//! What the state can ask the loop to do.

use crate::model::journal::JournalEvent;
use crate::model::progress::ProgressChange;

/// Where to open an exercise.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct EditPlace {
    /// The file below the course's root, if it has several; otherwise, or without it, the first.
    pub file: Option<String>,
    /// The line and column.
    pub position: Option<(usize, usize)>,
}

/// Something for the loop to do.
#[derive(Debug, PartialEq)]
pub enum Effect {
    /// Check an exercise, cancelling the check that is running.
    Check {
        /// The exercise, as an index into the course.
        index: usize,
        /// The check's number.
        generation: u64,
        /// Whether a cached result will do.
        use_cache: bool,
    },
    /// Cancel the running check: nobody needs its result.
    CancelCheck,
    /// Check all exercises.
    CheckAll,
    /// Write a change to the progress file. The loop fills in the time of a check.
    Record(ProgressChange),
    /// Write an event into the journal. The loop fills in the time.
    Note(Box<JournalEvent>),
    /// Make the solution's file readable.
    Unseal(usize),
    /// Reset an exercise to its starter.
    Reset(usize),
    /// Restore an exercise's original tests.
    RestoreTests(usize),
    /// Read the page of an exercise's chapter and show it.
    ShowChapter(usize),
    /// Show what the learner has done in an exercise's chapter, which is finished.
    EndChapter(usize),
    /// Read the solution and show it.
    ShowSolution(usize),
    /// Undo the last reset.
    Undo,
    /// Open the exercise in the learner's editor.
    Edit {
        /// The exercise, as an index into the course.
        index: usize,
        /// Where to open it.
        place: EditPlace,
    },
    /// End the program.
    Quit,
}
