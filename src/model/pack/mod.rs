//! A pack: what a learner hands on of a course, as one text file. One JSON object a line, so that anybody
//! can read what is in it.

mod lines;
mod work;

use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::model::journal::JournalEvent;
use crate::model::timestamp;

pub use lines::{MOST_CODE, MOST_EVENTS, MOST_FILES, SCHEMA, read, to_text};
pub use work::{ExerciseWork, WorkState};

/// How much a pack tells. Each level has what those before it have.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PackLevel {
    /// For each exercise: its state, attempts, hints, error codes, time of work, and the days of its
    /// first and last check.
    #[default]
    Summary,
    /// And the journal: what happened when.
    Timeline,
    /// And the text of the exercises that the learner changed.
    Code,
}

/// The first line of a pack.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PackHead {
    /// The schema's name.
    pub schema: String,
    /// What the learner is called in the class: an id, an address, a name.
    pub learner: String,
    /// How much the pack tells.
    pub level: PackLevel,
    /// The course's id; the built-in course is `rustlings-like`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub course: Option<String>,
    /// The digest of the course's original exercises, as [`originals_digest`] computes it.
    pub originals: String,
    /// The version of the program that wrote the pack.
    pub tool: String,
    /// When it was written, in seconds since 1970.
    #[serde(with = "timestamp::as_rfc3339")]
    pub made_at: u64,
}

/// A file in a pack.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PackFile {
    /// The exercise's name.
    pub exercise: String,
    /// Its text.
    pub text: String,
}

/// All of a pack.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pack {
    /// The first line.
    pub head: PackHead,
    /// The work on each exercise that was ever touched, each once.
    pub work: Vec<ExerciseWork>,
    /// The journal, from level `timeline`.
    pub events: Vec<JournalEvent>,
    /// The code, at level `code`; each exercise once.
    pub files: Vec<PackFile>,
}

/// What a pack or a zip calls its learner by its own name: the file's name up to the first dot.
pub fn learner_of_file(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let end = name.find('.').filter(|at| *at > 0).unwrap_or(name.len());
    name[..end].to_owned()
}

/// The digest of a course's original exercises: the same for two folders of one version of a course.
/// `texts` has each exercise's name and original text, in the course's order.
pub fn originals_digest<'a>(texts: impl Iterator<Item = (&'a str, &'a str)>) -> String {
    let mut hasher = blake3::Hasher::new();
    for (name, text) in texts {
        for part in [name, text] {
            // The lengths keep parts apart.
            hasher.update(&u64::try_from(part.len()).unwrap_or(u64::MAX).to_le_bytes());
            hasher.update(part.as_bytes());
        }
    }
    hasher.finalize().to_hex().to_string()
}
