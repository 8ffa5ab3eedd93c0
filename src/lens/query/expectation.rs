//! What the compiler expected at a place and what it found there, in its own words.

use crate::lens::case::{Case, Clue};
use crate::lens::labels;
use crate::rust::NodeId;

/// Two types that don't agree, as a label names them: "`&str`" or "integer".
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expectation {
    /// What is expected.
    pub expected: String,
    /// What is there.
    pub found: String,
}

/// Both types, if the label tells them apart: "expected `u8`, found `u16`".
pub fn of(case: &Case, clue: &Clue) -> Option<Expectation> {
    if clue.label == "types differ in mutability" {
        return of_references(case);
    }
    let (expected, found) = clue
        .label
        .strip_prefix("expected ")?
        .split_once(", found ")?;
    // Two functions or closures may differ in what the label doesn't say.
    let is_function = |words: &str| matches!(words, "fn item" | "fn pointer");
    let is_vague = is_function(expected) || is_function(found) || expected == "closure";
    let is_told = expected != found && !found.starts_with("a different") && !is_vague;
    is_told.then(|| Expectation {
        expected: expected.to_owned(),
        found: found.to_owned(),
    })
}

/// The types of a note "expected mutable reference `&mut T`, found reference `&T`".
fn of_references(case: &Case) -> Option<Expectation> {
    let mut notes = case.diagnostic.children.iter();
    let note = notes.find(|note| {
        labels::has_shape(
            &note.message,
            "expected mutable reference _*found reference _*",
        )
    })?;
    let names = labels::names(&note.message);
    let (expected, found) = (*names.first()?, *names.get(1)?);
    // Where the rest agrees, the compiler writes `_` for it.
    let is_short = [expected, found].iter().any(|one| one.ends_with('_'));
    Some(if is_short {
        Expectation {
            expected: "mutable reference".to_owned(),
            found: "shared reference".to_owned(),
        }
    } else {
        Expectation {
            expected: format!("`{expected}`"),
            found: format!("`{found}`"),
        }
    })
}

/// "is of type `u8`" or "is an integer".
pub fn is(words: &str) -> String {
    if words.starts_with('`') {
        format!("is of type {words}")
    } else {
        format!("is {}", with_article(words))
    }
}

/// "a value of type `u8`" or "an integer".
pub fn a_value(words: &str) -> String {
    if words.starts_with('`') {
        format!("a value of type {words}")
    } else {
        with_article(words)
    }
}

fn with_article(words: &str) -> String {
    let begins = |all: &[&str]| all.iter().any(|one| words.starts_with(one));
    if begins(&["a ", "an ", "one ", "type parameter"]) {
        words.to_owned()
    } else if begins(&["a", "e", "i", "o", "u"]) {
        format!("an {words}")
    } else {
        format!("a {words}")
    }
}

/// An expression in backticks if it's short, or else by its line.
pub fn shown(case: &Case, node: NodeId) -> String {
    let text = case.written(node);
    let is_short = text.chars().count() <= 30 && !text.contains(['\n', '`']);
    if is_short {
        format!("`{text}`")
    } else {
        format!(
            "the value on line {}",
            case.line(case.tree.bytes(node).start)
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_are_told_with_their_articles() {
        assert_eq!(is("`&str`"), "is of type `&str`");
        assert_eq!(is("integer"), "is an integer");
        assert_eq!(a_value("floating-point number"), "a floating-point number");
        assert_eq!(a_value("type parameter `T`"), "type parameter `T`");
        assert_eq!(is("one with a size of 3"), "is one with a size of 3");
    }
}
