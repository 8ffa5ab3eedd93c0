//! Which screen the learner sees.

use crate::watch::state::list::List;
use crate::watch::state::page::Page;

/// The screens.
#[derive(Debug, PartialEq, Eq)]
pub enum Screen {
    /// The current exercise.
    Exercise,
    /// A page of text.
    Page(Page),
    /// The list of exercises.
    List(List),
    /// The question whether to reset an exercise.
    ConfirmReset {
        /// The exercise, as an index into the course.
        index: usize,
        /// The list, if the question was asked there.
        list: Option<List>,
    },
    /// Help for another screen, which comes back as it was.
    Help {
        /// The help.
        page: Page,
        /// The screen where the learner asked for help.
        behind: Box<Screen>,
    },
}
