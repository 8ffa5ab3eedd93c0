//! Which error of a program is still there after an edit, and which one is new.

use std::ops::Range;

use crate::model::diagnostic::Diagnostic;
use crate::rust::Source;
use crate::rust::edit_map::EditMap;

/// An error, with what tells it from others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundError {
    pub code: Option<String>,
    pub message: String,
    pub place: ErrorPlace,
}

/// Where an error is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ErrorPlace {
    /// In the program: its bytes, and what is written there.
    Here(Range<usize>, String),
    /// In another file, at this line and column.
    Elsewhere(String, usize, usize),
    /// It has no place.
    Nowhere,
}

impl FoundError {
    /// Reads an error in a text that the compiler calls `file`.
    pub fn new(error: &Diagnostic, file: &str, source: &Source) -> Self {
        Self::below(error, file, source, 0)
    }

    /// Reads an error in a text that stands below this many lines in the compiler's file.
    pub fn below(error: &Diagnostic, file: &str, source: &Source, lines: usize) -> Self {
        let place = error.primary_span().map(|span| {
            let byte = |line: usize, column| source.byte_at(line.checked_sub(lines)?, column);
            let start = byte(span.line_start, span.column_start);
            let end = byte(span.line_end, span.column_end);
            if let (Some(start), Some(end), true) = (start, end, span.file_name == file) {
                let text = source.text().get(start..end).unwrap_or("");
                ErrorPlace::Here(start..end.max(start), text.to_owned())
            } else {
                let (line, column) = (span.line_start, span.column_start);
                ErrorPlace::Elsewhere(span.file_name.clone(), line, column)
            }
        });
        Self {
            code: error.code.clone(),
            message: error.message.clone(),
            place: place.unwrap_or(ErrorPlace::Nowhere),
        }
    }

    /// Whether two messages say the same. How much of a path rustc writes depends on what else
    /// has that name, so only its last part counts.
    pub fn says_the_same(&self, other: &Self) -> bool {
        self.code == other.code && without_paths(&self.message) == without_paths(&other.message)
    }
}

/// What an edited program has of the errors that were there before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comparison {
    /// The errors from before that are still there, as indexes in rising order.
    pub remaining: Vec<usize>,
    /// The errors that weren't there before, as indexes into those of the edited program.
    pub new: Vec<usize>,
}

/// Compares the errors of a program with those of the edited one. Each error from before is
/// found at most once again: of two equal ones, one may be gone. If it could be either, `cured`
/// is the one that's gone.
pub fn compare(
    before: &[FoundError],
    after: &[FoundError],
    map: &EditMap,
    cured: usize,
) -> Comparison {
    let mut order: Vec<usize> = (0..before.len()).filter(|index| *index != cured).collect();
    order.extend((cured < before.len()).then_some(cured));
    let mut remaining = Vec::new();
    let mut new: Vec<usize> = (0..after.len()).collect();
    for likeness in [Likeness::Equal, Likeness::SamePlace, Likeness::Moved] {
        new.retain(|index| {
            let is_like = |old: &&usize| {
                !remaining.contains(*old) && likeness.holds(&before[**old], &after[*index], map)
            };
            let old = order.iter().find(is_like).copied();
            remaining.extend(old);
            old.is_none()
        });
    }
    remaining.sort_unstable();
    Comparison { remaining, new }
}

/// How much alike two errors are, the most alike first.
#[derive(Debug, Clone, Copy)]
enum Likeness {
    /// The same message at the same place.
    Equal,
    /// At the same place with the same code, while names or types in the message have changed;
    /// or with the same message at a place that begins or ends the same.
    SamePlace,
    /// The same message about the same words, which an edit has put elsewhere.
    Moved,
}

impl Likeness {
    fn holds(self, before: &FoundError, after: &FoundError, map: &EditMap) -> bool {
        if before.code != after.code {
            return false;
        }
        let same_words = || before.says_the_same(after);
        let (was, text, is, now) = match (&before.place, &after.place) {
            (ErrorPlace::Here(was, text), ErrorPlace::Here(is, now)) => (was, text, is, now),
            (before, after) => {
                return matches!(self, Self::Equal) && before == after && same_words();
            }
        };
        let back = map.original(is.clone());
        match self {
            Self::Equal => back == *was && same_words(),
            Self::SamePlace => {
                let touches = back.start == was.start || back.end == was.end;
                (back == *was && before.code.is_some()) || (touches && same_words())
            }
            Self::Moved => {
                let is_moved = map.is_new(is) || map.is_gone(was);
                is_moved && text == now && same_words()
            }
        }
    }
}

/// A message with only the last part of each path: `v1::Foo` becomes `Foo`.
fn without_paths(message: &str) -> String {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let mut pieces = message.split("::").peekable();
    let mut result = String::new();
    while let Some(piece) = pieces.next() {
        let kept = match pieces.peek() {
            Some(_) => piece.trim_end_matches(is_word),
            None => piece,
        };
        result.push_str(kept);
    }
    result
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rust::edit::{TextEdit, apply};

    const TEXT: &str = "one(a); two(a); one(b);";

    /// An error with this code and message at the `nth` occurrence of `words`.
    fn error(text: &str, code: &str, message: &str, words: &str, nth: usize) -> FoundError {
        let (at, _) = text.match_indices(words).nth(nth).expect("it is there");
        FoundError {
            code: (!code.is_empty()).then(|| code.to_owned()),
            message: message.to_owned(),
            place: ErrorPlace::Here(at..at + words.len(), words.to_owned()),
        }
    }

    fn edited(edits: &[TextEdit]) -> (String, EditMap) {
        let text = apply(TEXT, edits).expect("edits that can be made");
        (text, EditMap::new(TEXT, edits))
    }

    fn comparison(remaining: &[usize], new: &[usize]) -> Comparison {
        Comparison {
            remaining: remaining.to_vec(),
            new: new.to_vec(),
        }
    }

    #[test]
    fn paths_do_not_count() {
        let same = [
            ("found struct `v1::Foo`", "found struct `Foo`"),
            ("`<v2::S as a::T>::f`", "`<S as T>f`"),
            ("a::b c::d", "b d"),
            ("é::ü `x`", "ü `x`"),
            ("::", ""),
        ];
        for (long, short) in same {
            assert_eq!(without_paths(long), short);
        }
    }

    #[test]
    fn an_error_behind_an_edit_is_the_same_error() {
        let before = [
            error(TEXT, "E1", "m", "a", 0),
            error(TEXT, "E1", "n", "b", 0),
        ];
        let (text, map) = edited(&[TextEdit::insertion(4, "&\n&")]);
        let stays = [error(&text, "E1", "n", "b", 0)];
        assert_eq!(compare(&before, &stays, &map, 0), comparison(&[1], &[]));
        // A name in its message may have changed, but not its code or its place.
        let other_words = [error(&text, "E1", "n for `&T`", "b", 0)];
        assert_eq!(
            compare(&before, &other_words, &map, 0),
            comparison(&[1], &[])
        );
        let other_code = [error(&text, "E2", "n", "b", 0)];
        assert_eq!(
            compare(&before, &other_code, &map, 0),
            comparison(&[], &[0])
        );
        let other_place = [error(&text, "E1", "n", "two", 0)];
        assert_eq!(
            compare(&before, &other_place, &map, 0),
            comparison(&[], &[0])
        );
        // The parser's errors have no code, so their words must be the same.
        let parser = [error(TEXT, "", "expected `;`", "b", 0)];
        let other = [error(&text, "", "expected `)`", "b", 0)];
        assert_eq!(compare(&parser, &other, &map, 0), comparison(&[], &[0]));
    }

    #[test]
    fn an_error_at_an_edited_place_stays() {
        let before = [error(TEXT, "E1", "m", "a", 0)];
        let (text, map) = edited(&[TextEdit::replacement(4..5, "&a")]);
        for words in ["&a", "a"] {
            let after = [error(&text, "E1", "other words", words, 0)];
            assert_eq!(compare(&before, &after, &map, 0), comparison(&[0], &[]));
        }
        let (text, map) = edited(&[TextEdit::insertion(5, ".clone()")]);
        let after = [error(&text, "E1", "m", "a.clone()", 0)];
        assert_eq!(compare(&before, &after, &map, 0), comparison(&[0], &[]));
    }

    #[test]
    fn an_error_in_a_statement_that_moves_goes_with_it() {
        let before = [
            error(TEXT, "E1", "m", "a", 1),
            error(TEXT, "E1", "m", "b", 0),
        ];
        let edits = [
            TextEdit::deletion(16..23),
            TextEdit::insertion(0, "one(b); "),
        ];
        let (text, map) = edited(&edits);
        let after = [
            error(&text, "E1", "m", "b", 0),
            error(&text, "E1", "m", "a", 1),
        ];
        assert_eq!(compare(&before, &after, &map, 0), comparison(&[0, 1], &[]));
        let elsewhere = [
            error(&text, "E1", "m", "b", 0),
            error(&text, "E1", "m", "a", 0),
        ];
        assert_eq!(
            compare(&before, &elsewhere, &map, 0),
            comparison(&[1], &[1])
        );
    }

    #[test]
    fn of_two_equal_errors_one_is_gone() {
        let same = error(TEXT, "E1", "m", "a", 0);
        let before = [same.clone(), same.clone()];
        let map = EditMap::new(TEXT, &[]);
        let once = std::slice::from_ref(&same);
        assert_eq!(compare(&before, once, &map, 0), comparison(&[1], &[]));
        assert_eq!(compare(&before, once, &map, 1), comparison(&[0], &[]));
        let thrice = [same.clone(), same.clone(), same];
        assert_eq!(
            compare(&before, &thrice, &map, 0),
            comparison(&[0, 1], &[2])
        );
    }

    #[test]
    fn outside_the_program_only_equal_errors_are_the_same() {
        let with = |place: ErrorPlace| FoundError {
            place,
            ..error(TEXT, "E1", "m", "a", 0)
        };
        let there = with(ErrorPlace::Elsewhere("b.rs".to_owned(), 1, 2));
        let places = [
            ErrorPlace::Nowhere,
            ErrorPlace::Elsewhere("b.rs".to_owned(), 1, 3),
        ];
        let map = EditMap::new(TEXT, &[]);
        let before = std::slice::from_ref(&there);
        assert_eq!(compare(before, before, &map, 0), comparison(&[0], &[]));
        for place in places {
            let after = [with(place)];
            assert_eq!(compare(before, &after, &map, 0), comparison(&[], &[0]));
        }
    }
}
