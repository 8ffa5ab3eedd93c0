//! Cuts a body into statements by its brackets and keywords. A starter needn't be Rust yet, so
//! this can't be left to a parser.

use std::ops::Range;

use crate::rust::{LiteralKind, Source, TokenKind};

/// Whose code is cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Writer {
    /// A statement without its `;` ends where the next line isn't indented further.
    Author,
    /// Only what ends a statement for the compiler does so here: else an unfinished `let f = ||`
    /// would hide the assertion below it.
    Learner,
}

/// The statements of a body, in order and without gaps.
pub(super) fn split(source: &Source, body: &Range<usize>, writer: Writer) -> Vec<Range<usize>> {
    let mut statements = Vec::new();
    let mut at = body.start;
    while at < body.end {
        let end = end_of_statement(source, at, body.end, writer).clamp(at + 1, body.end);
        statements.push(at..end);
        at = end;
    }
    statements
}

fn end_of_statement(source: &Source, begin: usize, end: usize, writer: Writer) -> usize {
    let first = after_attributes(source, begin, end);
    let is_block = is_block_like(source, first);
    let mut at = first;
    while at < end {
        let close = close(source, at, end);
        match source.word(at) {
            ";" => return at + 1,
            "{" => {
                at = close.map_or(end, |close| close + 1);
                let next = if at < end { source.word(at) } else { "" };
                let goes_on = matches!(next, "else" | "as" | "." | "?" | "");
                let begins = at < end && is_begin(source, at) && !goes_on;
                if (is_block && !goes_on) || begins {
                    return at + usize::from(next == ";" && is_block);
                }
            }
            "(" | "[" => {
                at = match (close, writer) {
                    (Some(close), _) => close + 1,
                    // What an author has left open ends with its statement.
                    (None, Writer::Author) => at + 1,
                    (None, Writer::Learner) => end,
                }
            }
            _ => at += 1,
        }
        if writer == Writer::Author && at < end && begins_anew(source, first, at) {
            return at;
        }
    }
    end
}

/// The partner of an opening bracket, if it stands before `end`.
fn close(source: &Source, open: usize, end: usize) -> Option<usize> {
    source
        .partner(open)
        .filter(|close| *close > open && *close < end)
}

/// Whether a token can be the first of a statement and can't go on with one after a `}`.
fn is_begin(source: &Source, token: usize) -> bool {
    is_word(source, token) || source.word(token) == "#"
}

/// Whether a token is a name, a keyword or a number.
pub(super) fn is_word(source: &Source, token: usize) -> bool {
    use LiteralKind::{Float, Integer};
    let kind = source.kind(token);
    let is_number = matches!(kind, Some(TokenKind::Literal(Integer | Float)));
    is_number || source.is_identifier(token)
}

/// Whether a token stands on a line of its own, not further to the right than the statement.
fn begins_anew(source: &Source, first: usize, at: usize) -> bool {
    let goes_on = matches!(source.word(at), "else" | "as" | "where");
    if at <= first || goes_on || !is_begin(source, at) {
        return false;
    }
    let columns = (column(source, at), column(source, first));
    matches!(columns, (Some(column), Some(first)) if column <= first)
}

/// How far the first token of a line is indented; `None` for others.
fn column(source: &Source, token: usize) -> Option<usize> {
    let begin = source.begin(token);
    let line = source.line(source.line_of(begin)).start;
    let indent = &source.text()[line..begin];
    indent.trim().is_empty().then_some(indent.len())
}

fn after_attributes(source: &Source, begin: usize, end: usize) -> usize {
    let mut at = begin;
    while at < end && source.starts_with(at, &["#", "["]) {
        at = close(source, at + 1, end).map_or(end, |close| close + 1);
    }
    at
}

/// Whether a statement ends with its braces and needs no `;`.
fn is_block_like(source: &Source, first: usize) -> bool {
    if source.kind(first) == Some(TokenKind::Lifetime) {
        return matches!(source.word(first + 2), "for" | "while" | "loop" | "{");
    }
    let next = source.word(first + 1);
    match source.word(first) {
        "if" | "while" | "for" | "loop" | "match" | "{" => true,
        "unsafe" | "async" | "const" => matches!(next, "{" | "fn" | "move" | "unsafe" | "async"),
        "fn" | "struct" | "enum" | "impl" | "trait" | "mod" | "macro_rules" | "pub" | "extern" => {
            true
        }
        _ => false,
    }
}

/// The insides of a statement's braces that hold statements: those of blocks and closures.
pub(super) fn blocks(source: &Source, statement: &Range<usize>) -> Vec<Range<usize>> {
    let first = after_attributes(source, statement.start, statement.end);
    let is_block = is_block_like(source, first) && source.word(first) != "match";
    let holds_statements = |(inside, is_in_brackets): &(Range<usize>, bool)| {
        let before = (inside.start - 1).checked_sub(1);
        let before = before.map_or("", |before| source.word(before));
        (is_block && !is_in_brackets) || matches!(before, "|" | "async" | "move")
    };
    let braces = outermost_braces(source, &(first..statement.end)).into_iter();
    let blocks = braces.filter(holds_statements);
    blocks.map(|(inside, _)| inside).collect()
}

/// The insides of all outermost braces.
pub(super) fn braces(source: &Source, statement: &Range<usize>) -> Vec<Range<usize>> {
    let braces = outermost_braces(source, statement).into_iter();
    braces.map(|(inside, _)| inside).collect()
}

/// The insides of all outermost braces, and whether they stand in other brackets.
fn outermost_braces(source: &Source, tokens: &Range<usize>) -> Vec<(Range<usize>, bool)> {
    let mut depth = 0_usize;
    let mut braces = Vec::new();
    let mut at = tokens.start;
    while at < tokens.end {
        match source.word(at) {
            "(" | "[" => depth += 1,
            ")" | "]" => depth = depth.saturating_sub(1),
            "{" => {
                let end = close(source, at, tokens.end).unwrap_or(tokens.end);
                braces.push((at + 1..end.max(at + 1), depth > 0));
                at = end;
            }
            _ => {}
        }
        at += 1;
    }
    braces
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::grading::part::words;
    use crate::rust::Edition;

    fn cut(source: &str, writer: Writer) -> Vec<String> {
        let source = Source::new(source, Edition::default());
        let statements = split(&source, &source.all(), writer).into_iter();
        statements.map(|s| words(&source, &s).join(" ")).collect()
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
            let source = Source::new(source, Edition::default());
            let found = blocks(&source, &source.all()).into_iter();
            let found = found.map(|b| words(&source, &b).join(" "));
            found.collect::<Vec<_>>()
        };
        assert_eq!(blocks_of("if a { b } else { c }"), ["b", "c"]);
        assert_eq!(blocks_of("let t = spawn(move || { a; b });"), ["a ; b"]);
        assert!(blocks_of("let a = A { b: 1 };").is_empty());
        assert!(blocks_of("match a { _ => 1 }").is_empty());
    }
}
