//! Cuts a body into statements by its tokens. A starter need not be Rust yet.

use std::ops::Range;

use crate::model::items;
use crate::model::open_tests::text::{Text, is_word};

/// Whose code is cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Writer {
    /// A statement without its `;` ends where the next line is not indented further.
    Author,
    /// Only what ends a statement for the compiler does so here: else an unfinished `let f = ||`
    /// would hide the assertion below it.
    Learner,
}

/// The statements of a body, in order and without gaps.
pub(super) fn split(text: &Text, body: &Range<usize>, writer: Writer) -> Vec<Range<usize>> {
    let mut statements = Vec::new();
    let mut at = body.start;
    while at < body.end {
        let end = end_of_statement(text, at, body.end, writer).clamp(at + 1, body.end);
        statements.push(at..end);
        at = end;
    }
    statements
}

fn end_of_statement(text: &Text, begin: usize, end: usize, writer: Writer) -> usize {
    let tokens = text.at(&(0..end));
    let first = after_attributes(tokens, begin);
    let is_block = is_block_like(tokens, first);
    let mut at = first;
    while at < end {
        match tokens[at] {
            ";" => return at + 1,
            "{" => {
                at += items::group_length(&tokens[at..]);
                let next = tokens.get(at).copied().unwrap_or("");
                let goes_on = matches!(next, "else" | "as" | "." | "?" | "");
                if (is_block && !goes_on) || is_begin(next) && !matches!(next, "else" | "as") {
                    return at + usize::from(next == ";" && is_block);
                }
            }
            "(" | "[" => {
                let length = items::group_length(&tokens[at..]);
                let is_closed = matches!(tokens[at + length - 1], ")" | "]") && length > 1;
                // What an author has left open ends with its statement.
                at += if is_closed || writer == Writer::Learner {
                    length
                } else {
                    1
                };
            }
            _ => at += 1,
        }
        if writer == Writer::Author && at < end && begins_anew(text, first, at) {
            return at;
        }
    }
    end
}

/// Whether a token can be the first of a statement and cannot go on with one after a `}`.
fn is_begin(token: &str) -> bool {
    is_word(token) || token == "#"
}

/// Whether a token stands on a line of its own, not further to the right than the statement.
fn begins_anew(text: &Text, first: usize, at: usize) -> bool {
    let token = text.tokens[at];
    let is_new = is_begin(token) && !matches!(token, "else" | "as" | "where");
    let (Some(column), true) = (text.line_start(at), is_new && at > first) else {
        return false;
    };
    text.line_start(first).is_some_and(|first| column <= first)
}

fn after_attributes(tokens: &[&str], begin: usize) -> usize {
    let mut at = begin;
    while tokens.get(at) == Some(&"#") && tokens.get(at + 1) == Some(&"[") {
        at += 1 + items::group_length(&tokens[at + 1..]);
    }
    at
}

/// Whether a statement ends with its braces and needs no `;`.
fn is_block_like(tokens: &[&str], first: usize) -> bool {
    let word = |ahead: usize| tokens.get(first + ahead).copied().unwrap_or("");
    match word(0) {
        "'" => matches!(word(3), "for" | "while" | "loop" | "{"),
        "if" | "while" | "for" | "loop" | "match" | "{" => true,
        "unsafe" | "async" | "const" => matches!(word(1), "{" | "fn" | "move" | "unsafe" | "async"),
        "fn" | "struct" | "enum" | "impl" | "trait" | "mod" | "macro_rules" | "pub" | "extern" => {
            true
        }
        _ => false,
    }
}

/// The insides of a statement's braces that hold statements: those of blocks and closures.
pub(super) fn blocks(text: &Text, statement: &Range<usize>) -> Vec<Range<usize>> {
    let first = after_attributes(text.at(&(0..statement.end)), statement.start);
    let is_block = is_block_like(text.at(&(0..statement.end)), first)
        && text.tokens.get(first) != Some(&"match");
    let mut depth = 0_usize;
    let mut blocks = Vec::new();
    let mut at = first;
    while at < statement.end {
        match text.tokens[at] {
            "(" | "[" => depth += 1,
            ")" | "]" => depth = depth.saturating_sub(1),
            "{" => {
                let before = at.checked_sub(1).map_or("", |before| text.tokens[before]);
                let group = items::group_length(&text.tokens[at..statement.end]);
                if (is_block && depth == 0) || matches!(before, "|" | "async" | "move") {
                    blocks.push(at + 1..(at + group).saturating_sub(1).max(at + 1));
                }
                at += group;
                continue;
            }
            _ => {}
        }
        at += 1;
    }
    blocks
}

/// The insides of all outermost braces.
pub(super) fn braces(text: &Text, statement: &Range<usize>) -> Vec<Range<usize>> {
    let mut braces = Vec::new();
    let mut at = statement.start;
    while at < statement.end {
        if text.tokens[at] == "{" {
            let group = items::group_length(&text.tokens[at..statement.end]);
            braces.push(at + 1..(at + group).saturating_sub(1).max(at + 1));
            at += group;
        } else {
            at += 1;
        }
    }
    braces
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(source: &str, writer: Writer) -> Vec<String> {
        let text = Text::without_last_commas(source);
        let statements = split(&text, &text.all(), writer).into_iter();
        statements.map(|s| text.at(&s).join(" ")).collect()
    }

    #[test]
    fn statements_end_where_the_compiler_ends_them() {
        let source = "let x = if a { 1 } else { 2 }; for i in y { f(i); } g();\n\
                      unsafe { h() } #[a] let z = Z { a: 1 }; if b { } else if c { } match d { _ => () }.e(); fn i() {} j";
        assert_eq!(
            cut(source, Writer::Learner),
            [
                "let x = if a { 1 } else { 2 } ;",
                "for i in y { f ( i ) ; }",
                "g ( ) ;",
                "unsafe { h ( ) }",
                "# [ a ] let z = Z { a : 1 } ;",
                "if b { } else if c { }",
                "match d { _ = > ( ) } . e ( ) ;",
                "fn i ( ) { }",
                "j",
            ]
        );
    }

    #[test]
    fn an_author_may_have_left_out_the_end() {
        let source = "    let a = ???\n\n    assert_eq!(a, 3);\n    b = c {\n        d();\n    }\n    let e =\n        f();\n";
        let wanted = [
            "let a = ? ? ?",
            "assert_eq ! ( a , 3 ) ;",
            "b = c { d ( ) ; }",
            "let e = f ( ) ;",
        ];
        assert_eq!(cut(source, Writer::Author), wanted);
        let hidden = "    let _c = ||\n    assert_eq!(a, 3);\n";
        assert_eq!(cut(hidden, Writer::Learner).len(), 1);
    }

    #[test]
    fn blocks_hold_statements() {
        let blocks_of = |source: &str| {
            let text = Text::without_last_commas(source);
            let found = blocks(&text, &text.all()).into_iter();
            found.map(|b| text.at(&b).join(" ")).collect::<Vec<_>>()
        };
        assert_eq!(blocks_of("if a { b } else { c }"), ["b", "c"]);
        assert_eq!(blocks_of("let t = spawn(move || { a; b });"), ["a ; b"]);
        assert!(blocks_of("let a = A { b: 1 };").is_empty());
        assert!(blocks_of("match a { _ => 1 }").is_empty());
    }
}
