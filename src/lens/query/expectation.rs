//! What the compiler expected at a place and what it found there, in its own words.

use crate::lens::case::{Case, Clue};
use crate::lens::labels;
use crate::lens::query::articles;
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
        found: in_full(expected, found),
    })
}

/// "an array with a size of 3" for "one with a size of 3": alone, nobody knows what "one" is.
fn in_full(expected: &str, found: &str) -> String {
    let noun = expected.split_once(" with ").map(|(noun, _)| noun);
    let rest = found.strip_prefix("one with ");
    match noun.zip(rest) {
        Some((noun, rest)) => format!("{noun} with {rest}"),
        None => found.to_owned(),
    }
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

/// The types of the standard library that have an allocator or a hasher besides, each with the number
/// of its other arguments.
const WITH_MORE: [(&str, usize); 11] = [
    ("Vec", 1),
    ("Box", 1),
    ("Rc", 1),
    ("Arc", 1),
    ("VecDeque", 1),
    ("BinaryHeap", 1),
    ("LinkedList", 1),
    ("BTreeSet", 1),
    ("HashSet", 1),
    ("BTreeMap", 2),
    ("HashMap", 2),
];

/// The type without the `_` that rustc writes for an allocator or a hasher: `Vec<u8>` for
/// `Vec<u8, _>`.
pub fn plain(words: &str) -> String {
    let mut text = words.to_owned();
    let mut from = 0;
    while let Some(open) = text[from..].find('<').map(|at| from + at) {
        from = open + 1;
        let is_part = |c: char| c == '_' || c.is_alphanumeric();
        let name = text[..open].rsplit(|c: char| !is_part(c)).next();
        let known = WITH_MORE.iter().find(|(one, _)| Some(*one) == name);
        let count = known.map(|(_, count)| *count);
        if let Some((last, close)) = last_argument(&text, open, count)
            && text[last..close].trim() == "_"
        {
            text.replace_range(last - 1..close, "");
        }
    }
    text
}

/// Where the last argument between `<>` begins and ends, if there's one more than this number.
fn last_argument(text: &str, open: usize, count: Option<usize>) -> Option<(usize, usize)> {
    let (mut depth, mut commas, mut last) = (0, 0, None);
    for (at, c) in text.char_indices().skip_while(|(at, _)| *at < open) {
        match c {
            '<' | '(' | '[' => depth += 1,
            ',' if depth == 1 => {
                commas += 1;
                last = Some(at + 1);
            }
            '>' if text[..at].ends_with('-') => {}
            '>' | ')' | ']' => {
                depth -= 1;
                if depth == 0 {
                    return last
                        .filter(|_| Some(commas) == count)
                        .map(|last| (last, at));
                }
            }
            _ => {}
        }
    }
    None
}

/// A reference of which nothing else is known: rustc writes `_` for what it refers to.
fn open_reference(name: &str) -> Option<&'static str> {
    match name {
        "&_" => Some("a reference"),
        "&mut _" => Some("a mutable reference"),
        _ => None,
    }
}

/// "is of type `u8`" or "is an integer".
pub fn is(words: &str) -> String {
    let name = words.trim_matches('`');
    if words.starts_with('`') && articles::is_unsettled(name) {
        articles::is(name)
    } else if let Some(what) = open_reference(name) {
        format!("is {what}")
    } else if words.starts_with('`') {
        format!("is of type {}", plain(words))
    } else {
        format!("is {}", with_article(words))
    }
}

/// "a value of type `u8`" or "an integer".
pub fn a_value(words: &str) -> String {
    let name = words.trim_matches('`');
    if words.starts_with('`') && articles::is_unsettled(name) {
        articles::a(name)
    } else if let Some(what) = open_reference(name) {
        what.to_owned()
    } else if words.starts_with('`') {
        format!("a value of type {}", plain(words))
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
    fn allocators_are_left_out() {
        assert_eq!(a_value("`Vec<String, _>`"), "a value of type `Vec<String>`");
        assert_eq!(plain("`Option<Vec<_, _>>`"), "`Option<Vec<_>>`");
        assert_eq!(
            plain("`HashMap<u8, (u8, u8), _>`"),
            "`HashMap<u8, (u8, u8)>`"
        );
        for stays in [
            "`Result<u8, _>`",
            "`Vec<_>`",
            "`HashMap<u8, _>`",
            "`MyVec<u8, _>`",
        ] {
            assert_eq!(plain(stays), stays);
        }
        assert_eq!(
            plain("`Box<dyn Fn(u8, u8) -> u8, _>`"),
            "`Box<dyn Fn(u8, u8) -> u8>`"
        );
    }

    #[test]
    fn types_are_told_with_their_articles() {
        assert_eq!(is("`&str`"), "is of type `&str`");
        assert_eq!(is("integer"), "is an integer");
        assert_eq!(a_value("`&_`"), "a reference");
        assert_eq!(is("`&mut _`"), "is a mutable reference");
        assert_eq!(a_value("floating-point number"), "a floating-point number");
        assert_eq!(a_value("type parameter `T`"), "type parameter `T`");
        let whole = in_full("an array with a size of 7", "one with a size of 3");
        assert_eq!(is(&whole), "is an array with a size of 3");
        assert_eq!(in_full("`u8`", "`u16`"), "`u16`");
    }
}
