//! What can happen.

use console::Key;

use crate::model::building::Building;
use crate::model::check_report::CheckReport;

/// Something that happened outside the loop.
#[derive(Debug)]
pub enum Event {
    /// The current exercise's file has new content, or none.
    Saved,
    /// Files of exercises that aren't the current one have new content.
    SavedElsewhere(Vec<usize>),
    /// Files may have been touched; somebody has to look.
    FilesTouched,
    /// A key, from the keyboard or as a word on standard input.
    Key(Key),
    /// A text that was pasted.
    Paste(String),
    /// A check ended.
    Checked {
        /// The check's number; late reports of older checks are thrown away.
        generation: u64,
        /// What it found.
        report: Box<CheckReport>,
    },
    /// One exercise of a check of all is ready.
    AllProgress {
        /// How many are.
        checked: usize,
    },
    /// A check of all is ready.
    AllChecked {
        /// The reports in the course's order.
        reports: Vec<CheckReport>,
    },
    /// How far the building of the course's crates is; `None` when it has ended.
    Crates(Option<Building>),
    /// A text to show on a page of its own.
    Page {
        /// Its heading.
        title: String,
        /// Its lines.
        lines: Vec<String>,
    },
    /// Something to tell at the top of the screen until the next key.
    Notice(String),
    /// The exercise's file was put back to its start.
    WasReset {
        /// The exercise, as a place in the course.
        index: usize,
        /// Whether there was a file before, of which a backup is kept.
        is_backed_up: bool,
    },
    /// The exercise's tests are the original ones.
    TestsRestored {
        /// The exercise, as a place in the course.
        index: usize,
        /// What became of the learner's code, if they were others before.
        what_stays: Option<String>,
    },
    /// It could not be.
    NotReset {
        /// The exercise, as a place in the course.
        index: usize,
        /// The reason in words.
        why: String,
    },
    /// The last reset was undone.
    WasUndone {
        /// The exercises that it brought back.
        names: Vec<String>,
    },
    /// Progress as it is on disk after a change, with what other programs added.
    Progress(Box<crate::model::progress::Progress>),
    /// The terminal has another size. Only Unix says so; elsewhere the loop finds out.
    #[cfg_attr(windows, allow(dead_code, reason = "there is no signal for it"))]
    Resized,
    /// The learner typed Ctrl-Z.
    Suspend,
    /// Standard input or the terminal is gone, or somebody asks us to end.
    Quit,
}
