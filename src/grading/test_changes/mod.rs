//! What a learner changed in an exercise's tests, and the file with the original tests put back.
//!
//! Each original item takes the place of the changed one, and everything else stays byte for
//! byte. If a file can't be cut into items for sure, nothing is proposed.

use std::ops::Range;

use crate::model::exercise_tests::TestChange;
use crate::rust::Source;

mod edits;
mod layout;

use edits::Edits;

/// Why tests can't be told from the learner's code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Obstacle {
    /// A bracket has no partner.
    Bracket {
        /// Its line, from 1.
        line: usize,
        /// The bracket.
        bracket: String,
    },
    /// Something that belongs to the tests stands where we can't reach it.
    Item {
        /// Its path.
        name: String,
    },
}

impl std::fmt::Display for Obstacle {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Bracket { line, bracket } => {
                write!(f, "the `{bracket}` on line {line} has no partner")
            }
            Self::Item { name } => write!(f, "`{name}` can't be told from the code around it"),
        }
    }
}

/// A file with the original tests.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Restoration {
    /// Its text.
    pub text: String,
    /// What was put right, in the order of the original.
    pub changes: Vec<TestChange>,
}

/// Puts the original tests into a learner's file. `None` if they are there already.
///
/// # Errors
/// They can't be told from the learner's code.
pub fn restore(original: &Source, current: &Source) -> Result<Option<Restoration>, Obstacle> {
    let edits = find(original, current)?;
    let Some(first) = edits.first() else {
        return Ok(None);
    };
    let name = first.change.name.clone();
    let changes = edits.iter().map(|edit| edit.change.clone()).collect();
    let text = apply(current.text(), edits);
    // Whatever we overlooked: what is written has the original tests, or nothing is written.
    let restored = Source::new(text.as_str(), current.edition());
    match find(original, &restored) {
        Ok(left) if left.is_empty() => Ok(Some(Restoration { text, changes })),
        _ => Err(Obstacle::Item { name }),
    }
}

/// What differs in the tests; nothing if [`restore`] can't tell them from the rest.
pub fn changes(original: &Source, current: &Source) -> Vec<TestChange> {
    let restoration = restore(original, current).ok().flatten();
    restoration.map_or_else(Vec::new, |restoration| restoration.changes)
}

/// A change of the current text.
#[derive(Debug)]
struct Edit {
    /// The bytes that go.
    range: Range<usize>,
    /// What takes their place.
    text: String,
    change: TestChange,
}

fn find(original: &Source, current: &Source) -> Result<Vec<Edit>, Obstacle> {
    for source in [current, original] {
        if let Some(token) = source.unbalanced() {
            return Err(Obstacle::Bracket {
                line: source.line_of(source.begin(token)),
                bracket: source.word(token).to_owned(),
            });
        }
    }
    Edits::between(original, current)
}

fn apply(current: &str, mut edits: Vec<Edit>) -> String {
    // Those at one place stay in their order.
    edits.sort_by_key(|edit| (edit.range.start, edit.range.end));
    let (mut out, mut done) = (String::with_capacity(current.len()), 0);
    for edit in edits {
        out.push_str(current.get(done..edit.range.start).unwrap_or_default());
        out.push_str(&layout::with_line_ends_of(current, &edit.text));
        done = edit.range.end.max(done);
    }
    out.push_str(current.get(done..).unwrap_or_default());
    out
}

#[cfg(test)]
mod tests;
