//! Characters that look like others, such as the curly quotes of a text editor, and comments that
//! don't end.

use super::{Slip, literals, primary, readable};
use crate::model::diagnostic::Diagnostic;
use crate::rust::edit::TextEdit;
use crate::rust::{Source, TokenKind};

/// The pairs of quotes that text editors put in the place of straight ones, and those.
const CURLY: [(char, char, &str); 2] = [('“', '”', "\""), ('‘', '’', "'")];

/// A character that isn't Rust, though it looks like one that is.
pub(super) fn look(diagnostic: &Diagnostic, source: &Source) -> Option<Slip> {
    let bytes = primary(diagnostic, source)?;
    let found = source.text().get(bytes.clone())?.chars().next()?;
    let bytes = bytes.start..bytes.start + found.len_utf8();
    let curly = CURLY
        .iter()
        .find(|(open, close, _)| [*open, *close].contains(&found));
    if let Some((open, close, straight)) = curly {
        let kind = if *straight == "'" {
            "characters"
        } else {
            "strings"
        };
        let edits = straightened(source, *open, *close, straight);
        let first = first_of_pair(source, &edits, bytes.start);
        let (bytes, found) = first.unwrap_or((bytes, found));
        let sentence = sentence_about(found, kind, straight);
        let slip = Slip::new(bytes, sentence);
        return Some(if readable(source, &edits).is_some() {
            slip.repair(edits)
        } else {
            slip
        });
    }
    if found == '`' {
        return literals::backticks(bytes, source);
    }
    let (name, meant) = look_alike(diagnostic)?;
    let all = source
        .all()
        .filter(|at| source.word(*at).starts_with(found));
    let all = all.filter(|at| source.kind(*at) == Some(TokenKind::Invalid));
    let edits = all.map(|at| {
        let begin = source.begin(at);
        TextEdit::replacement(begin..begin + found.len_utf8(), meant.clone())
    });
    let edits: Vec<TextEdit> = edits.collect();
    let sentence = if found.is_whitespace() {
        format!("Here is a {name}. It looks like a space, but Rust doesn't know it.")
    } else {
        format!(
            "`{found}` ({name}) looks like `{meant}`, but it's another character, which Rust doesn't know."
        )
    };
    Some(Slip::new(bytes, sentence).repair(edits))
}

fn sentence_about(found: char, kind: &str, straight: &str) -> String {
    format!(
        "`{found}` is a curly quote, the kind that word processors write. Rust's {kind} need straight quotes: `{straight}`."
    )
}

/// The curly quote that opens the text which the one at this byte closes, if these edits straighten
/// both.
fn first_of_pair(
    source: &Source,
    edits: &[TextEdit],
    byte: usize,
) -> Option<(std::ops::Range<usize>, char)> {
    let at = edits.iter().position(|edit| edit.bytes.start == byte)?;
    let first = &edits.get(at.checked_sub(1)?)?.bytes;
    let between = source.text().get(first.end..byte)?;
    let quote = source.text().get(first.clone())?.chars().next()?;
    let opens = CURLY.iter().any(|(open, ..)| *open == quote);
    (opens && !between.contains('\n')).then(|| (first.clone(), quote))
}

/// A curly quote in code before the place of an error about quotes: then that's where the trouble
/// begins.
pub(super) fn curly_before(diagnostic: &Diagnostic, source: &Source) -> Option<Slip> {
    let start = primary(diagnostic, source)?.start;
    let mut tokens = source.all().take_while(|at| source.begin(*at) < start);
    tokens.find_map(|at| {
        let quote = source.word(at).chars().next()?;
        let mut kinds = CURLY.iter();
        let (open, close, straight) =
            kinds.find(|(open, close, _)| [*open, *close].contains(&quote))?;
        if source.kind(at) != Some(TokenKind::Invalid) || *straight == "'" {
            return None;
        }
        let begin = source.begin(at);
        let sentence = sentence_about(quote, "strings", straight);
        let edits = straightened(source, *open, *close, straight);
        let slip = Slip::new(begin..begin + quote.len_utf8(), sentence);
        Some(if readable(source, &edits).is_some() {
            slip.repair(edits)
        } else {
            slip
        })
    })
}

/// The character's name and the one it looks like, as rustc's help says: `Unicode character '–'
/// (En Dash) looks like '-' (Minus/Hyphen), but it is not`.
fn look_alike(diagnostic: &Diagnostic) -> Option<(String, String)> {
    let mut helps = diagnostic.children.iter();
    helps.find_map(|child| {
        let (before, behind) = child.message.split_once(") looks like '")?;
        let (_, name) = before.rsplit_once("' (")?;
        let (meant, _) = behind.split_once("' (")?;
        Some((name.to_owned(), meant.to_owned()))
    })
}

/// The edits that make all curly quotes in code straight, pair by pair. What stands in an
/// ordinary string or a comment stays.
fn straightened(source: &Source, open: char, close: char, straight: &str) -> Vec<TextEdit> {
    let mut edits = Vec::new();
    let mut behind = 0;
    for at in source.all() {
        let begin = source.begin(at);
        let quote = source.word(at).chars().next();
        let is_quote = quote == Some(open) || quote == Some(close);
        if begin < behind || !is_quote || source.kind(at) != Some(TokenKind::Invalid) {
            continue;
        }
        let width = quote.map_or(0, char::len_utf8);
        edits.push(TextEdit::replacement(begin..begin + width, straight));
        let line_end = source.line(source.line_of(begin)).end;
        let rest = source.text().get(begin + width..line_end).unwrap_or("");
        behind = begin + width;
        if let Some((length, end)) = rest.char_indices().find(|(_, c)| *c == open || *c == close) {
            let end_at = behind + length;
            behind = end_at + end.len_utf8();
            edits.push(TextEdit::replacement(end_at..behind, straight));
        }
    }
    edits
}

/// A comment that begins with `/*` and never ends.
pub(super) fn comment(diagnostic: &Diagnostic, source: &Source) -> Option<Slip> {
    let start = primary(diagnostic, source)?.start;
    let line = source.line_of(start);
    let end = super::layout::line_end(source, line);
    let sentence = format!(
        "The comment that begins on line {line} with `/*` is never closed: its `*/` is missing."
    );
    let edits = vec![TextEdit::insertion(end, " */")];
    let slip = Slip::new(start..start + "/*".len(), sentence);
    Some(if readable(source, &edits).is_some() {
        slip.repair(edits)
    } else {
        slip
    })
}
