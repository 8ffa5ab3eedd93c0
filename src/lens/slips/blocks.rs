//! Braces that are missing, or one too many, as the indentation tells.

use super::layout::{self, Conflict};
use super::{Slip, brackets, readable};
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
    if let Some(slip) = doubled(source, open) {
        return Some(slip);
    }
    if open + 1 < layout::tokens_of_line(source, line).end {
        return unclosed_on_one_line(source, open, before);
    }
    let end = layout::line_end(source, last);
    let own_line = format!("{}{}}}", source.line_break(), layout::blanks(source, line));
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
    slip.other_line = Some(line);
    slip.repairs = repairs;
    Some(slip)
}

/// `{{` at the end of a line, where only one of both is closed.
fn doubled(source: &Source, open: usize) -> Option<Slip> {
    let line = source.line_of(source.begin(open));
    let end = layout::tokens_of_line(source, line).end;
    let second = end.checked_sub(1)?;
    let is_pair = source.starts_with(second.checked_sub(1)?, &["{", "{"]);
    let bytes = source.bytes(&(second..end));
    let surplus = vec![TextEdit::deletion(source.end_before(second)..bytes.end)];
    let is_it = is_pair && (open == second || open + 1 == second);
    let sentence = format!(
        "Line {line} ends with two `{{`, and only one of them is closed: one is too many, or a `}}` is missing."
    );
    let fits = is_it && readable(source, &surplus).is_some() && agrees(source, &surplus);
    fits.then(|| Slip::new(bytes, sentence).repair(surplus))
}

/// A `{` that has something after it on its own line: its `}` belongs somewhere on that line, or
/// before a bracket that can't be inside of it.
fn unclosed_on_one_line(source: &Source, open: usize, before: usize) -> Option<Slip> {
    let line = source.line_of(source.begin(open));
    let line_end = layout::tokens_of_line(source, line).end;
    if before > line_end && matches!(source.kind(before), Some(TokenKind::Close(_))) {
        return unclosed_before_bracket(source, open, before);
    }
    let ends = open + 2..=line_end;
    let repairs = ends.map(|next| vec![TextEdit::insertion(source.end_before(next), " }")]);
    let repairs = repairs.filter(|edits| readable(source, edits).is_some());
    let mut repairs = agreeing(source, repairs.collect());
    // Before a bracket or behind it is the same, but for blanks.
    let mut seen = Vec::new();
    repairs.retain(|edits| {
        let text = edit::apply(source.text(), edits).unwrap_or_default();
        let text: String = text.split_whitespace().collect();
        let is_new = !seen.contains(&text);
        seen.push(text);
        is_new
    });
    let ends_something = |edits: &Vec<TextEdit>| {
        let next = edits
            .first()
            .map_or(0, |edit| source.token_at(edit.bytes.start));
        matches!(source.kind(next), Some(TokenKind::Close(_)))
            || next == layout::tokens_of_line(source, line).end
    };
    if repairs.iter().any(ends_something) {
        repairs.retain(ends_something);
    }
    let place = repairs.first()?.first()?.bytes.start;
    let sentence = format!("The `{{` on line {line} is never closed: a `}}` is missing.");
    let mut slip = Slip::new(place..place, sentence);
    slip.repairs = repairs;
    Some(slip)
}

/// A `{` with something after it on its line, that must be closed before a bracket on a later one.
fn unclosed_before_bracket(source: &Source, open: usize, before: usize) -> Option<Slip> {
    let line = source.line_of(source.begin(open));
    let last = source.line_of(source.begin(before));
    let line_end = layout::tokens_of_line(source, line).end;
    let insertion = |next: usize| vec![TextEdit::insertion(source.end_before(next), "}")];
    let ends = (open + 2..=line_end).rev().map(insertion);
    let on_line: Vec<Vec<TextEdit>> = ends
        .filter(|edits| readable(source, edits).is_some() && agrees(source, edits))
        .take(MOST_ON_LINE)
        .collect();
    let at_bracket = insertion(before);
    let is_possible = readable(source, &at_bracket).is_some() && agrees(source, &at_bracket);
    let bracket = source.word(before);
    match (is_possible, on_line.is_empty()) {
        (true, true) => {
            let at = source.end_before(before);
            let sentence = format!(
                "The `{{` on line {line} is never closed: its `}}` is missing before the `{bracket}` on line {last}."
            );
            let mut slip = Slip::new(at..at, sentence).repair(at_bracket);
            slip.other_line = Some(line);
            Some(slip)
        }
        (false, true) => None,
        (is_possible, false) => {
            let sentence = format!(
                "The `{{` on line {line} is never closed. Its `}}` is missing somewhere before the `{bracket}` on line {last}."
            );
            let mut slip = Slip::new(source.bytes(&(open..open + 1)), sentence);
            slip.other_line = Some(last);
            slip.repairs.extend(is_possible.then_some(at_bracket));
            slip.repairs.extend(on_line);
            Some(slip)
        }
    }
}

/// A `}` that closes nothing: its `{` was lost, or it is one too many.
fn unopened(source: &Source, close: usize) -> Option<Slip> {
    let line = source.line_of(source.begin(close));
    if layout::tokens_of_line(source, line).start < close {
        return brackets::unopened(source, close);
    }
    lost_opening(source, line).or_else(|| surplus(source, close))
}

/// How many places for a `}` on one line are worth compiling.
const MOST_ON_LINE: usize = 4;

/// How many lines what leads to a block may go over.
const LONGEST_HEAD: usize = 5;

/// Looks above for what is indented like the `}` and has deeper lines below it, but no `{`.
fn lost_opening(source: &Source, line: usize) -> Option<Slip> {
    let indent = layout::indentation(source, line);
    let has_tokens = |line: &usize| !layout::tokens_of_line(source, *line).is_empty();
    let mut above = (1..line).rev().filter(has_tokens);
    let head = above.find(|line| layout::indentation(source, *line) <= indent)?;
    if layout::indentation(source, head) != indent {
        return None;
    }
    let mut heads = (head..line).filter(has_tokens).take(LONGEST_HEAD);
    heads.find_map(|head| {
        let last = layout::tokens_of_line(source, head).end.checked_sub(1)?;
        let at = source.end_before(last + 1);
        let edits = vec![TextEdit::insertion(at, " {")];
        let is_it = !matches!(source.word(last), ";" | "{" | "}") && agrees(source, &edits);
        let sentence = format!(
            "The `{{` is missing {}: the `}}` on line {line} has none to close.",
            layout::behind_last_token(source, at)
        );
        let found = is_it && readable(source, &edits).is_some();
        found.then(|| Slip::new(at..at, sentence).repair(edits))
    })
}

fn surplus(source: &Source, close: usize) -> Option<Slip> {
    let bytes = source.bytes(&(close..close + 1));
    let line = source.line_of(bytes.start);
    let whole = source.line(line);
    let is_alone = source.text()[whole.clone()].trim() == "}";
    let cut = if is_alone { whole } else { bytes.clone() };
    let edits = vec![TextEdit::deletion(cut)];
    readable(source, &edits)?;
    let sentence = format!(
        "The `}}` on line {line} is one too many: going by the indentation, it closes nothing."
    );
    agrees(source, &edits).then(|| Slip::new(bytes, sentence).repair(edits))
}
