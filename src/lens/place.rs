//! Places and stretches of a file, as rustc counts them.

use serde::Serialize;

/// A place in a file: line and column count from 1, the column in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Place {
    /// The line.
    pub line: usize,
    /// The column.
    pub column: usize,
}

/// A stretch of a file; `end` is the first place behind it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Area {
    /// Where it begins.
    pub start: Place,
    /// Where it has ended.
    pub end: Place,
}

impl Area {
    /// Whether a place lies in it.
    pub fn holds(self, place: Place) -> bool {
        self.start <= place && place < self.end
    }
}
