//! Characters, raw strings, and strings with quotes inside.

use std::ops::Range;

use super::layout::tokens_of_line;
use super::{Slip, if_readable, is_readable_here, primary, slip};
use crate::lens::case;
use crate::model::diagnostic::Diagnostic;
use crate::rust::edit::TextEdit;
use crate::rust::{LiteralKind, Source, TokenKind};

/// Single quotes around more than one character, or one of them without the other.
pub(super) fn character(diagnostic: &Diagnostic, source: &Source) -> Option<Slip> {
    let start = primary(diagnostic, source)?.start;
    let line = source.line(source.line_of(start));
    let text = source.text().get(line.clone())?;
    let quotes: Vec<usize> = text
        .match_indices('\'')
        .map(|(at, _)| line.start + at)
        .collect();
    backslash(diagnostic, source)
        .or_else(|| around_text(source, &quotes))
        .or_else(|| lost_quote(source, &quotes))
}

/// `'some text'`.
fn around_text(source: &Source, quotes: &[usize]) -> Option<Slip> {
    quotes.windows(2).find_map(|pair| {
        let (open, close) = (pair[0], pair[1]);
        let inside = source.text().get(open + 1..close)?;
        if inside.chars().count() < 2 || inside.starts_with('\\') || inside.contains('"') {
            return None;
        }
        let edits = vec![
            TextEdit::replacement(open..open + 1, "\""),
            TextEdit::replacement(close..close + 1, "\""),
        ];
        let sentence =
            "Single quotes hold exactly one character. A string goes between double quotes.";
        if_readable(source, open..close + 1, sentence, edits)
    })
}

/// `'?` without its second quote, or `?'` without its first.
fn lost_quote(source: &Source, quotes: &[usize]) -> Option<Slip> {
    quotes.iter().find_map(|quote| {
        let behind = source.text().get(quote + 1..)?;
        let length = character_length(behind)?;
        let end = quote + 1 + length;
        let closed = vec![TextEdit::insertion(end, "'")];
        let word = source.text().get(*quote..end)?;
        let sentence = format!(
            "The second `'` is missing after `{word}`: a character goes between two of them."
        );
        if_readable(source, *quote..end, sentence, closed).or_else(|| {
            let before = source.text().get(..*quote)?;
            let last = before.chars().next_back()?;
            let begin = quote - last.len_utf8();
            let begin = begin - usize::from(before[..begin].ends_with('\\'));
            let opened = vec![TextEdit::insertion(begin, "'")];
            let word = source.text().get(begin..quote + 1)?;
            let sentence = format!(
                "The first `'` is missing before `{word}`: a character goes between two of them."
            );
            if_readable(source, begin..quote + 1, sentence, opened)
        })
    })
}

/// How many bytes the first character of a literal takes, escapes included.
fn character_length(text: &str) -> Option<usize> {
    let mut characters = text.chars();
    let first = characters.next().filter(|c| *c != '\n')?;
    if first != '\\' {
        return Some(first.len_utf8());
    }
    let second = characters.next()?;
    if second == 'u' {
        return text.find('}').map(|end| end + 1);
    }
    Some(first.len_utf8() + second.len_utf8() + if second == 'x' { 2 } else { 0 })
}

/// `'\'`: the backslash escapes the quote.
pub(super) fn backslash(diagnostic: &Diagnostic, source: &Source) -> Option<Slip> {
    let start = primary(diagnostic, source)?.start;
    let line = source.line(source.line_of(start));
    let text = source.text().get(line.clone())?;
    let quote = line.start
        + text
            .find(r"'\'")
            .filter(|at| !text[*at..].starts_with(r"'\''"))?;
    let sentence = r"In `'\'`, the backslash makes the second quote part of the character. A backslash itself is written `'\\'`.";
    let edits = vec![TextEdit::insertion(quote + 1, "\\")];
    if_readable(source, quote..quote + 3, sentence, edits)
}

/// `''`.
pub(super) fn empty(diagnostic: &Diagnostic, source: &Source) -> Option<Slip> {
    if diagnostic.message != "empty character literal" {
        return None;
    }
    let bytes = primary(diagnostic, source)?;
    let start = source.text().get(..bytes.start)?.ends_with('\'');
    let bytes = bytes.start - usize::from(start)..bytes.start - usize::from(start) + 2;
    if source.text().get(bytes.clone())? != "''" {
        return None;
    }
    let sentence =
        "There is no character between these single quotes. An empty string is written `\"\"`.";
    let edits = vec![TextEdit::replacement(bytes.clone(), "\"\"")];
    if_readable(source, bytes, sentence, edits)
}

/// `r#"text"` without the `#` behind it.
pub(super) fn raw_string(diagnostic: &Diagnostic, source: &Source) -> Option<Slip> {
    let start = primary(diagnostic, source)?.start;
    let behind = source.text().get(start..)?;
    let hashes = behind.find('"')?.checked_sub(1)?;
    let line = source.line(source.line_of(start));
    let end = "#".repeat(hashes);
    let text = source.text().get(start..line.end)?;
    let mut quotes: Vec<usize> = text.match_indices('"').map(|(at, _)| start + at).collect();
    quotes.remove(0);
    let last = quotes.into_iter().rev().find_map(|quote| {
        let there = source.text()[quote + 1..]
            .chars()
            .take_while(|c| *c == '#')
            .count();
        let missing = end.get(there..)?;
        let edits = vec![TextEdit::insertion(quote + 1 + there, missing)];
        is_readable_here(source, &edits).then_some((quote, edits))
    });
    let (quote, edits) = last?;
    let column = case::place(source, start).column;
    let sentence = format!(
        "The raw string that begins in column {column} of line {} ends only with `\"{end}`, as it begins with `r{end}\"`.",
        source.line_of(start)
    );
    Some(slip(quote..quote + 1, sentence, edits))
}

/// `"a "quoted" word"`: the second quote ends the string.
pub(super) fn quote_inside(diagnostic: &Diagnostic, source: &Source) -> Option<Slip> {
    let found = source.token_at(primary(diagnostic, source)?.start);
    let of_line = tokens_of_line(source, source.line_of(source.begin(found)));
    let touches = |at: &usize| source.end_before(at + 1) == source.begin(at + 1);
    let is_string =
        |at: usize| matches!(source.kind(at), Some(TokenKind::Literal(LiteralKind::Str)));
    let continues = |at: &usize| {
        let next = source.word(at + 1);
        is_string(*at)
            && touches(at)
            && !matches!(next, "," | ";" | ")" | "]" | "}" | "." | ":" | "?" | "=")
    };
    let text = of_line
        .clone()
        .filter(|at| *at < found + 1)
        .find(continues)?;
    let bytes = source.bytes(&(text..text + 1));
    let begin = bytes.start + source.word(text).find('"')?;
    // A word that touches the quote belongs to the token, as a suffix.
    let ends = bytes.start + source.word(text).rfind('"')?;
    let line_end = source.line(source.line_of(ends)).end;
    let rest = source.text().get(ends + 1..line_end)?;
    let next = rest.match_indices('"').map(|(at, _)| ends + 1 + at);
    let next: Vec<usize> = next
        .filter(|at| !source.text()[..*at].ends_with('\\'))
        .collect();
    let column = case::place(source, ends).column;
    let sentence = format!("The string ends at the `\"` in column {column}");
    let raw = raw_edits(source, begin, next.get(1).copied());
    if let Some(edits) = raw.filter(|edits| is_readable_here(source, edits)) {
        let sentence = format!(
            "{sentence}. A raw string that holds a `\"` begins with `r#\"` and ends with `\"#`."
        );
        return Some(slip(ends..ends + 1, sentence, edits));
    }
    let sentence = format!("{sentence}: a `\"` that belongs to the text is written `\\\"`.");
    let inner = |count: usize| {
        let mut inner = vec![ends];
        inner.extend(next.iter().take(count));
        let edits = inner
            .into_iter()
            .map(|at| TextEdit::replacement(at..at + 1, "\\\""));
        edits.collect::<Vec<_>>()
    };
    let fitting = |edits: &Vec<TextEdit>| is_readable_here(source, edits);
    let edits = [1, 0, 3].map(inner).into_iter().find(fitting)?;
    Some(slip(ends..ends + 1, sentence, edits))
}

/// What makes a raw string of one that ends with `"#`.
fn raw_edits(source: &Source, begin: usize, last: Option<usize>) -> Option<Vec<TextEdit>> {
    let behind = source.text().get(last? + 1..)?;
    if !behind.starts_with('#') {
        return None;
    }
    let is_raw = source.text()[..begin].ends_with('r');
    let missing = if is_raw { "#" } else { "r#" };
    Some(vec![TextEdit::insertion(begin, missing)])
}

/// `f"text"`.
pub(super) fn prefix(diagnostic: &Diagnostic, source: &Source) -> Option<Slip> {
    let bytes = primary(diagnostic, source)?;
    let prefix = source.text().get(bytes.clone())?;
    if !matches!(prefix, "f" | "F") || !source.text()[bytes.end..].starts_with('"') {
        return None;
    }
    let sentence = format!(
        "Rust has no `{prefix}` before a string. Macros such as `format!` fill in what's \
         between `{{` and `}}` anyway."
    );
    let edits = vec![TextEdit::deletion(bytes.clone())];
    if_readable(source, bytes, sentence, edits)
}

/// Backticks around text, as in other languages.
pub(super) fn backticks(bytes: Range<usize>, source: &Source) -> Option<Slip> {
    let line = source.line(source.line_of(bytes.start));
    let text = source.text().get(line.clone())?;
    let quotes: Vec<usize> = text
        .match_indices('`')
        .map(|(at, _)| line.start + at)
        .collect();
    let [open, close] = quotes[..] else {
        return None;
    };
    let edits = vec![
        TextEdit::replacement(open..open + 1, "\""),
        TextEdit::replacement(close..close + 1, "\""),
    ];
    let sentence = "Backticks don't hold a string in Rust: it goes between double quotes.";
    if_readable(source, open..close + 1, sentence, edits)
}
