//! Slips in the heads of `for` loops, many of them from other languages.

use super::layout::tokens_of_line;
use super::{Slip, if_readable, instead};
use crate::model::diagnostic::Diagnostic;
use crate::rust::Source;
use crate::rust::edit::TextEdit;

/// Finds what's wrong with the head of the loop at which the parser stopped.
pub(super) fn look(diagnostic: &Diagnostic, source: &Source, found: usize) -> Option<Slip> {
    loop_of_three_parts(source, found)
        .or_else(|| loop_head(source, found))
        .or_else(|| range(diagnostic, source, found))
}

/// The `for` on the line of a token.
fn head_on_line(source: &Source, token: usize) -> Option<usize> {
    let line = source.line_of(source.begin(token));
    tokens_of_line(source, line).find(|at| source.word(*at) == "for")
}

/// `for (i = 0; i < 3; i++) {`.
fn loop_of_three_parts(source: &Source, found: usize) -> Option<Slip> {
    let mut before = (0..found).rev().take(6);
    let open = before.find(|at| source.word(*at) == "(")?;
    let head = open.checked_sub(1).filter(|at| source.word(*at) == "for")?;
    let inside = source.inside(open)?;
    let mut parts = Vec::new();
    let mut start = inside.start;
    for at in inside.clone() {
        if source.word(at) == ";" {
            parts.push(start..at);
            start = at + 1;
        }
    }
    parts.push(start..inside.end);
    let [first, second, third] = parts.as_slice() else {
        return None;
    };
    let place = source.bytes(&(head..inside.end + 1));
    let sentence = "Rust has no `for` loop with three parts. A `for` loop goes through something, such as a range.";
    let range = || {
        let mut tokens = first.clone();
        let equals = tokens.find(|at| source.word(*at) == "=")?;
        let name = source.word(equals - 1);
        let is_counted = source.starts_with(second.start, &[name, "<"])
            && source.words(third).join("").contains('+')
            && source.words(third).contains(&name)
            && !source
                .words(third)
                .iter()
                .any(|word| !matches!(*word, "+" | "=" | "1") && *word != name);
        let equal = source.word(second.start + 2) == "=";
        let end = second.start + 2 + usize::from(equal)..second.end;
        let dots = if equal { "..=" } else { ".." };
        let (from, to) = (
            source.text_of(&(equals + 1..first.end)),
            source.text_of(&end),
        );
        is_counted.then(|| format!("for {name} in {from}{dots}{to}"))
    };
    let Some(text) = range() else {
        return Some(Slip::new(place, sentence));
    };
    let edits = vec![TextEdit::replacement(place.clone(), text)];
    if_readable(source, place, sentence, edits)
}

/// `for (let n of list) {`, `for (n : list) {` and `for n : list {`.
fn loop_head(source: &Source, found: usize) -> Option<Slip> {
    let head = head_on_line(source, found)?;
    let line_end = tokens_of_line(source, source.line_of(source.begin(head))).end;
    let is_open = source.word(head + 1) == "(";
    let mut at = head + 1 + usize::from(is_open);
    let has_keyword = matches!(source.word(at), "let" | "var" | "const" | "auto");
    at += usize::from(has_keyword);
    let (name, between) = (at, at + 1);
    let is_other_word = matches!(source.word(between), "of" | ":");
    let is_in = source.word(between) == "in" && is_open && has_keyword;
    let end = if is_open {
        source.partner(head + 1)?
    } else {
        (between..line_end).find(|at| source.word(*at) == "{")?
    };
    if !source.is_identifier(name) || !(is_other_word || is_in) || between + 1 >= end {
        return None;
    }
    // `for n of list` alone is rustc's to put right.
    if !is_open && source.word(between) == "of" {
        return None;
    }
    let text = format!(
        "for {} in {}",
        source.word(name),
        source.text_of(&(between + 1..end))
    );
    let sentence = format!("In Rust, the head of this loop is written `{text}`.");
    instead(source, head..end + usize::from(is_open), &text, sentence)
}

/// `for n in 0:5 {` and `for n in 0 to 5 {`.
fn range(diagnostic: &Diagnostic, source: &Source, found: usize) -> Option<Slip> {
    let word = source.word(found);
    let head = head_on_line(source, found)?;
    let is_head = source.word(head + 2) == "in" && head + 2 < found;
    if !diagnostic.message.starts_with("expected `{`, found `")
        || !matches!(word, ":" | "to")
        || source.word(found + 1) == "{"
        || !is_head
    {
        return None;
    }
    let bytes = source.bytes(&(found..found + 1));
    let around = source.end_before(found)..source.begin(found + 1);
    let sentence = format!(
        "A range is written with `..`, which leaves its end out, or with `..=`, not with `{word}`."
    );
    let without = vec![TextEdit::replacement(around.clone(), "..")];
    let with = vec![TextEdit::replacement(around, "..=")];
    let found = if_readable(source, bytes, sentence, without)?;
    Some(if word == "to" {
        found.repair(with)
    } else {
        found
    })
}
