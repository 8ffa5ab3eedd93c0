//! Which screen the learner sees.

use crate::watch::state::list::List;
use crate::watch::state::page::Page;

/// What is on the screen.
#[derive(Debug, PartialEq, Eq)]
pub enum Screen {
    /// The current exercise.
    Exercise,
    /// A page that can be scrolled.
    Page(Page),
    /// The list of exercises.
    List(List),
    /// The question whether to reset an exercise.
    ConfirmReset {
        /// The exercise, as a place in the course.
        index: usize,
        /// The list that the question came from, if it did.
        list: Option<List>,
    },
    /// What the keys do on the screen behind, which comes back as it was.
    Help {
        /// The text.
        page: Page,
        /// Where the learner asked.
        behind: Box<Screen>,
    },
}
