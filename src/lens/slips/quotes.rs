//! A quote that was lost. Everything behind it is inside out: text is read as code and code as
//! text, and rustc only notices at the end of the file.

use std::ops::Range;

use super::{Slip, readable};
use crate::lens::case;
use crate::rust::edit::{self, TextEdit};
use crate::rust::{LiteralKind, Source, TokenKind};

/// How many lines are tried.
const MOST_LINES: usize = 12;

/// How many places on a line are tried.
const MOST_PLACES: usize = 60;

/// Macros that begin with a format string. (`panic!` need not, in old editions.)
const PRINTING: [&str; 5] = ["println", "print", "eprintln", "eprint", "format"];

/// A place where a `"` makes the text readable.
struct Candidate {
    at: usize,
    is_closing: bool,
    /// The bytes of the string that it completes, in the text as it is.
    string: Range<usize>,
    /// How many strings go over several lines then.
    long_strings: usize,
}

/// Finds the line on which a `"` is missing. `None` if no quote makes the text readable.
pub(super) fn look(source: &Source) -> Option<Slip> {
    let lines = suspicious_lines(source).into_iter();
    let tried = lines.map(|line| (line, candidates(source, line)));
    let fewest = |found: &[Candidate]| found.iter().map(|candidate| candidate.long_strings).min();
    let worked = tried.filter_map(|(line, found)| Some((fewest(&found)?, line, found)));
    let worked = worked.filter(|(_, line, _)| !is_inside_out_before(source, *line));
    let (fewest, line, mut found) = worked.min_by_key(|(fewest, ..)| *fewest)?;
    if fewest >= long_strings(source) {
        return None;
    }
    found.retain(|candidate| candidate.long_strings == fewest);
    let (bytes, sentence) = told(source, &found, line)?;
    let escaped = found.iter().find(|one| {
        let text = &source.text()[..one.at];
        one.is_closing && text.ends_with("\\\"") && found.len() == 1
    });
    if let Some(candidate) = escaped {
        let column = case::place(source, candidate.at - 1).column;
        let sentence = format!(
            "{sentence} The `\\\"` before column {} is a quote in its text, not its end.",
            column + 1
        );
        let backslash = vec![TextEdit::insertion(candidate.at - 1, "\\")];
        let closed = vec![TextEdit::insertion(candidate.at, "\"")];
        return Some(Slip::new(bytes, sentence).repair(closed).repair(backslash));
    }
    let mut slip = Slip::new(bytes, sentence);
    let repairs = found.iter();
    let repairs = repairs.map(|candidate| vec![TextEdit::insertion(candidate.at, "\"")]);
    slip.repairs = repairs.collect();
    Some(slip)
}

/// A `"` that's one too many: without it, the text is readable.
pub(super) fn surplus(source: &Source) -> Option<Slip> {
    let before = long_strings(source);
    suspicious_lines(source).into_iter().find_map(|line| {
        let bytes = source.line(line);
        let text = source.text().get(bytes.clone())?;
        let quotes = text.match_indices('"').map(|(at, _)| bytes.start + at);
        let cuts = quotes.map(|at| vec![TextEdit::deletion(at..at + 1)]);
        let works = |edits: &Vec<TextEdit>| {
            let changed = readable(source, edits);
            changed.is_some_and(|changed| {
                long_strings(&changed) < before && formats_text(&changed, line)
            })
        };
        let mut cuts: Vec<Vec<TextEdit>> = cuts.filter(works).collect();
        let is_pair = |edits: &Vec<TextEdit>| {
            edits.iter().all(|edit| {
                let (before, behind) = source.text().split_at(edit.bytes.start);
                before.ends_with('"') || behind.starts_with("\"\"")
            })
        };
        if cuts.iter().any(is_pair) {
            cuts.retain(is_pair);
        }
        cuts.dedup_by_key(|edits| edit::apply(source.text(), edits));
        let [edits] = cuts.as_slice() else {
            return None;
        };
        let place = edits.first()?.bytes.clone();
        let sentence = format!("Line {line} has a `\"` too many: each string has two.");
        Some(Slip::new(place, sentence).repair(edits.clone()))
    })
}

/// The string that gives it away, if no quote makes the text readable: the first one that goes on
/// over the end of its line.
pub(super) fn unclear(source: &Source) -> Option<Slip> {
    let first = source.all().find(|at| is_long(source, *at))?;
    let begin = source.begin(first) + source.word(first).find('"')?;
    let place = case::place(source, begin);
    let sentence = format!(
        "A `\"` is missing. It isn't clear where, but the first string that doesn't end on its own line begins in column {} of line {}.",
        place.column, place.line
    );
    Some(Slip::new(begin..begin + 1, sentence))
}

/// Whether a string that begins on an earlier line, and goes over several, holds what looks like
/// code between two strings: then its first quote is the end of another.
fn is_inside_out_before(source: &Source, line: usize) -> bool {
    let mut long = source.all().filter(|at| is_long(source, *at));
    long.any(|at| {
        let word = source.word(at);
        let inside = word.split_once('"').map_or("", |(_, inside)| inside);
        let inside = inside.trim_end_matches('"').trim();
        let is_code = inside.starts_with([')', ']', '}', ',', ';', '.'])
            || inside.ends_with(['(', '[', '{', ',', '=', '&']);
        source.line_of(source.begin(at)) < line && is_code
    })
}

/// What is known: which end of the string is missing, if all candidates agree.
fn told(source: &Source, found: &[Candidate], line: usize) -> Option<(Range<usize>, String)> {
    let first = found.first()?;
    let column = |byte: usize| case::place(source, byte).column;
    let agree = |begin_or_end: fn(&Candidate) -> usize, is_closing: bool| {
        let first = begin_or_end(first);
        let same =
            |other: &Candidate| other.is_closing == is_closing && begin_or_end(other) == first;
        found.iter().all(same)
    };
    Some(if agree(|one| one.string.start, true) {
        let column = column(first.string.start);
        let sentence = format!(
            "The second `\"` of the string that begins in column {column} of line {line} is missing."
        );
        (first.string.clone(), sentence)
    } else if agree(|one| one.string.end, false) {
        let column = column(first.string.end - 1);
        let sentence = format!(
            "The `\"` in column {column} of line {line} ends a string that never began: its first `\"` is missing."
        );
        (first.string.clone(), sentence)
    } else {
        let sentence = format!("A `\"` is missing on line {line}: each string has two.");
        (first.string.clone(), sentence)
    })
}

fn is_text(source: &Source, token: usize) -> bool {
    match source.kind(token) {
        Some(TokenKind::Literal(kind)) => {
            matches!(
                kind,
                LiteralKind::Str | LiteralKind::ByteStr | LiteralKind::CStr
            )
        }
        Some(TokenKind::Invalid) => source.word(token).contains('"'),
        _ => false,
    }
}

fn is_long(source: &Source, token: usize) -> bool {
    is_text(source, token) && source.word(token).contains('\n')
}

fn long_strings(source: &Source) -> usize {
    source.all().filter(|at| is_long(source, *at)).count()
}

/// The lines on which a string begins that doesn't end there.
fn suspicious_lines(source: &Source) -> Vec<usize> {
    let long = source.all().filter(|at| is_long(source, *at));
    let mut lines: Vec<usize> = long.map(|at| source.line_of(source.begin(at))).collect();
    lines.dedup();
    lines.truncate(MOST_LINES);
    lines
}

/// The places on a line at which one more `"` makes the text readable: closing ones first, each
/// from the right to the left.
fn candidates(source: &Source, line: usize) -> Vec<Candidate> {
    let text = &source.text()[source.line(line)];
    let text = text.trim_end();
    let (Some(first), Some(last)) = (text.find('"'), text.rfind('"')) else {
        return Vec::new();
    };
    let behind = text[first..].char_indices();
    let closings = behind.filter(|(_, c)| ",;)]}.".contains(*c));
    let mut closings: Vec<usize> = closings.map(|(at, _)| first + at).collect();
    closings.push(text.len());
    let before = text[..last].char_indices();
    let openings = before.filter(|(at, c)| {
        let follows = match text[..*at].trim_end() {
            "" => is_in_list(source, line),
            earlier => earlier.ends_with(['(', '[', '{', ',', '=', '&', '+', '|', '>']),
        };
        let is_first = text[..*at].ends_with(['(', '[']);
        follows && (!c.is_whitespace() || is_first)
    });
    let openings: Vec<usize> = openings.map(|(at, _)| at).collect();
    let closings = closings.into_iter().rev().map(|at| (at, true));
    let places = closings.chain(openings.into_iter().rev().map(|at| (at, false)));
    let begin = source.line(line).start;
    let places = places.take(MOST_PLACES);
    let found = places.filter_map(|(at, is_closing)| candidate(source, begin + at, is_closing));
    found.collect()
}

/// Whether a line goes on with arguments or elements.
fn is_in_list(source: &Source, line: usize) -> bool {
    let first = source.token_at(source.line(line).start);
    let before = first
        .checked_sub(1)
        .map_or("", |before| source.word(before));
    matches!(before, "(" | "[" | ",")
}

fn candidate(source: &Source, at: usize, is_closing: bool) -> Option<Candidate> {
    let text = source.text();
    let is_behind_quote = text[..at].ends_with('"') && !text[..at].ends_with("\\\"");
    if is_behind_quote || text[at..].starts_with('"') {
        return None;
    }
    let changed = readable(source, &[TextEdit::insertion(at, "\"")])?;
    let mut strings = changed.all().filter(|token| is_text(&changed, *token));
    let string = strings.find_map(|token| {
        let bytes = changed.bytes(&(token..token + 1));
        let quote = bytes.start + changed.word(token).find('"')?;
        if is_closing {
            (bytes.end == at + 1).then_some(quote..at)
        } else {
            (quote == at).then_some(at..bytes.end - 1)
        }
    })?;
    if string.is_empty() || !formats_text(&changed, changed.line_of(at)) {
        return None;
    }
    Some(Candidate {
        at,
        is_closing,
        string,
        long_strings: long_strings(&changed),
    })
}

/// Whether the macros on a line that print begin with a string, or with a macro that makes one.
fn formats_text(source: &Source, line: usize) -> bool {
    let bytes = source.line(line);
    let mut tokens = source.token_at(bytes.start)..source.token_at(bytes.end);
    tokens.all(|at| {
        let prints = PRINTING.contains(&source.word(at)) && source.starts_with(at + 1, &["!", "("]);
        let first = at + 3;
        let makes_text = source.is_identifier(first) && source.word(first + 1) == "!";
        let is_empty = source.word(first) == ")";
        !prints || is_text(source, first) || makes_text || is_empty
    })
}
