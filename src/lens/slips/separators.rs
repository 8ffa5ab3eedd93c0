//! A lost `;` or `,`, one of them for the other, or one where none belongs.

use std::ops::Range;

use super::layout::{behind_last_token, indentation, tokens_of_line};
use super::{Slip, braces_around, if_readable, is_readable_here, primary, readable, suggested};
use crate::model::diagnostic::Diagnostic;
use crate::rust::edit::TextEdit;
use crate::rust::{LiteralKind, Source, TokenKind};

/// How many tokens before a format string are searched for the macro's bracket.
const FAR: usize = 60;

/// Macros of the standard library whose first string is a format string.
const FORMATTING: [&str; 11] = [
    "write",
    "writeln",
    "println",
    "print",
    "eprintln",
    "eprint",
    "format",
    "panic",
    "todo",
    "unreachable",
    "unimplemented",
];

/// Finds the `;` or `,` that an error is about.
pub(super) fn look(diagnostic: &Diagnostic, source: &Source) -> Option<Slip> {
    let message = diagnostic.message.as_str();
    if let Some(slip) = doubled(diagnostic, source).or_else(|| between_arms(diagnostic, source)) {
        return Some(slip);
    }
    if message.starts_with("expected `;`, found") {
        semicolon(diagnostic, source)
    } else if message == "struct fields are separated by `,`" {
        fields(diagnostic, source)
    } else if message == "expected `,` following `match` arm" {
        arm(diagnostic, source)
    } else if message.starts_with("expected `,`, found") {
        after_format_string(diagnostic, source)
    } else if message == "expected expression, found keyword `else`" {
        before_else(diagnostic, source)
    } else if message == "expected `{`, found `;`" {
        after_condition(diagnostic, source)
    } else {
        comma(diagnostic, source)
    }
}

/// `[1,, 2]`.
fn doubled(diagnostic: &Diagnostic, source: &Source) -> Option<Slip> {
    let message = diagnostic.message.as_str();
    if message != "expected expression, found `,`" && message != "expected identifier, found `,`" {
        return None;
    }
    let found = source.token_at(primary(diagnostic, source)?.start);
    let before = found.checked_sub(1).filter(|at| source.word(*at) == ",")?;
    let bytes = source.bytes(&(found..found + 1));
    let cut = source.end_before(found)..bytes.end;
    let sentence = format!(
        "There are two `,` one after the other on line {}: one of them is too many.",
        source.line_of(source.begin(before))
    );
    if_readable(source, bytes, sentence, vec![TextEdit::deletion(cut)])
}

/// `1 => "one";` in a `match`, in all arms that have it.
fn between_arms(diagnostic: &Diagnostic, source: &Source) -> Option<Slip> {
    let mut labels = diagnostic.spans.iter();
    let is_arm = labels.any(|span| {
        let label = span.label.as_deref();
        label == Some("while parsing the `match` arm starting here")
    });
    let found = source.token_at(primary(diagnostic, source)?.start);
    if diagnostic
        .message
        .starts_with("`match` arm body without braces")
    {
        let depth = source.depth(found);
        let mut behind = found..source.tokens().len();
        let end = behind.find(|at| source.word(*at) == ";" && source.depth(*at) == depth)?;
        return other_separator(source, end, "arms");
    }
    (is_arm && source.word(found) == ";")
        .then(|| other_separator(source, found, "arms"))
        .flatten()
}

/// The only insertion that rustc suggests under this help: its byte, and the edits.
fn insertion(
    diagnostic: &Diagnostic,
    source: &Source,
    help: &str,
) -> Option<(usize, Vec<TextEdit>)> {
    let edits = suggested(diagnostic, source, help)?;
    match edits.as_slice() {
        [edit] if edit.bytes.is_empty() => Some((edit.bytes.start, edits)),
        _ => None,
    }
}

/// Whether the next token behind a byte is on a later line.
fn ends_line(source: &Source, byte: usize) -> bool {
    let next = source.begin(source.token_at(byte));
    source.line_of(next) > source.line_of(byte)
}

fn semicolon(diagnostic: &Diagnostic, source: &Source) -> Option<Slip> {
    let (at, edits) = insertion(diagnostic, source, "add `;` here")?;
    if let Some(slip) = lost_dot(source, at) {
        return Some(slip);
    }
    let slip = Slip::new(
        at..at,
        format!("The `;` is missing {}.", behind_last_token(source, at)),
    );
    ends_line(source, at).then(|| slip.repair(edits))
}

/// A call in a chain of calls, each on a line of its own, without its `.`.
fn lost_dot(source: &Source, end: usize) -> Option<Slip> {
    let next = source.token_at(end);
    let (line, next_line) = (source.line_of(end), source.line_of(source.begin(next)));
    let first = tokens_of_line(source, line).start;
    let is_chain =
        source.word(first) == "." && indentation(source, line) == indentation(source, next_line);
    let is_call = source.is_identifier(next) && matches!(source.word(next + 1), "(" | ":");
    let at = source.begin(next);
    let edits = vec![TextEdit::insertion(at, ".")];
    if !is_chain || !is_call || !is_readable_here(source, &edits) {
        return None;
    }
    let sentence = format!(
        "The `.` is missing before `{}` on line {next_line}: the lines above it are a chain of calls.",
        source.word(next)
    );
    Some(Slip::new(at..at + source.word(next).len(), sentence).repair(edits))
}

fn arm(diagnostic: &Diagnostic, source: &Source) -> Option<Slip> {
    let (at, edits) = insertion(diagnostic, source, "missing a comma here")?;
    let sentence = format!(
        "The `,` is missing {}: one stands between the arms of a `match`.",
        behind_last_token(source, at)
    );
    ends_line(source, at).then(|| Slip::new(at..at, sentence).repair(edits))
}

/// A `,` that is missing between fields or arguments.
fn comma(diagnostic: &Diagnostic, source: &Source) -> Option<Slip> {
    let between_fields = insertion(diagnostic, source, "try adding a comma");
    if let Some((at, edits)) = between_fields {
        let next = source.token_at(at);
        // Otherwise this needn't be the next field.
        let is_field = source.is_identifier(next) || source.word(next) == "#";
        let place = if ends_line(source, at) {
            behind_last_token(source, at)
        } else {
            let line = source.line_of(at);
            format!("before `{}` on line {line}", source.word(next))
        };
        let sentence =
            format!("The `,` is missing {place}: one stands between the fields of a struct.");
        if source.word(next) == ";" {
            return other_separator(source, next, "fields");
        }
        let is_field = is_field && is_readable_here(source, &edits);
        return is_field.then(|| Slip::new(at..at, sentence).repair(edits));
    }
    let (at, edits) = insertion(diagnostic, source, "missing `,`")?;
    let next = source.token_at(at);
    let before = operand_before(source, next)?;
    let (behind, list) = (source.word(next), list_around(diagnostic, source, next));
    if behind == ";" {
        return other_separator(source, next, list);
    }
    if !is_readable_here(source, &edits) {
        return None;
    }
    let sentence =
        format!("Nothing separates `{before}` and `{behind}`. Between two {list} there is a `,`.");
    Some(Slip::new(at..at, sentence).repair(edits))
}

/// `;` where `,` belongs, in all places of one list.
fn other_separator(source: &Source, semicolon: usize, list: &str) -> Option<Slip> {
    let depth = source.depth(semicolon);
    let mut before = (0..semicolon).rev();
    let open = before.find(|at| source.depth(*at) < depth && source.inside(*at).is_some())?;
    let edits = separators(source, source.inside(open)?, &[";"], ",");
    let bytes = source.bytes(&(semicolon..semicolon + 1));
    let whole = match list {
        "arguments" => " of a call",
        "fields" => " of a struct",
        "parameters" => " of a function",
        "variants" => " of an enum",
        "arms" => " of a `match`",
        _ => "",
    };
    let sentence = format!("The {list}{whole} are separated by `,`, not by `;`.");
    if_readable(source, bytes, sentence, edits)
}

/// What is listed where a `,` is missing.
fn list_around(diagnostic: &Diagnostic, source: &Source, token: usize) -> &'static str {
    let variants = "expected one of `(`, `,`, `=`, `{`, or `}`";
    if diagnostic.message.starts_with(variants) {
        "variants"
    } else {
        listed(source, token)
    }
}

/// The operand that ends before a token, with its sign if it's a number: `-120`.
fn operand_before(source: &Source, next: usize) -> Option<String> {
    let last = next.checked_sub(1)?;
    let word = source.word(last);
    let sign = last.checked_sub(1).filter(|sign| {
        let before = sign
            .checked_sub(1)
            .map_or("(", |before| source.word(before));
        let is_first = matches!(before, "(" | "[" | "{" | "," | "=" | ":");
        matches!(source.word(*sign), "-" | "&" | "*" | "!") && is_first
    });
    Some(format!(
        "{}{word}",
        sign.map_or("", |sign| source.word(sign))
    ))
}

/// What the bracket around a token lists.
fn listed(source: &Source, token: usize) -> &'static str {
    let holds = |open: &usize| {
        let inside = source.inside(*open);
        inside.is_some_and(|inside| inside.start <= token && token <= inside.end)
    };
    let Some(open) = (0..token).rev().find(holds) else {
        return "arguments";
    };
    let word = |back: usize| open.checked_sub(back).map_or("", |at| source.word(at));
    let is_keyword = matches!(
        word(1),
        "return" | "in" | "match" | "if" | "while" | "let" | "else"
    );
    let is_name = open > 0 && source.is_identifier(open - 1) && !is_keyword;
    match source.word(open) {
        "[" if word(1) == "!" && word(2) != "vec" => "arguments",
        "[" => "elements",
        "{" if is_name => "fields",
        "(" if word(2) == "fn" => "parameters",
        "(" if is_name || matches!(word(1), "!" | ">" | ")" | "]") => "arguments",
        "(" => "parts of a tuple",
        _ => "arguments",
    }
}

/// The `;` between the fields of one struct, all of them.
fn fields(diagnostic: &Diagnostic, source: &Source) -> Option<Slip> {
    let bytes = primary(diagnostic, source)?;
    let token = source.token_at(bytes.start);
    let edits = separators(source, braces_around(source, token)?, &[";"], ",");
    let sentence = "Fields are separated by `,`, not by `;`.";
    Some(Slip::new(bytes, sentence).repair(edits))
}

/// Puts another word in the place of all of these in a range of tokens, but not inside brackets
/// in it.
pub(super) fn separators(
    source: &Source,
    tokens: Range<usize>,
    words: &[&str],
    instead: &str,
) -> Vec<TextEdit> {
    let mut edits = Vec::new();
    let mut at = tokens.start;
    while at < tokens.end {
        if source.starts_with(at, words) {
            let bytes = source.bytes(&(at..at + words.len()));
            edits.push(TextEdit::replacement(bytes, instead));
        }
        at = source.inside(at).map_or(at, |inside| inside.end) + 1;
    }
    edits
}

/// `println!("{}" n)`.
fn after_format_string(diagnostic: &Diagnostic, source: &Source) -> Option<Slip> {
    let found = source.token_at(primary(diagnostic, source)?.start);
    let text = found.checked_sub(1)?;
    let mut before = (0..text).rev().take(FAR);
    let open = before.find(|at| {
        source
            .inside(*at)
            .is_some_and(|inside| inside.contains(&text))
    })?;
    let name = open
        .checked_sub(2)
        .filter(|name| source.word(name + 1) == "!")?;
    let is_string = source.kind(text) == Some(TokenKind::Literal(LiteralKind::Str));
    let is_first = match source.word(name) {
        "write" | "writeln" => source.word(text - 1) == ",",
        _ => text == open + 1,
    };
    if !is_string || !is_first || !FORMATTING.contains(&source.word(name)) {
        return None;
    }
    let at = source.end_before(found);
    let operator = source.word(found);
    if matches!(operator, "%" | "+" | ";" | ".") {
        let sentence = format!(
            "After the format string of `{}!` comes a `,`, and then the values, not `{operator}`.",
            source.word(name)
        );
        let bytes = source.bytes(&(found..found + 1));
        let mut edits = vec![TextEdit::replacement(at..bytes.end, ",")];
        if operator == "+" && source.word(text).starts_with('"') && !source.word(text).contains('{')
        {
            edits.insert(0, TextEdit::insertion(at - 1, "{}"));
        }
        return (operator != ".").then(|| Slip::new(bytes, sentence).repair(edits));
    }
    let begins_value = source.is_identifier(found)
        || matches!(
            source.kind(found),
            Some(TokenKind::Literal(_) | TokenKind::Open(_))
        )
        || matches!(operator, "&" | "*" | "!" | "-");
    if !begins_value {
        return None;
    }
    let sentence = format!(
        "The `,` is missing after the format string: one stands between the arguments of `{}!`.",
        source.word(name)
    );
    Some(Slip::new(at..at, sentence).repair(vec![TextEdit::insertion(at, ",")]))
}

/// `if a { } ; else { }`.
fn before_else(diagnostic: &Diagnostic, source: &Source) -> Option<Slip> {
    let found = source.token_at(primary(diagnostic, source)?.start);
    let semicolon = found.checked_sub(1)?;
    if source.word(semicolon) != ";" || source.word(semicolon.checked_sub(1)?) != "}" {
        return None;
    }
    let bytes = source.bytes(&(semicolon..found));
    let sentence = format!(
        "The `;` on line {} ends the `if`, so the `else` after it belongs to nothing.",
        source.line_of(bytes.start)
    );
    let edits = vec![TextEdit::deletion(bytes.clone())];
    readable(source, &edits)?;
    Some(Slip::new(bytes, sentence).repair(edits))
}

/// `if a; { }`.
fn after_condition(diagnostic: &Diagnostic, source: &Source) -> Option<Slip> {
    let bytes = primary(diagnostic, source)?;
    let mut notes = diagnostic.children.iter();
    let is_condition = notes.any(|note| {
        note.message
            .ends_with("is missing a block after this condition")
    });
    if !is_condition || source.word(source.token_at(bytes.end)) != "{" {
        return None;
    }
    let sentence = "This `;` separates the condition from its block.";
    let edits = vec![TextEdit::deletion(bytes.clone())];
    Some(Slip::new(bytes, sentence).repair(edits))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rust::Edition;

    #[test]
    fn what_a_comma_separates_is_told_by_the_bracket_around_it() {
        let told = |text: &str| {
            let source = Source::new(text, Edition::E2024);
            let next = source.token_at(text.find('#').expect("a mark") + 1);
            listed(&source, next)
        };
        assert_eq!(told("f(1, 2 # 3)"), "arguments");
        assert_eq!(told("f(&[1, -2 # 3])"), "elements");
        assert_eq!(told("vec![1 # 2]"), "elements");
        assert_eq!(told("println!(\"{}\" # 2)"), "arguments");
        assert_eq!(told("return (1 # 2)"), "parts of a tuple");
        assert_eq!(told("fn f(a: u8 # b: u8)"), "parameters");
        assert_eq!(told("S { a: 1 # b: 2 }"), "fields");
    }

    #[test]
    fn a_sign_belongs_to_its_operand() {
        let before = |text: &str, word: &str| {
            let source = Source::new(text, Edition::E2024);
            operand_before(
                &source,
                source.token_at(text.find(word).expect("it's there")),
            )
        };
        assert_eq!(before("[500, -120 80]", "80").as_deref(), Some("-120"));
        assert_eq!(before("[a - 120 80]", "80").as_deref(), Some("120"));
        assert_eq!(before("f(&a b)", "b)").as_deref(), Some("&a"));
    }
}
