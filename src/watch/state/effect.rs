//! What the state asks the loop to do.

use crate::model::progress::Change;

/// Something for the loop to do.
#[derive(Debug, PartialEq)]
pub enum Effect {
    /// Check an exercise, ending the check that runs.
    Check {
        /// The exercise, as a place in the course.
        index: usize,
        /// The check's number.
        generation: u64,
        /// Whether a stored result will do.
        use_cache: bool,
    },
    /// End the check that runs: its result is not wanted.
    CancelCheck,
    /// Check all exercises.
    CheckAll,
    /// Write to the progress file. The time of a check is filled in then.
    Record(Change),
    /// Open the solution's file.
    Unseal(usize),
    /// Put an exercise back to its start.
    Reset(usize),
    /// Read the solution and show it.
    ShowSolution(usize),
    /// Bring back what the last reset took away.
    Undo,
    /// Open the exercise in the learner's editor.
    Edit {
        /// The exercise.
        index: usize,
        /// The line and column to go to, if there is something to see.
        place: Option<(usize, usize)>,
    },
    /// End the program.
    Quit,
}
