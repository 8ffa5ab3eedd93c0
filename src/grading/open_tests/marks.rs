//! The marks in comments and code by which an author says that a place in the tests is the
//! learner's: `TODO`, `???` and `todo!`.

use std::ops::Range;

use crate::grading::compared_item::words;
use crate::rust::{LiteralKind, Source, TokenKind};

const MARKS: [&str; 3] = ["TODO", "???", "todo!"];

/// What a comment says about the code below it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Marks {
    /// Something may be added in the comment's place.
    pub(super) slot: bool,
    /// What follows may be changed.
    pub(super) next: bool,
    /// What stands before the comment, on its line, may be changed.
    pub(super) previous: bool,
}

impl Marks {
    /// What the comments before a token say.
    pub(super) fn before(source: &Source, token: usize) -> Self {
        let gap = gap(source, token);
        let (same_line, below) = gap.split_once('\n').unwrap_or((gap, ""));
        Self {
            previous: is_marked(same_line),
            ..marks_in_comment(below)
        }
    }
}

/// The comments and spaces before a token.
fn gap(source: &Source, token: usize) -> &str {
    &source.text()[source.end_before(token)..source.begin(token)]
}

/// Whether a range of tokens holds a mark, or is broken in a way that only an unfinished place
/// is: `assert!()`, `let x = ;`.
pub(super) fn is_open(source: &Source, tokens: &Range<usize>) -> bool {
    let is_commented = || {
        let mut inner = tokens.start + 1..tokens.end;
        inner.any(|token| is_marked(gap(source, token)))
    };
    has_blank(source, tokens) || is_commented() || is_broken(&words(source, tokens))
}

fn is_broken(words: &[&str]) -> bool {
    let is_broken_pair = |pair: &[&str]| {
        matches!(
            pair,
            ["=" | "," | "(" | "[", ","] | ["=" | ":", ";"] | [":", "="]
        )
    };
    let is_empty = |call: &[&str]| is_assertion(call[0]) && call[1..] == ["!", "(", ")"];
    words.windows(2).any(is_broken_pair) || words.windows(4).any(is_empty)
}

/// Whether a range of tokens holds a blank that is to be filled in.
pub(super) fn has_blank(source: &Source, tokens: &Range<usize>) -> bool {
    let is_todo = |at: usize| at + 1 < tokens.end && source.starts_with(at, &["todo", "!"]);
    let mut all = tokens.clone();
    all.any(|at| is_todo(at) || is_question_marks(source, at))
}

/// Whether `???` stands here in place of code. After a value it would be the operator, three
/// times.
fn is_question_marks(source: &Source, at: usize) -> bool {
    let is_close = |at: usize| gap(source, at).is_empty();
    let follows_value = || {
        let before = at.checked_sub(1);
        before.is_some_and(|before| {
            matches!(source.word(before), ")" | "]" | "}" | "?") || is_word(source, before)
        })
    };
    let are_three = source.starts_with(at, &["?", "?", "?"]);
    are_three && is_close(at + 1) && is_close(at + 2) && !(is_close(at) && follows_value())
}

/// Whether a token is a name, a keyword or a number.
fn is_word(source: &Source, token: usize) -> bool {
    use LiteralKind::{Float, Integer};
    let kind = source.kind(token);
    let is_number = matches!(kind, Some(TokenKind::Literal(Integer | Float)));
    is_number || source.is_identifier(token)
}

/// Whether a macro of this name is an assertion.
pub(super) fn is_assertion(name: &str) -> bool {
    let name = name.strip_prefix("debug_").unwrap_or(name);
    matches!(name, "assert" | "assert_eq" | "assert_ne")
}

/// How many assertions are called.
pub(super) fn count_assertions(words: &[&str]) -> usize {
    let calls = words.windows(2);
    calls.filter(|w| is_assertion(w[0]) && w[1] == "!").count()
}

/// Whether a text has a mark.
pub(super) fn is_marked(text: &str) -> bool {
    MARKS.iter().any(|mark| text.contains(mark))
}

/// What comments say that stand on lines of their own.
fn marks_in_comment(text: &str) -> Marks {
    if !is_marked(text) {
        return Marks::default();
    }
    // Behind the last line break stands the indent of what follows.
    let (text, _) = text.rsplit_once('\n').unwrap_or((text, ""));
    let lines: Vec<&str> = text.split('\n').map(str::trim).collect();
    let blank = lines.iter().rposition(|line| line.is_empty());
    let last = &lines[blank.map_or(0, |at| at + 1)..];
    let is_about_next = last.iter().any(|line| is_marked(line)) && !last.iter().any(|l| is_code(l));
    Marks {
        slot: true,
        next: is_about_next,
        previous: false,
    }
}

/// Whether a line of a comment is code that the learner is to complete. Then the comment stands
/// for a statement of its own.
fn is_code(line: &str) -> bool {
    let line = line.trim_start_matches(['/', '*', ' ']);
    let starts = [
        "let ", "use ", "pub ", "fn ", "const ", "static ", "struct ", "impl ", "assert",
    ];
    let begins = starts.iter().any(|start| line.starts_with(start));
    let ends = ['=', ';', '{', '}', ')']
        .iter()
        .any(|end| line.ends_with(*end));
    (begins && ends)
        || (line.contains("???") && line.contains(['=', ';', '(']))
        || (begins && line.contains("???"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rust::Edition;

    fn before_last(source: &str) -> Marks {
        let source = Source::new(source, Edition::default());
        Marks::before(&source, source.tokens().len() - 1)
    }

    #[test]
    fn a_comment_is_about_what_follows_at_once() {
        let next = Marks {
            slot: true,
            next: true,
            previous: false,
        };
        let slot = Marks {
            next: false,
            ..next
        };
        assert_eq!(before_last("a;\n  // TODO: this.\n  // More.\n  b"), next);
        assert_eq!(before_last("a;\n\n  // ???\n  b"), next);
        assert_eq!(before_last("a;\n  // TODO: this.\n\n  b"), slot);
        assert_eq!(before_last("a;\n  // TODO: this.\n  // let x =\n  b"), slot);
        assert_eq!(before_last("a;\n  // Hier:\n  // let x = ???;\n  b"), slot);
        assert_eq!(before_last("a;\n  // use ???;\n  b"), slot);
        assert!(before_last("a; // TODO\n  b").previous);
        assert_eq!(before_last("a;\n  // Nothing.\n  b"), Marks::default());
    }

    #[test]
    fn marks_in_code() {
        let is_open = |source: &str| {
            let source = Source::new(source, Edition::default());
            is_open(&source, &source.all())
        };
        for source in [
            "assert_eq!(x, ???);",
            "let x = ???;",
            "use ???;",
            "f(todo!());",
            "f(/* TODO */);",
            "assert!();",
            "let x = ;",
            "assert_eq!(, 3);",
        ] {
            assert!(is_open(source), "{source}");
        }
        for source in [
            "f()???;",
            "let x: Vec<u8> = y;",
            "assert!(\"TODO ???\" == x);",
            "f(a, b,);",
        ] {
            assert!(!is_open(source), "{source}");
        }
    }
}
