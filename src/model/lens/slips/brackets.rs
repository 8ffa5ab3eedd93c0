//! Parentheses and square brackets that are missing, one too many, or of the wrong kind.

use std::ops::Range;

use super::layout::{self, Conflict};
use super::{Slip, readable};
use crate::rust::edit::TextEdit;
use crate::rust::{Source, TokenKind};

/// How many tokens behind a bracket are searched for the place where it should be closed.
const FAR: usize = 400;

/// Finds the bracket that is to blame, whatever the indentation is.
pub(super) fn look(source: &Source) -> Option<Slip> {
    match layout::conflict(source, false)? {
        Conflict::Unclosed { open, before } => unclosed(source, open, before),
        Conflict::Unopened { close } => unopened(source, close),
        Conflict::Mismatch { open, close } => mismatch(source, open, close),
        Conflict::UnclosedBlock { .. } => None,
    }
}

fn closing(open: &str) -> &'static str {
    match open {
        "(" => ")",
        "[" => "]",
        _ => "}",
    }
}

fn is_readable(source: &Source, edits: &[TextEdit]) -> bool {
    readable(source, edits).is_some()
}

/// A bracket that nothing closes. It's closed at the first place that leaves readable text.
fn unclosed(source: &Source, open: usize, before: usize) -> Option<Slip> {
    let close = closing(source.word(open));
    let ends = possible_ends(source, open, before).into_iter();
    let repairs = ends.map(|at| vec![TextEdit::insertion(at, close)]);
    let repairs = repairs.filter(|edits| is_readable(source, edits));
    let repairs: Vec<Vec<TextEdit>> = repairs.collect();
    let place = repairs.first()?.first()?.bytes.start;
    let line = source.line_of(source.begin(open));
    let mut slip = Slip::new(place..place, unclosed_sentence(source, open, line));
    slip.repairs = repairs;
    Some(slip)
}

/// Where a bracket may be closed: before what can't be inside it, and at the ends of lines.
fn possible_ends(source: &Source, open: usize, before: usize) -> Vec<usize> {
    let mut ends = Vec::new();
    let mut at = open + 1;
    let limit = before.min(open + FAR);
    while at < limit {
        let ends_line = source.line_of(source.begin(at)) > line_before(source, at);
        let word = source.word(at);
        let is_arrow = source.starts_with(at, &["-", ">"]);
        if ends_line || is_arrow || matches!(word, ";" | "{" | ",") {
            ends.push(source.end_before(at));
        }
        if word == ";" && source.word(open) == "(" {
            break;
        }
        at = source.inside(at).map_or(at, |inside| inside.end) + 1;
    }
    if at >= before {
        ends.push(source.end_before(before));
    }
    // The further one is likelier on one line: `f(a, b;` rather than `f(a), b;`.
    let line = source.line_of(source.begin(open));
    ends.sort_by_key(|end| {
        let on = source.line_of(*end);
        (on != line, on, std::cmp::Reverse(*end))
    });
    ends.dedup();
    ends
}

fn line_before(source: &Source, token: usize) -> usize {
    source.line_of(source.end_before(token).saturating_sub(1))
}

/// Counts the brackets of this kind on the line, since it may have several.
fn unclosed_sentence(source: &Source, open: usize, line: usize) -> String {
    let word = source.word(open);
    let close = closing(word);
    let on_line = tokens_of_line(source, line);
    let count = |word: &str| {
        on_line
            .clone()
            .filter(|at| source.word(*at) == word)
            .count()
    };
    let (opened, closed) = (count(word), count(close));
    if (opened, closed) == (1, 0) {
        format!("The `{word}` on line {line} is never closed: a `{close}` is missing.")
    } else if opened > closed {
        format!(
            "Line {line} has {opened} `{word}` but only {closed} `{close}`: a `{close}` is missing."
        )
    } else {
        let (_, column) = super::line_and_column(source, source.begin(open));
        format!("The `{word}` in column {column} of line {line} is never closed.")
    }
}

fn tokens_of_line(source: &Source, line: usize) -> Range<usize> {
    let bytes = source.line(line);
    source.token_at(bytes.start)..source.token_at(bytes.end)
}

/// A closing bracket that closes nothing: its opening one was lost, or it is one too many.
fn unopened(source: &Source, close: usize) -> Option<Slip> {
    let word = source.word(close);
    let open = if word == ")" { "(" } else { "[" };
    let bytes = source.bytes(&(close..close + 1));
    let line = source.line_of(bytes.start);
    let sentence = format!("The `{word}` on line {line} closes nothing");
    let surplus = vec![TextEdit::deletion(bytes.clone())];
    if is_readable(source, &surplus) {
        let slip = Slip::new(
            bytes,
            format!("{sentence}: either it's one too many, or a `{open}` is missing."),
        );
        return Some(slip.repair(surplus));
    }
    let mut on_line = tokens_of_line(source, line).take_while(|at| *at < close);
    let lost = on_line.find_map(|at| {
        let is_name = source.is_identifier(at) || source.word(at) == "!";
        let next_is_value = matches!(
            source.kind(at + 1),
            Some(TokenKind::Literal(_) | TokenKind::Ident)
        );
        let edits = vec![TextEdit::insertion(source.end_before(at + 1), open)];
        (is_name && next_is_value && is_readable(source, &edits)).then_some(edits)
    })?;
    let place = lost.first()?.bytes.start;
    let sentence = format!("{sentence}: its `{open}` is missing.");
    Some(Slip::new(place..place, sentence).repair(lost))
}

/// `[` closed by `)`, or the other way round.
fn mismatch(source: &Source, open: usize, close: usize) -> Option<Slip> {
    let (opened, closed) = (source.word(open), source.word(close));
    let wanted = closing(opened);
    let line = source.line_of(source.begin(open));
    let bytes = source.bytes(&(close..close + 1));
    let other_kind = vec![TextEdit::replacement(bytes.clone(), wanted)];
    if is_readable(source, &other_kind) {
        let sentence =
            format!("The `{opened}` on line {line} is closed by `{closed}` instead of `{wanted}`.");
        return Some(Slip::new(bytes, sentence).repair(other_kind));
    }
    unclosed(source, open, close)
}
