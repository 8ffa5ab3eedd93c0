//! `=` for `==`, and operators of other languages.

use std::ops::Range;

use super::separators::separators;
use super::{Slip, braces_around, instead, primary, slip, suggested};
use crate::model::diagnostic::Diagnostic;
use crate::rust::Source;
use crate::rust::edit::TextEdit;

/// Finds the operator that an error is about.
pub(super) fn look(diagnostic: &Diagnostic, source: &Source) -> Option<Slip> {
    let message = diagnostic.message.as_str();
    if message == "invalid left-hand side of assignment"
        && let Some(slip) = range_to(diagnostic, source)
    {
        return Some(slip);
    }
    if message == "mismatched types" || message == "invalid left-hand side of assignment" {
        return assignment(diagnostic, source);
    }
    if let Some(operator) = quoted(message, "invalid comparison operator `") {
        return comparison(diagnostic, source, operator);
    }
    if let Some(word) = message.strip_suffix("` is not a logical operator") {
        return logical(diagnostic, source, word.trim_start_matches('`'));
    }
    if message.starts_with("unexpected `") && message.ends_with("after identifier") {
        return negation(diagnostic, source);
    }
    step(diagnostic, source)
        .or_else(|| fat_arrow(diagnostic, source))
        .or_else(|| greater_or_equal(diagnostic, source))
        .or_else(|| double_equals(diagnostic, source))
        .or_else(|| type_ascription(diagnostic, source))
        .or_else(|| equals_for_colon(diagnostic, source))
        .or_else(|| single_colon(diagnostic, source))
}

/// The text behind this beginning, up to the next backtick.
pub(super) fn quoted<'a>(message: &'a str, before: &str) -> Option<&'a str> {
    let behind = message.strip_prefix(before)?;
    behind.split_once('`').map(|(quoted, _)| quoted)
}

/// `if x = 1`: an assignment in the place of a condition.
fn assignment(diagnostic: &Diagnostic, source: &Source) -> Option<Slip> {
    let bytes = primary(diagnostic, source)?;
    let condition = condition_around(source, source.token_at(bytes.start))?;
    let mut equals = condition.filter(|at| is_assignment(source, *at));
    let equal = equals.next()?;
    // With several, it isn't known which one is meant.
    if equals.next().is_some() {
        return None;
    }
    let place = source.bytes(&(equal..equal + 1));
    let is_turned =
        source.word(equal + 1) == "!" && source.end_before(equal + 1) == source.begin(equal + 1);
    if is_turned {
        let place = source.bytes(&(equal..equal + 2));
        let edits = vec![TextEdit::replacement(place.clone(), "!=")];
        return Some(slip(place, "“Not equal” is written `!=`, not `=!`.", edits));
    }
    let sentence = format!(
        "The condition on line {} holds a single `=`, which assigns a value. `==` compares two values.",
        source.line_of(place.start)
    );
    let edits = vec![TextEdit::replacement(place.clone(), "==")];
    Some(slip(place, sentence, edits))
}

/// The tokens of the `if` or `while` condition that a token is in, if it has no `let`.
fn condition_around(source: &Source, token: usize) -> Option<Range<usize>> {
    let mut before = (0..=token).rev();
    let head =
        before.find(|at| matches!(source.word(*at), "if" | "while" | ";" | "{" | "}" | "let"))?;
    if !matches!(source.word(head), "if" | "while") {
        return None;
    }
    let mut behind = head + 1..source.tokens().len();
    let open = behind.find(|at| matches!(source.word(*at), "{" | ";" | "}" | "let"))?;
    (source.word(open) == "{").then_some(head + 1..open)
}

/// Whether this `=` stands alone: not part of `==`, `<=`, `+=` or `=>`.
fn is_assignment(source: &Source, at: usize) -> bool {
    let touches = |first: usize| source.end_before(first + 1) == source.begin(first + 1);
    let joins_before = at.checked_sub(1).is_some_and(|before| {
        touches(before)
            && matches!(
                source.word(before),
                "=" | "<" | ">" | "!" | "+" | "-" | "*" | "/" | "%" | "&" | "|" | "^"
            )
    });
    let joins_next = touches(at) && matches!(source.word(at + 1), "=" | ">");
    source.word(at) == "=" && !joins_before && !joins_next
}

fn comparison(diagnostic: &Diagnostic, source: &Source, operator: &str) -> Option<Slip> {
    let edits = suggested(diagnostic, source, &format!("`{operator}` is not a valid"))?;
    let instead = edits.first()?.text.clone();
    let sentence = format!("Rust has no `{operator}`. Write `{instead}`.");
    Some(slip(primary(diagnostic, source)?, sentence, edits))
}

fn logical(diagnostic: &Diagnostic, source: &Source, word: &str) -> Option<Slip> {
    let edits = suggested(diagnostic, source, "use `")?;
    let operator = edits.first()?.text.clone();
    let sentence = format!("`{word}` is written `{operator}` in Rust.");
    Some(slip(primary(diagnostic, source)?, sentence, edits))
}

fn negation(diagnostic: &Diagnostic, source: &Source) -> Option<Slip> {
    let edits = suggested(diagnostic, source, "use `!` to perform")?;
    let bytes = edits.first()?.bytes.clone();
    let word = source.text().get(bytes.clone())?.trim();
    let place = bytes.start..bytes.start + word.len();
    let operand = source.token_at(bytes.start + word.len());
    let Some(end) = end_of_comparison(source, operand) else {
        let sentence = format!("`{word}` is written `!` in Rust, right before what it negates.");
        return Some(slip(place, sentence, edits));
    };
    let sentence = format!(
        "`{word}` is written `!` in Rust. A `!` belongs to the next value alone, so a whole comparison goes in parentheses."
    );
    let edits = vec![
        TextEdit::replacement(bytes.start..source.begin(operand), "!("),
        TextEdit::insertion(end, ")"),
    ];
    Some(slip(place, sentence, edits))
}

/// Where the operand ends that begins with this token, if it has operators in it. As in Python, it
/// reaches up to the next `and` or `or`.
fn end_of_comparison(source: &Source, first: usize) -> Option<usize> {
    let mut has_operator = false;
    let mut at = first;
    while at < source.tokens().len() {
        let word = source.word(at);
        let is_double = matches!(word, "&" | "|") && source.word(at + 1) == word;
        let is_arrow = word == "=" && source.word(at + 1) == ">";
        if is_double || is_arrow || matches!(word, "and" | "or" | "{" | "}" | ")" | "]" | ";" | ",")
        {
            break;
        }
        has_operator |=
            at > first && matches!(word, "=" | "!" | "<" | ">" | "+" | "-" | "*" | "/" | "%");
        at = source.inside(at).map_or(at, |inside| inside.end) + 1;
    }
    (has_operator && at > first).then(|| source.end_before(at))
}

/// `n++` and `n--`.
fn step(diagnostic: &Diagnostic, source: &Source) -> Option<Slip> {
    let kind = diagnostic.message.strip_prefix("Rust has no ")?;
    let (operator, instead) = if kind.ends_with("increment operator") {
        ("++", "+= 1")
    } else if kind.ends_with("decrement operator") {
        ("--", "-= 1")
    } else {
        return None;
    };
    let edits = suggested(diagnostic, source, &format!("use `{instead}` instead"))?;
    let sentence = format!("Rust has no `{operator}`. Write `{instead}`.");
    let bytes = primary(diagnostic, source)?;
    let edits = alone(source, source.token_at(bytes.start), instead).unwrap_or(edits);
    Some(slip(bytes, sentence, edits))
}

/// `++n;` as a statement of its own: the value isn't used.
fn alone(source: &Source, first: usize, instead: &str) -> Option<Vec<TextEdit>> {
    let before = source.word(first.checked_sub(1)?);
    let mut behind = first + 2..source.tokens().len();
    let end = behind.find(|at| matches!(source.word(*at), ";" | "{" | "}"))?;
    let is_statement = matches!(before, ";" | "{" | "}") && source.word(end) == ";";
    let is_prefix = matches!(source.word(first), "+" | "-");
    let signs = source.begin(first)..source.begin(first + 2);
    let edits = vec![
        TextEdit::deletion(signs),
        TextEdit::insertion(source.end_before(end), format!(" {instead}")),
    ];
    (is_statement && is_prefix && end > first + 2).then_some(edits)
}

/// `->` in the arms of a `match`, all of them.
fn fat_arrow(diagnostic: &Diagnostic, source: &Source) -> Option<Slip> {
    let one = suggested(diagnostic, source, "use a fat arrow to start a match arm")?;
    let bytes = one.first()?.bytes.clone();
    let arrow = source.token_at(bytes.start);
    let open = (0..arrow).rev().find(|at| {
        source.word(*at) == "{"
            && source
                .inside(*at)
                .is_some_and(|inside| inside.contains(&arrow))
    })?;
    let written = source.text().get(bytes.clone())?.trim();
    let sentence = format!("In a `match`, a pattern is followed by `=>`, not by `{written}`.");
    if written != "->" {
        return Some(slip(bytes, sentence, one));
    }
    let all = separators(source, source.inside(open)?, &["-", ">"], "=>");
    Some(slip(bytes, sentence, all))
}

/// `n => 3` in a condition.
fn greater_or_equal(diagnostic: &Diagnostic, source: &Source) -> Option<Slip> {
    let help = "you might have meant to write a \"greater than or equal to\"";
    let edits = suggested(diagnostic, source, help)?;
    let sentence =
        "“Greater than or equal” is written `>=`. `=>` belongs to the arms of a `match`.";
    Some(slip(primary(diagnostic, source)?, sentence, edits))
}

/// `let n == 5;`
fn double_equals(diagnostic: &Diagnostic, source: &Source) -> Option<Slip> {
    if diagnostic.message != "unexpected `==`" {
        return None;
    }
    let edits = suggested(diagnostic, source, "try using `=` instead")?;
    let sentence = "`==` compares two values. A value is given with a single `=`.";
    Some(slip(primary(diagnostic, source)?, sentence, edits))
}

/// `let n := 5;`
fn type_ascription(diagnostic: &Diagnostic, source: &Source) -> Option<Slip> {
    if diagnostic.message != "expected type, found `=`" {
        return None;
    }
    let equal = source.token_at(primary(diagnostic, source)?.start);
    let colon = equal.checked_sub(1).filter(|at| source.word(*at) == ":")?;
    let bytes = source.bytes(&(colon..colon + 1));
    let sentence = "A type is missing after this `:`. Without the `:`, Rust infers the type.";
    let edits = vec![TextEdit::deletion(bytes.clone())];
    Some(slip(bytes, sentence, edits))
}

/// `0=..5`
fn range_to(diagnostic: &Diagnostic, source: &Source) -> Option<Slip> {
    let equal = source.token_at(primary(diagnostic, source)?.start);
    let sentence = "A range that includes its end is written `..=`, not `=..`.";
    let is_it = source.starts_with(equal, &["=", ".", "."]);
    is_it
        .then(|| instead(source, equal..equal + 3, "..=", sentence))
        .flatten()
}

/// `Point { x = 1 }`
fn equals_for_colon(diagnostic: &Diagnostic, source: &Source) -> Option<Slip> {
    suggested(diagnostic, source, "replace equals symbol with a colon")?;
    let bytes = primary(diagnostic, source)?;
    let token = source.token_at(bytes.start);
    let inside = braces_around(source, token)?;
    let equals = inside.filter(|at| source.depth(*at) == source.depth(token));
    let all = equals.filter(|at| is_assignment(source, *at));
    let all = all.map(|at| {
        let before = source.end_before(at);
        TextEdit::replacement(before..source.end_before(at + 1), ":")
    });
    let sentence = "A field's value comes after a `:`, not after an `=`.";
    Some(slip(bytes, sentence, all.collect()))
}

/// `String:from("a")`
fn single_colon(diagnostic: &Diagnostic, source: &Source) -> Option<Slip> {
    if diagnostic.message != "path separator must be a double colon" {
        return None;
    }
    let edits = suggested(diagnostic, source, "use a double colon instead")?;
    let sentence = "The parts of a path are joined by `::`, not by `:`.";
    Some(slip(primary(diagnostic, source)?, sentence, edits))
}
