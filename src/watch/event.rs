//! What the loop reacts to.

use console::Key;

use crate::lens::explanations::Explanations;
use crate::model::building::BuildStatus;
use crate::model::check_report::CheckReport;
use crate::model::progress::Progress;

/// Something that happened outside the loop.
#[derive(Debug)]
pub enum Event {
    /// The current exercise's file has new content, or is gone.
    Saved,
    /// Files of other exercises have new content; the exercises are indices into the course.
    SavedElsewhere(Vec<usize>),
    /// Files may have changed; the loop has to look.
    FilesTouched,
    /// A key, from the keyboard or from a line on standard input.
    Key(Key),
    /// Pasted text.
    Paste(String),
    /// A check ended.
    Checked {
        /// The check's number: late reports of older checks are thrown away.
        generation: u64,
        /// What it found.
        report: Box<CheckReport>,
    },
    /// The compiler has answered what the lens wanted to know about the errors of a check.
    Explained {
        /// The check's number.
        generation: u64,
        /// What the lens says now, with repairs that work.
        explanations: Box<Explanations>,
    },
    /// Another exercise of a check of all has been checked.
    AllProgress {
        /// How many have been checked so far.
        checked: usize,
    },
    /// A check of all exercises ended.
    AllChecked {
        /// The reports in the course's order.
        reports: Vec<CheckReport>,
    },
    /// The progress of building the course's crates; `None` when the build has ended.
    Crates(Option<BuildStatus>),
    /// Text to show on a page of its own.
    Page {
        /// Its heading.
        title: String,
        /// Its lines.
        lines: Vec<String>,
    },
    /// A message at the top of the screen, shown until the next key.
    Notice(String),
    /// The exercise was reset to its starter.
    WasReset {
        /// The exercise, as an index into the course.
        index: usize,
        /// Whether there was a file before, which is kept as a backup.
        is_backed_up: bool,
    },
    /// The exercise has its original tests.
    TestsRestored {
        /// The exercise, as an index into the course.
        index: usize,
        /// What happened to the learner's code; `None` if nothing had to be restored.
        what_stays: Option<String>,
    },
    /// A reset, or restoring the tests, failed.
    NotReset {
        /// The exercise, as an index into the course.
        index: usize,
        /// Why, in words.
        why: String,
    },
    /// The last reset was undone.
    WasUndone {
        /// The names of the exercises that it brought back.
        names: Vec<String>,
    },
    /// The progress as it is on disk after a change, with what other programs added.
    Progress(Box<Progress>),
    /// The terminal's size changed. Only Unix tells us; elsewhere the loop finds out.
    #[cfg_attr(windows, allow(dead_code, reason = "there is no signal for it"))]
    Resized,
    /// The learner typed Ctrl-Z.
    Suspend,
    /// Standard input or the terminal is gone, or a signal asks us to quit.
    Quit,
}
