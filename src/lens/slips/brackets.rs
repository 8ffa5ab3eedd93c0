//! Parentheses and square brackets that are missing, one too many, or of the wrong kind.

use super::layout::{self, Conflict, tokens_of_line};
use super::{Slip, readable};
use crate::lens::case;
use crate::rust::edit::{self, TextEdit};
use crate::rust::{Source, TokenKind};

/// How many tokens behind a bracket are searched for the place where it should be closed.
const FAR: usize = 400;

/// How many places for a bracket are worth compiling.
const MOST_REPAIRS: usize = 8;

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

/// A bracket that nothing closes. If a line opens more than it closes and doesn't leave that to
/// the next, it belongs there.
fn unclosed(source: &Source, open: usize, before: usize) -> Option<Slip> {
    let close = closing(source.word(open));
    let odd = odd_line(source, open, before);
    if let Some(slip) = doubled(source, odd) {
        return Some(slip);
    }
    let ends = odd.map_or_else(
        || possible_ends(source, open, before),
        |line| possible_ends_on_line(source, line, source.word(open)),
    );
    let repairs = ends
        .into_iter()
        .map(|at| vec![TextEdit::insertion(at, close)]);
    let repairs = repairs.filter(|edits| is_readable(source, edits));
    let mut repairs: Vec<Vec<TextEdit>> = repairs.collect();
    // Before a `)` and behind it is the same.
    let mut seen = Vec::new();
    repairs.retain(|edits| {
        let text = edit::apply(source.text(), edits);
        let is_new = !seen.contains(&text);
        seen.push(text);
        is_new
    });
    repairs.truncate(MOST_REPAIRS);
    let place = repairs.first()?.first()?.bytes.start;
    let line = odd.unwrap_or_else(|| source.line_of(source.begin(open)));
    let mut slip = Slip::new(place..place, unclosed_sentence(source, open, line));
    slip.repairs = repairs;
    Some(slip)
}

/// `f((2);`: two `(` one right after the other, and what's in the second could do without it. A lost
/// `)` would be the other way round of it.
fn doubled(source: &Source, line: Option<usize>) -> Option<Slip> {
    let line = line?;
    let tokens = tokens_of_line(source, line);
    let second = tokens.clone().skip(1).find(|at| {
        let touches = source.end_before(*at) == source.begin(*at);
        touches && source.starts_with(at - 1, &["(", "("])
    })?;
    let mut depth = 0;
    let close = (second..tokens.end).find(|at| {
        depth += match source.word(*at) {
            "(" => 1,
            ")" => -1,
            _ => 0,
        };
        depth == 0
    })?;
    let has_comma = (second..close).any(|at| source.word(at) == ",");
    let ends = matches!(source.word(close + 1), ";" | ",") || close + 1 == tokens.end;
    if has_comma || !ends {
        return None;
    }
    let bytes = source.bytes(&(second..second + 1));
    let surplus = vec![TextEdit::deletion(bytes.clone())];
    let lost = vec![TextEdit::insertion(source.end_before(close + 1), ")")];
    let is_possible = is_readable(source, &surplus) && is_readable(source, &lost);
    let (opened, closed) = count_on_line(source, line, "(");
    let sentence = format!(
        "Line {line} has {opened} `(` but only {closed} `)`: either a `(` is one too many, or a `)` is \
         missing."
    );
    is_possible.then(|| Slip::new(bytes, sentence).repair(surplus).repair(lost))
}

/// How often a line has a bracket of this kind, opening and closing.
fn count_on_line(source: &Source, line: usize, open: &str) -> (usize, usize) {
    let tokens = tokens_of_line(source, line);
    let count = |word: &str| tokens.clone().filter(|at| source.word(*at) == word).count();
    (count(open), count(closing(open)))
}

/// The one line from a bracket on that opens more than it closes and doesn't end with an opening
/// bracket.
fn odd_line(source: &Source, open: usize, before: usize) -> Option<usize> {
    let last = source.line_of(source.end_before(before).saturating_sub(1));
    let lines = source.line_of(source.begin(open))..=last;
    let mut odd = lines.take(FAR).filter(|line| {
        let (opened, closed) = count_on_line(source, *line, source.word(open));
        let last = tokens_of_line(source, *line).end.checked_sub(1);
        let goes_on =
            last.is_some_and(|last| matches!(source.kind(last), Some(TokenKind::Open(_))));
        opened > closed && !goes_on
    });
    let found = odd.next()?;
    odd.next().is_none().then_some(found)
}

/// Where on a line a bracket may be closed, from the right to the left.
fn possible_ends_on_line(source: &Source, line: usize, open: &str) -> Vec<usize> {
    let tokens = tokens_of_line(source, line);
    let first = tokens.clone().find(|at| source.word(*at) == open);
    let tokens = first.unwrap_or(tokens.start) + 1..tokens.end + 1;
    let may_follow = |at: &usize| {
        let is_punctuation = !matches!(
            source.kind(*at),
            Some(TokenKind::Literal(_) | TokenKind::Ident)
        );
        *at == tokens.end - 1 || is_punctuation || source.word(*at) == "in"
    };
    let ends = tokens.clone().rev().filter(may_follow);
    ends.map(|at| source.end_before(at)).collect()
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
        if ends_line || is_arrow || matches!(word, ";" | "{" | "," | "in") {
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
    let (opened, closed) = count_on_line(source, line, word);
    if (opened, closed) == (1, 0) {
        format!("The `{word}` on line {line} is never closed: a `{close}` is missing.")
    } else if opened > closed {
        format!(
            "Line {line} has {opened} `{word}` but only {closed} `{close}`: a `{close}` is missing."
        )
    } else {
        let column = case::place(source, source.begin(open)).column;
        format!("The `{word}` in column {column} of line {line} is never closed.")
    }
}

/// A closing bracket that closes nothing: its opening one was lost, or it is one too many.
pub(super) fn unopened(source: &Source, close: usize) -> Option<Slip> {
    let word = source.word(close);
    let open = opening(word);
    let bytes = source.bytes(&(close..close + 1));
    let line = source.line_of(bytes.start);
    if let Some(slip) = inside_name(source, close) {
        return Some(slip);
    }
    let surplus = vec![TextEdit::deletion(bytes.clone())];
    let surplus = Some(surplus).filter(|edits| is_readable(source, edits));
    let lost = lost_opening(source, close);
    let sentence = format!("The `{word}` on line {line} closes nothing");
    let Some(surplus) = surplus else {
        let lost = lost?;
        let place = lost.first()?.bytes.start;
        let sentence = format!("{sentence}: its `{open}` is missing.");
        return Some(Slip::new(place..place, sentence).repair(lost));
    };
    let sentence = format!("{sentence}: either it's one too many, or a `{open}` is missing.");
    let Some(lost) = lost else {
        return Some(Slip::new(bytes, sentence).repair(surplus));
    };
    let lost_line = source.line_of(lost.first()?.bytes.start);
    if lost_line == line {
        return Some(Slip::new(bytes, sentence).repair(surplus).repair(lost));
    }
    let sentence = format!(
        "The `{word}` on line {line} closes nothing: either it's one too many, or its `{open}` is missing on line {lost_line}."
    );
    let mut slip = Slip::new(bytes, sentence).repair(surplus).repair(lost);
    slip.other_line = Some(lost_line);
    Some(slip)
}

/// `Circleu32)` for `Circle(u32)`: a lost `(` makes one name of two, of which the first is known from
/// elsewhere.
fn inside_name(source: &Source, close: usize) -> Option<Slip> {
    let line = source.line_of(source.begin(close));
    let open = opening(source.word(close));
    let is_word = |at: usize, word: &str| source.is_identifier(at) && source.word(at) == word;
    let mut before = tokens_of_line(source, line).take_while(|at| *at < close);
    let found = before.find_map(|at| {
        let name = source.word(at);
        let is_new = source.is_identifier(at)
            && !source
                .all()
                .any(|other| other != at && is_word(other, name));
        let mut ends = name
            .char_indices()
            .map(|(end, _)| end)
            .skip(2)
            .collect::<Vec<_>>();
        ends.reverse();
        let end = ends.into_iter().find(|end| {
            let (first, second) = name.split_at(*end);
            let is_known = source.all().any(|other| is_word(other, first));
            let begins = second.starts_with(|c: char| c == '_' || c.is_alphabetic());
            is_known && begins && !second.starts_with('_')
        })?;
        let place = source.begin(at) + end;
        let edits = vec![TextEdit::insertion(place, open)];
        (is_new && is_readable(source, &edits)).then(|| (name.split_at(end), place, edits))
    });
    let ((first, second), place, edits) = found?;
    let sentence = format!(
        "The `{}` on line {line} closes nothing: its `{open}` is missing between `{first}` and `{second}`.",
        source.word(close)
    );
    Some(Slip::new(place..place, sentence).repair(edits))
}

fn opening(close: &str) -> &'static str {
    match close {
        ")" => "(",
        "]" => "[",
        _ => "{",
    }
}

/// The place after a name where the opening bracket would make the text readable: on the same
/// line, or on the one where the block before the bracket begins (`f(|| {` ... `})`).
fn lost_opening(source: &Source, close: usize) -> Option<Vec<TextEdit>> {
    let open = opening(source.word(close));
    let before = close.checked_sub(1)?;
    let block = source.partner(before).unwrap_or(close);
    [close, block].into_iter().find_map(|end| {
        let line = source.line_of(source.begin(end));
        let mut on_line = tokens_of_line(source, line).take_while(|at| *at < end);
        on_line.find_map(|at| {
            let is_name = source.is_identifier(at) || source.word(at) == "!";
            // Two of a kind, one right after the other, would hardly be meant.
            let is_first = source.word(at + 1) != open;
            let is_followed = (open == "{" && is_first)
                || source.word(at + 1) == "|"
                || matches!(
                    source.kind(at + 1),
                    Some(TokenKind::Literal(_) | TokenKind::Ident)
                );
            let edits = vec![TextEdit::insertion(source.end_before(at + 1), open)];
            (is_name && is_followed && is_readable(source, &edits)).then_some(edits)
        })
    })
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
