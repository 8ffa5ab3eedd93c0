//! A source as tokens, and the marks in its comments and code by which an author says that a
//! place in the tests is the learner's: `TODO`, `???` and `todo!`.

use std::ops::Range;

use crate::model::token_text::TokenText;

pub(super) type Text<'a> = TokenText<'a>;

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

impl<'a> Text<'a> {
    pub(super) fn all(&self) -> Range<usize> {
        0..self.tokens.len()
    }

    /// The tokens in a range; none if it lies outside.
    pub(super) fn at(&self, range: &Range<usize>) -> &[&'a str] {
        self.tokens.get(range.clone()).unwrap_or_default()
    }

    /// The text that a range of tokens covers.
    pub(super) fn text_of(&self, range: &Range<usize>) -> &'a str {
        self.slice(self.bytes(range))
    }

    /// The comments and spaces before a token.
    fn gap(&self, token: usize) -> &'a str {
        let range = self.end_before(token)..self.begin(token);
        self.source.get(range).unwrap_or_default()
    }

    /// Whether a token is the first on its line, and the column where it begins.
    pub(super) fn line_start(&self, token: usize) -> Option<usize> {
        let begin = self.begin(token);
        let line = self.source.get(..begin)?.rfind('\n').map_or(0, |at| at + 1);
        let indent = self.source.get(line..begin)?;
        indent.trim().is_empty().then_some(indent.len())
    }

    /// What the comments before a token say.
    pub(super) fn marks_before(&self, token: usize) -> Marks {
        let gap = self.gap(token);
        let (same_line, below) = gap.split_once('\n').unwrap_or((gap, ""));
        let marks = marks_in_comment(below);
        Marks {
            previous: is_marked(same_line),
            ..marks
        }
    }

    /// Whether a range of tokens holds a mark, or is broken in a way that only an unfinished
    /// place is: `assert!()`, `let x = ;`.
    pub(super) fn is_open(&self, range: &Range<usize>) -> bool {
        let tokens = self.at(range);
        let is_commented = || {
            let inner = range.start + 1..range.end;
            inner.into_iter().any(|token| is_marked(self.gap(token)))
        };
        let has_pair = || {
            tokens.windows(2).any(|pair| {
                matches!(
                    pair,
                    ["todo", "!"] | ["=" | "," | "(" | "[", ","] | ["=" | ":", ";"] | [":", "="]
                )
            })
        };
        let has_empty = || {
            let mut calls = tokens.windows(4);
            calls.any(|w| is_assertion(w[0]) && w[1] == "!" && w[2] == "(" && w[3] == ")")
        };
        is_commented() || has_pair() || has_empty() || self.question_marks(range).is_some()
    }

    /// Whether a range of tokens holds a blank that is to be filled in.
    pub(super) fn has_blank(&self, range: &Range<usize>) -> bool {
        let mut pairs = self.at(range).windows(2);
        pairs.any(|pair| pair == ["todo", "!"]) || self.question_marks(range).is_some()
    }

    /// Where `???` stands in place of code. After a value it would be the operator, three times.
    pub(super) fn question_marks(&self, range: &Range<usize>) -> Option<usize> {
        range.clone().find(|&at| {
            let is_written = |at: usize| self.tokens.get(at) == Some(&"?");
            let together = |at: usize| is_written(at) && self.gap(at).is_empty();
            let is_operator = at > 0 && self.gap(at).is_empty() && {
                let before = self.tokens[at - 1];
                matches!(before, ")" | "]" | "}" | "?") || is_word(before)
            };
            is_written(at) && together(at + 1) && together(at + 2) && !is_operator
        })
    }
}

/// Whether a token is a name, a keyword or a number.
pub(super) fn is_word(token: &str) -> bool {
    !token.is_empty() && token.chars().all(|c| c.is_alphanumeric() || c == '_')
}

/// Whether a token is text or a character.
pub(super) fn is_literal(token: &str) -> bool {
    token.len() > 1 && token.contains(['"', '\''])
}

/// Whether a macro of this name is an assertion.
pub(super) fn is_assertion(name: &str) -> bool {
    let name = name.strip_prefix("debug_").unwrap_or(name);
    matches!(name, "assert" | "assert_eq" | "assert_ne")
}

fn is_marked(text: &str) -> bool {
    ["TODO", "???", "todo!"]
        .iter()
        .any(|mark| text.contains(mark))
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

    fn before_last(source: &str) -> Marks {
        let text = Text::without_last_commas(source);
        text.marks_before(text.tokens.len() - 1)
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
            let text = Text::without_last_commas(source);
            text.is_open(&text.all())
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
