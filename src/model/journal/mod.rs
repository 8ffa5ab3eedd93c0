//! The learner's journal: what happened to which exercise, and when. One JSON object a line.

mod event;
mod history;
mod lines;
mod repeats;

pub use event::{EventKind, JournalEvent};
pub use history::{CodeHistory, ExerciseHistory, History, Stuck};
pub use lines::{JournalLines, read, to_line};
pub use repeats::is_repeat;
