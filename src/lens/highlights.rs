//! Which stretches of the source stand out, and how much: the spans that the compiler gave.

use crate::lens::case::Clue;
use crate::lens::labels::Role;
use crate::lens::place::{Area, Place};

/// Why a stretch stands out. The later one is the louder one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Emphasis {
    /// Until here what happened before is needed.
    Later,
    /// What happened before: a borrow, a move.
    Cause,
    /// What the error is about.
    Wrong,
}

/// A stretch of the source that stands out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Highlight {
    /// Where; never empty.
    pub area: Area,
    /// Why.
    pub emphasis: Emphasis,
}

impl Highlight {
    /// Whether a character of the text lies in it.
    pub fn covers(&self, place: Place) -> bool {
        self.area.start <= place && place < self.area.end
    }
}

/// The spans of an error that play a part in it.
pub fn of(clues: &[Clue]) -> Vec<Highlight> {
    let found = clues.iter().filter_map(|clue| {
        Some(Highlight {
            area: not_empty(clue.area),
            emphasis: emphasis(clue)?,
        })
    });
    found.collect()
}

/// The loudest reason for a character to stand out.
pub fn at(highlights: &[Highlight], place: Place) -> Option<Emphasis> {
    let here = highlights.iter().filter(|h| h.covers(place));
    here.map(|h| h.emphasis).max()
}

/// A place between two characters is shown on the one behind it, as rustc does.
fn not_empty(mut area: Area) -> Area {
    if area.start == area.end {
        area.end.column += 1;
    }
    area
}

fn emphasis(clue: &Clue) -> Option<Emphasis> {
    if clue.is_primary {
        return Some(Emphasis::Wrong);
    }
    match clue.role {
        Role::Moved
        | Role::MovedInPart
        | Role::MovedIntoClosure
        | Role::MovedByMethod
        | Role::MovedByImplicitCall
        | Role::MovedByOperator
        | Role::CapturedUse
        | Role::Borrow
        | Role::BorrowAgain
        | Role::TooShort
        | Role::Temporary
        | Role::LocalReference
        | Role::FirstAssigned
        | Role::ReadOnlyReference
        | Role::AsksClosure
        | Role::InClosure
        | Role::Lifetime
        | Role::ExpectedBecause
        | Role::Empty => Some(Emphasis::Cause),
        Role::Until
        | Role::UntilNextRound
        | Role::UntilDrop
        | Role::Requires
        | Role::UsedAfterMove
        | Role::UseOfBorrowed
        | Role::Dropped
        | Role::TemporaryDropped
        | Role::DropNeeds
        | Role::Escapes
        | Role::Returns
        | Role::AskedBy
        | Role::WrongLifetime => Some(Emphasis::Later),
        _ => None,
    }
}
