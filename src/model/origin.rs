//! Where the tests that grade come from.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Where the originals are taken from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "from", rename_all = "snake_case")]
pub enum Origin {
    /// The course that this program brings along.
    BuiltIn,
    /// A course's folder that the grader named.
    Folder {
        /// As it was named.
        folder: String,
    },
    /// The copies in the learner's own folder: nobody vouches for them.
    OwnCopies,
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::BuiltIn => write!(f, "the built-in course"),
            Self::Folder { folder } => write!(f, "{folder}"),
            Self::OwnCopies => write!(f, "the learner's own copies, for which nobody vouches"),
        }
    }
}
