//! The statements of a body, told by tokens, since a starter needn't be Rust yet
//! (`let x = ???;`). Of readable text they are those of the parser.

use std::ops::Range;

use super::conditions::block_expression_end;
use super::items;
use super::lexer::TokenKind;
use super::token_text::TokenText;

/// Where a statement of a text that isn't Rust ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StatementEnd {
    /// Only where rustc would end it.
    Strict,
    /// Also before a line that isn't indented further: an author may have left out the end.
    Layout,
}

/// The statements in a range of tokens, the inside of a block, without gaps.
pub(super) fn cut(source: &TokenText, body: Range<usize>, ends: StatementEnd) -> Vec<Range<usize>> {
    let mut statements = Vec::new();
    let mut at = body.start;
    let body_end = body.end.min(source.tokens().len());
    while at < body_end {
        let end = end(source, at..body_end, ends).clamp(at + 1, body_end);
        statements.push(at..end);
        at = end;
    }
    statements
}

fn end(source: &TokenText, tokens: Range<usize>, ends: StatementEnd) -> usize {
    let first = behind_attributes(source, tokens.start);
    let whole = block_expression_end(source, first, tokens.end)
        .or_else(|| brace_macro_end(source, first, tokens.end));
    if let Some(end) = whole.filter(|end| !is_used(source, *end)) {
        return end + usize::from(source.word(end) == ";");
    }
    let has_body = begins_item(source, first)
        && !items::kind_at(source, first..tokens.end).ends_with_semicolon();
    // Its condition isn't Rust.
    let is_block =
        whole.is_none() && matches!(source.word(first), "if" | "while" | "for" | "match");
    let mut at = whole.unwrap_or(first);
    while at < tokens.end {
        let close = source.inside(at).map(|inside| inside.end + 1);
        let close = close.filter(|close| *close <= tokens.end);
        match source.word(at) {
            ";" => return at + 1,
            "{" => {
                at = close.unwrap_or(tokens.end);
                let goes_on = matches!(source.word(at), "else" | "as" | "." | "?" | "");
                if has_body || (is_block && !goes_on) || may_begin(source, at) {
                    return at + usize::from(source.word(at) == ";" && is_block);
                }
            }
            // What an author has left open ends with its statement.
            "(" | "[" if close.is_none() && ends == StatementEnd::Layout => at += 1,
            "(" | "[" => at = close.unwrap_or(tokens.end),
            _ => at += 1,
        }
        if ends == StatementEnd::Layout && at < tokens.end && begins_line(source, first, at) {
            return at;
        }
    }
    tokens.end
}

/// Whether what stands before this token is only part of an expression: `match a { }.b()`.
fn is_used(source: &TokenText, token: usize) -> bool {
    let is_range =
        || source.word(token + 1) == "." && source.begin(token + 1) == source.end_before(token + 1);
    match source.word(token) {
        "?" => true,
        "." => !is_range(),
        _ => false,
    }
}

/// Behind the call of a macro that begins here and has braces.
fn brace_macro_end(source: &TokenText, begin: usize, end: usize) -> Option<usize> {
    let open = macro_bang(source, begin)? + 1;
    let is_brace = source.word(open) == "{";
    let close = source.inside(open).filter(|_| is_brace)?.end;
    (close < end).then_some(close + 1)
}

/// The `!` of the call of a macro that begins here.
fn macro_bang(source: &TokenText, begin: usize) -> Option<usize> {
    let mut at = begin;
    if source.starts_with(at, &[":", ":"]) {
        at += 2;
    }
    while source.is_identifier(at) && source.starts_with(at + 1, &[":", ":"]) {
        at += 3;
    }
    // Behind these it's an operator.
    let is_keyword = matches!(
        source.word(at),
        "if" | "while" | "match" | "return" | "break" | "yield" | "become"
    );
    let is_call = !is_keyword && source.is_identifier(at) && source.word(at + 1) == "!";
    is_call.then_some(at + 1)
}

/// Whether the statement that begins here is an item.
fn begins_item(source: &TokenText, first: usize) -> bool {
    let next = source.word(first + 1);
    let is_before_name = source.is_identifier(first + 1);
    let is_function = |word: &str| matches!(word, "unsafe" | "extern" | "fn");
    match source.word(first) {
        "pub" | "extern" | "use" | "fn" | "mod" | "type" | "struct" | "enum" | "trait" | "impl"
        | "macro" => true,
        "static" => is_before_name && !matches!(next, "async" | "move"),
        "const" if next == "async" => is_function(source.word(first + 2)),
        "const" => !matches!(next, "{" | "static" | "move" | "|"),
        "unsafe" => next != "{",
        "async" => is_function(next),
        "union" => is_before_name && next != "as",
        "auto" => next == "trait",
        "default" => matches!(next, "unsafe" | "impl"),
        _ => macro_bang(source, first).is_some_and(|bang| source.is_identifier(bang + 1)),
    }
}

/// Whether a token can begin a statement and can't go on with one.
fn may_begin(source: &TokenText, token: usize) -> bool {
    let is_word = !matches!(
        source.kind(token),
        None | Some(TokenKind::Punct(_) | TokenKind::Open(_) | TokenKind::Close(_))
    );
    let goes_on = matches!(source.word(token), "else" | "as" | "where" | "in");
    (is_word && !goes_on) || source.word(token) == "#"
}

/// Whether a token begins a line, not further to the right than the line of the first.
fn begins_line(source: &TokenText, first: usize, token: usize) -> bool {
    let column = |token: usize| {
        let begin = source.begin(token);
        let line = source.line(source.line_of(begin)).start;
        let before = &source.text()[line..begin];
        before
            .chars()
            .all(char::is_whitespace)
            .then_some(before.len())
    };
    let is_right = || Some(column(token)? <= column(first)?);
    token > first
        && may_begin(source, token)
        && is_right() == Some(true)
        && !is_awaited(source, token)
}

/// Whether a token on the next line may well be what the operator before it needs: not everybody
/// indents it.
fn is_awaited(source: &TokenText, token: usize) -> bool {
    let line = |token: usize| source.line_of(source.begin(token));
    let is_next_line = line(token) == line(token - 1) + 1;
    let is_operator = "=+-*/%&^<.:".contains(source.word(token - 1));
    let is_macro = source.word(token + 1) == "!";
    is_operator && is_next_line && !is_macro && source.word(token) != "let"
}

fn behind_attributes(source: &TokenText, begin: usize) -> usize {
    let mut at = begin;
    while source.word(at) == "#" {
        let bracket = at + 1 + usize::from(source.word(at + 1) == "!");
        let is_bracket = source.word(bracket) == "[";
        let Some(inside) = source.inside(bracket).filter(|_| is_bracket) else {
            break;
        };
        at = inside.end + 1;
    }
    at
}

/// Whether a statement ends with its braces and needs no `;`.
fn ends_with_block(source: &TokenText, first: usize) -> bool {
    let next = source.word(first + 1);
    match source.word(first) {
        "if" | "while" | "for" | "loop" | "match" | "{" => true,
        "unsafe" | "async" | "const" => matches!(next, "{" | "fn" | "move" | "unsafe" | "async"),
        "fn" | "struct" | "enum" | "impl" | "trait" | "mod" | "macro_rules" | "pub" | "extern" => {
            true
        }
        _ => source.kind(first) == Some(TokenKind::Lifetime),
    }
}

/// The insides of a statement's braces that hold statements: those of blocks and closures.
pub(super) fn blocks(source: &TokenText, statement: &Range<usize>) -> Vec<Range<usize>> {
    let first = behind_attributes(source, statement.start);
    let is_block = ends_with_block(source, first) && source.word(first) != "match";
    let holds_statements = |(inside, is_in_brackets): &(Range<usize>, bool)| {
        let before = inside.start.checked_sub(2);
        let before = before.map_or("", |before| source.word(before));
        (is_block && !is_in_brackets) || matches!(before, "|" | "async" | "move")
    };
    let braces = outermost_braces(source, first..statement.end).into_iter();
    let blocks = braces.filter(holds_statements);
    blocks.map(|(inside, _)| inside).collect()
}

/// The insides of all outermost braces in a range of tokens, and whether other brackets are
/// around them.
pub(super) fn outermost_braces(
    source: &TokenText,
    tokens: Range<usize>,
) -> Vec<(Range<usize>, bool)> {
    let mut depth = 0_usize;
    let mut braces = Vec::new();
    let mut at = tokens.start;
    while at < tokens.end {
        match source.word(at) {
            "(" | "[" => depth += 1,
            ")" | "]" => depth = depth.saturating_sub(1),
            "{" => {
                let inside = source.inside(at).filter(|inside| inside.end < tokens.end);
                let inside = inside.unwrap_or(at + 1..tokens.end);
                at = inside.end;
                braces.push((inside, depth > 0));
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
    use crate::rust::{Edition, Source};

    fn statements_of(body: &str, ends: StatementEnd) -> Vec<String> {
        let source = Source::new(format!("fn f() {{{body}}}"), Edition::E2024);
        let inside = source.inside(4).expect("the braces of `f`");
        let found = source.statements(inside, ends).into_iter();
        found
            .map(|tokens| source.words(&tokens).join(" "))
            .collect()
    }

    const WHOLE: &str = "let x = if a { 1 } else { 2 }; for i in y { f(i); } g();
        unsafe { h() } #[a] let z = Z { a: 1 }; if b { } else if c { } match d { _ => () }.e(); fn i() {} j";

    const CUT: [&str; 9] = [
        "let x = if a { 1 } else { 2 } ;",
        "for i in y { f ( i ) ; }",
        "g ( ) ;",
        "unsafe { h ( ) }",
        "# [ a ] let z = Z { a : 1 } ;",
        "if b { } else if c { }",
        "match d { _ = > ( ) } . e ( ) ;",
        "fn i ( ) { }",
        "j",
    ];

    #[test]
    fn statements_end_where_rustc_ends_them() {
        assert_eq!(statements_of(WHOLE, StatementEnd::Strict), CUT);
        let broken = statements_of(&format!("let q = ???; {WHOLE}"), StatementEnd::Strict);
        assert_eq!(broken[0], "let q = ? ? ? ;");
        assert_eq!(broken[1..], CUT);
        assert_eq!(
            statements_of("a; { b; }", StatementEnd::Strict),
            ["a ;", "{ b ; }"]
        );
        assert_eq!(statements_of("", StatementEnd::Strict), [""; 0]);
        assert_eq!(
            statements_of("'a: loop { b } c?.d", StatementEnd::Strict).len(),
            2
        );
    }

    /// Whether ranges cover a body without gaps.
    fn covers(ranges: &[Range<usize>], body: &Range<usize>) -> bool {
        let mut end = body.start;
        let follows = |range: &Range<usize>| std::mem::replace(&mut end, range.end) == range.start;
        ranges.iter().all(follows) && end == body.end
    }

    #[test]
    fn nothing_in_a_body_belongs_to_no_statement() {
        for body in ["#![a] let b = 1; c", "#![a]", "; a; ;", "fn a() {}; b"] {
            let text = format!("fn f() {{{body}}}");
            let source = Source::new(text, Edition::E2024);
            let inside = source.inside(4).expect("the braces of `f`");
            let found = source.statements(inside.clone(), StatementEnd::Strict);
            assert!(covers(&found, &inside), "{body}: {found:?}");
        }
        let found = statements_of("#![a] let b = 1; c", StatementEnd::Strict);
        assert_eq!(found, ["# ! [ a ] let b = 1 ;", "c"]);
    }

    #[test]
    fn an_author_may_have_left_out_the_end() {
        let text = "    let a = ???\n\n    assert_eq!(a, 3);\n    b = c {\n        d();\n    }\n    let e =\n        f();\n";
        let wanted = [
            "let a = ? ? ?",
            "assert_eq ! ( a , 3 ) ;",
            "b = c { d ( ) ; }",
            "let e = f ( ) ;",
        ];
        assert_eq!(
            statements_of(&format!("\n{text}"), StatementEnd::Layout),
            wanted
        );
        let flat = "\n    let a =\n    b;\n    c(\n    d\n    ) +\n    e;";
        assert_eq!(statements_of(flat, StatementEnd::Layout).len(), 2);
        let blank = "\n    let a =\n\n    b(a);\n    let c =\n    assert!(c);";
        assert_eq!(statements_of(blank, StatementEnd::Layout).len(), 4);
        let hidden = "\n    let _c = ||\n    assert_eq!(a, 3);\n ???";
        assert_eq!(statements_of(hidden, StatementEnd::Strict).len(), 2);
        assert_eq!(statements_of(hidden, StatementEnd::Layout).len(), 3);
    }

    #[test]
    fn blocks_hold_statements() {
        let blocks_of = |text: &str| {
            let source = Source::new(text, Edition::E2024);
            let found = source.blocks(&source.all()).into_iter();
            let found = found.map(|block| source.words(&block).join(" "));
            found.collect::<Vec<_>>()
        };
        assert_eq!(blocks_of("if a { b } else { c }"), ["b", "c"]);
        assert_eq!(blocks_of("let t = spawn(move || { a; b });"), ["a ; b"]);
        assert!(blocks_of("let a = A { b: 1 };").is_empty());
        assert!(blocks_of("match a { _ => 1 }").is_empty());
    }
}
