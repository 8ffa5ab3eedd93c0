//! What happens to a value and to the references to it, in the order of the program.

use serde::Serialize;

use crate::lens::place::Area;

/// What happens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum What {
    /// A variable gets its value.
    Created,
    /// A variable that was there before is first seen.
    Seen,
    /// A variable is declared without a value.
    Declared,
    /// Its value moves away.
    Moved,
    /// A part of its value moves away.
    MovedInPart,
    /// A borrow for reading begins.
    Reads,
    /// A borrow for writing begins.
    Writes,
    /// A borrow begins; whether for reading or writing is not known.
    Borrows,
    /// It is used, and nothing is wrong with that.
    Used,
    /// Nothing happens there: the words explain the place.
    Label,
    /// The borrow is needed for the last time.
    LastUse,
    /// Its value is dropped.
    Dropped,
    /// What the compiler objects to.
    Conflict,
}

/// Something that happens to one variable or borrow.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Event {
    /// The index of its lane.
    pub lane: usize,
    /// What happens.
    pub what: What,
    /// The line.
    pub line: usize,
    /// The column.
    pub column: usize,
    /// How often the loop around it has come round since the first event.
    pub round: usize,
    /// A few words on it; may be empty.
    pub note: String,
}

impl Event {
    /// An event at the beginning of an area, on the first round.
    pub fn new(lane: usize, what: What, area: Area, note: impl Into<String>) -> Self {
        Self {
            lane,
            what,
            line: area.start.line,
            column: area.start.column,
            round: 0,
            note: note.into(),
        }
    }

    /// The same, on a later round.
    #[must_use]
    pub fn on_round(self, round: usize) -> Self {
        Self { round, ..self }
    }
}
