//! Braces that are missing, or one too many, as the indentation tells.

use super::layout::{self, Conflict};
use super::{Slip, readable};
use crate::rust::edit::{self, TextEdit};
use crate::rust::{Source, TokenKind};

/// Finds a lost or surplus brace. `None` if the indentation doesn't tell.
pub(super) fn look(source: &Source) -> Option<Slip> {
    match layout::conflict(source, true)? {
        Conflict::UnclosedBlock { open, before } => unclosed(source, open, before),
        Conflict::Unopened { close } if source.word(close) == "}" => unopened(source, close),
        _ => None,
    }
}

/// Whether brackets and indentation agree everywhere after these changes.
fn agrees(source: &Source, edits: &[TextEdit]) -> bool {
    let text = edit::apply(source.text(), edits);
    let changed = text.map(|text| Source::new(text, source.edition()));
    changed.is_some_and(|changed| layout::conflict(&changed, true).is_none())
}

/// Keeps the repairs after which everything agrees, those that a parser can read first.
fn agreeing(source: &Source, mut repairs: Vec<Vec<TextEdit>>) -> Vec<Vec<TextEdit>> {
    repairs.retain(|edits| agrees(source, edits));
    repairs.sort_by_key(|edits| readable(source, edits).is_none());
    repairs
}

fn unclosed(source: &Source, open: usize, before: usize) -> Option<Slip> {
    let line = source.line_of(source.begin(open));
    let last = source.line_of(source.end_before(before).saturating_sub(1));
    if last == line {
        return unclosed_on_one_line(source, open, before);
    }
    let end = layout::line_end(source, last);
    let own_line = format!("\n{}}}", layout::blanks(source, line));
    let mut repairs = vec![vec![TextEdit::insertion(end, own_line)]];
    let begin = source.begin(before);
    if source.word(before) == "else" {
        repairs.insert(0, vec![TextEdit::insertion(begin, "} ")]);
    } else if matches!(source.kind(before), Some(TokenKind::Close(_))) {
        repairs.insert(0, vec![TextEdit::insertion(begin, "}")]);
    }
    let repairs = agreeing(source, repairs);
    let place = repairs.first()?.first()?.bytes.start;
    let next = source.line_of(begin);
    let where_it_ends = if before == source.tokens().len() {
        "at the end of the file".to_owned()
    } else if place == begin {
        format!("before the `{}` on line {next}", source.word(before))
    } else {
        format!("before line {next}")
    };
    let sentence = format!(
        "The `{{` on line {line} is never closed. Going by the indentation, its `}}` belongs {where_it_ends}."
    );
    let mut slip = Slip::new(place..place, sentence);
    slip.repairs = repairs;
    Some(slip)
}

/// A `{` that only has something behind it on its own line: the `}` may belong to any place there.
fn unclosed_on_one_line(source: &Source, open: usize, before: usize) -> Option<Slip> {
    let mut places = vec![source.end_before(before)];
    let inside = (open + 1..before).filter(|at| matches!(source.word(*at), ";" | ")" | "]" | ","));
    places.extend(inside.map(|at| source.end_before(at)));
    let repairs = places
        .into_iter()
        .map(|at| vec![TextEdit::insertion(at, " }")])
        .filter(|edits| readable(source, edits).is_some());
    let mut repairs = agreeing(source, repairs.collect());
    repairs.sort_by_key(|edits| edits[0].bytes.start);
    let place = repairs.first()?.first()?.bytes.start;
    let line = source.line_of(source.begin(open));
    let sentence = format!("The `{{` on line {line} is never closed: a `}}` is missing.");
    let mut slip = Slip::new(place..place, sentence);
    slip.repairs = repairs;
    Some(slip)
}

/// A `}` that closes nothing: its `{` was lost, or it is one too many.
fn unopened(source: &Source, close: usize) -> Option<Slip> {
    lost_opening(source, close).or_else(|| surplus(source, close))
}

/// The nearest line above that is indented like the `}` and has deeper ones below it, but no `{`.
fn lost_opening(source: &Source, close: usize) -> Option<Slip> {
    let line = source.line_of(source.begin(close));
    let indent = layout::indentation(source, line);
    let first_on = |line: usize| source.token_at(source.line(line).start);
    let has_tokens = |line: &usize| source.begin(first_on(*line)) < source.line(*line).end.max(1);
    let mut above = (1..line).rev().filter(has_tokens);
    let head = above.find(|line| layout::indentation(source, *line) <= indent)?;
    let last = source.token_at(source.line(head).end).checked_sub(1)?;
    if layout::indentation(source, head) != indent || matches!(source.word(last), ";" | "{" | "}") {
        return None;
    }
    let at = source.end_before(last + 1);
    let edits = vec![TextEdit::insertion(at, " {")];
    readable(source, &edits)?;
    let sentence = format!(
        "The `{{` is missing at the end of line {head}: the `}}` on line {line} has none to close."
    );
    agrees(source, &edits).then(|| Slip::new(at..at, sentence).repair(edits))
}

fn surplus(source: &Source, close: usize) -> Option<Slip> {
    let bytes = source.bytes(&(close..close + 1));
    let line = source.line_of(bytes.start);
    let whole = source.line(line);
    let is_alone = source.text()[whole.clone()].trim() == "}";
    let cut = if is_alone { whole } else { bytes.clone() };
    let edits = vec![TextEdit::deletion(cut)];
    let sentence = format!(
        "The `}}` on line {line} is one too many: going by the indentation, it closes nothing."
    );
    agrees(source, &edits).then(|| Slip::new(bytes, sentence).repair(edits))
}
