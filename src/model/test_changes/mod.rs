//! What a learner changed in an exercise's tests, and the file with the original tests put back.
//!
//! Items are compared as `test_code` does. Each original item takes the place of the changed one,
//! and everything else stays byte for byte. Where a file can't be cut into items for sure nothing
//! is proposed.

use crate::model::test_changes::text::{Text, with_line_ends_of};
use crate::model::test_changes::walk::Walk;

mod text;
mod walk;

/// One item of the tests that isn't as it came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TestChange {
    /// Its path: `tests::doubles`.
    pub name: String,
    /// Its original text; empty for one that was added.
    pub original: String,
    /// Its text now; empty for one that is gone.
    pub current: String,
}

/// Why tests can't be told from the learner's code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unclear {
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

impl std::fmt::Display for Unclear {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Bracket { line, bracket } => {
                write!(f, "the `{bracket}` on line {line} has no partner")
            }
            Self::Item { name } => write!(f, "`{name}` can't be told from the code around it"),
        }
    }
}

/// What differs in the tests; nothing where [`restored`] can't tell them from the rest.
pub fn changes(original: &str, current: &str) -> Vec<TestChange> {
    let found = match restored(original, current) {
        Ok(Some(_)) => find(original, current).unwrap_or_default(),
        Ok(None) | Err(_) => Vec::new(),
    };
    found.into_iter().map(|edit| edit.change).collect()
}

/// The file with the original tests. `None` if they are as they came.
///
/// # Errors
/// They can't be told from the learner's code.
pub fn restored(original: &str, current: &str) -> Result<Option<String>, Unclear> {
    let edits = find(original, current)?;
    let Some(first) = edits.first() else {
        return Ok(None);
    };
    let name = first.change.name.clone();
    let restored = apply(current, edits);
    // Whatever we overlooked: what is written has the original tests, or nothing is written.
    match find(original, &restored) {
        Ok(left) if left.is_empty() => Ok(Some(restored)),
        _ => Err(Unclear::Item { name }),
    }
}

/// A change of the current text.
#[derive(Debug)]
struct Edit {
    /// The bytes that go.
    range: std::ops::Range<usize>,
    /// What takes their place.
    text: String,
    change: TestChange,
}

fn find(original: &str, current: &str) -> Result<Vec<Edit>, Unclear> {
    let (original, current) = (
        Text::without_last_commas(original),
        Text::without_last_commas(current),
    );
    for text in [&current, &original] {
        if let Some((line, bracket)) = text.bracket_without_partner() {
            let bracket = bracket.to_owned();
            return Err(Unclear::Bracket { line, bracket });
        }
    }
    Walk::new(&original, &current).edits()
}

fn apply(current: &str, mut edits: Vec<Edit>) -> String {
    // Those at one place stay in their order.
    edits.sort_by_key(|edit| (edit.range.start, edit.range.end));
    let (mut out, mut done) = (String::with_capacity(current.len()), 0);
    for edit in edits {
        out.push_str(current.get(done..edit.range.start).unwrap_or_default());
        out.push_str(&with_line_ends_of(current, &edit.text));
        done = edit.range.end.max(done);
    }
    out.push_str(current.get(done..).unwrap_or_default());
    out
}

#[cfg(test)]
mod tests;
