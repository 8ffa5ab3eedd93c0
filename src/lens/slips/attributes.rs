//! Slips in attributes such as `#[derive(Debug)]`, and what other languages begin a comment with.

use super::operators::quoted;
use super::{Slip, if_readable, primary, slip, suggested};
use crate::model::diagnostic::Diagnostic;
use crate::rust::Source;
use crate::rust::edit::TextEdit;

/// Attributes that learners write.
const KNOWN: [&str; 6] = ["derive", "allow", "test", "cfg", "must_use", "ignore"];

/// Finds the attribute that an error is about.
pub(super) fn look(diagnostic: &Diagnostic, source: &Source) -> Option<Slip> {
    let found = source.token_at(primary(diagnostic, source)?.start);
    misspelled(diagnostic, source)
        .or_else(|| hash(diagnostic, source, found))
        .or_else(|| without_hash(diagnostic, source, found))
        .or_else(|| traits(diagnostic, source, found))
}

/// What the attribute with this name looks like, for a sentence.
fn shown(word: &str) -> String {
    if matches!(word, "test" | "must_use" | "ignore") {
        format!("#[{word}]")
    } else {
        format!("#[{word}(...)]")
    }
}

/// The token behind an attribute's name and what's in its parentheses.
fn end(source: &Source, name: usize) -> Option<usize> {
    Some(match source.word(name + 1) {
        "(" => source.partner(name + 1)? + 1,
        _ => name + 1,
    })
}

/// `#[derives(Debug)]` and `#[derive(debug)]`.
fn misspelled(diagnostic: &Diagnostic, source: &Source) -> Option<Slip> {
    let message = diagnostic.message.as_str();
    let is_derived = message.starts_with("cannot find derive macro `");
    let name = quoted(message, "cannot find attribute `")
        .or_else(|| quoted(message, "cannot find derive macro `"))?;
    let near = ["an attribute", "a derive macro", "a built-in attribute"];
    let edits = near
        .iter()
        .find_map(|one| suggested(diagnostic, source, one))?;
    let bytes = primary(diagnostic, source)?;
    let changed = super::changed_there(source, &bytes, &edits)?;
    let nearest = format!("The nearest name is `{changed}`.");
    let sentence = if is_derived {
        format!("There's no trait `{name}` in scope that can be derived. {nearest}")
    } else {
        format!("There's no attribute `{name}` in scope. {nearest}")
    };
    let edits = vec![TextEdit::replacement(bytes.clone(), changed)];
    Some(slip(bytes, sentence, edits))
}

/// `#derive(Debug)`, `#(derive(Debug))` and `# a comment`.
fn hash(diagnostic: &Diagnostic, source: &Source, found: usize) -> Option<Slip> {
    if !diagnostic
        .message
        .starts_with("expected one of `!` or `[`, found")
    {
        return None;
    }
    let hash = found.checked_sub(1).filter(|at| source.word(*at) == "#")?;
    let word = source.word(found);
    let place = source.bytes(&(hash..found));
    if KNOWN.contains(&word) {
        let edits = vec![
            TextEdit::insertion(source.begin(found), "["),
            TextEdit::insertion(source.end_before(end(source, found)?), "]"),
        ];
        let sentence = format!("An attribute stands in square brackets: `{}`.", shown(word));
        return if_readable(source, place, sentence, edits);
    }
    if matches!(word, "(" | "{") && KNOWN.contains(&source.word(found + 1)) {
        let close = source.partner(found)?;
        let open = source.bytes(&(found..found + 1));
        let edits = vec![
            TextEdit::replacement(open.clone(), "["),
            TextEdit::replacement(source.bytes(&(close..close + 1)), "]"),
        ];
        let sentence = format!(
            "An attribute stands in square brackets, not between `{word}` and `{}`: `{}`.",
            source.word(close),
            shown(source.word(found + 1))
        );
        return if_readable(source, open, sentence, edits);
    }
    if matches!(word, "include" | "define" | "import" | "pragma") {
        return None;
    }
    let sentence = "A comment begins with `//` in Rust, not with `#`.";
    let edits = vec![TextEdit::replacement(place.clone(), "//")];
    if_readable(source, place, sentence, edits)
}

/// `[derive(Debug)]` and `@derive(Debug)`.
fn without_hash(diagnostic: &Diagnostic, source: &Source, found: usize) -> Option<Slip> {
    let name = found + 1;
    let word = source.word(name);
    if !diagnostic.message.starts_with("expected item, found `") || !KNOWN.contains(&word) {
        return None;
    }
    let at = source.begin(found);
    match source.word(found) {
        "[" => {
            let sentence = format!("The `#` is missing before the `[`: `{}`.", shown(word));
            if_readable(source, at..at, sentence, vec![TextEdit::insertion(at, "#")])
        }
        "@" => {
            let bytes = source.bytes(&(found..name));
            let edits = vec![
                TextEdit::replacement(bytes.clone(), "#["),
                TextEdit::insertion(source.end_before(end(source, name)?), "]"),
            ];
            let sentence = format!("An attribute is written `{}`, without `@`.", shown(word));
            if_readable(source, bytes, sentence, edits)
        }
        _ => None,
    }
}

/// `#[derive Debug, Clone]` and `#[derive(Debug Clone)]`.
fn traits(diagnostic: &Diagnostic, source: &Source, found: usize) -> Option<Slip> {
    let before = found.checked_sub(1)?;
    if !diagnostic.message.starts_with("expected one of `(`, ") || !source.is_identifier(found) {
        return None;
    }
    let at = source.end_before(found);
    if source.word(before) == "derive" && source.word(before.checked_sub(1)?) == "[" {
        let close = source.partner(before - 1)?;
        let edits = vec![
            TextEdit::replacement(at..source.begin(found), "("),
            TextEdit::insertion(source.end_before(close), ")"),
        ];
        let sentence = "What's derived stands in parentheses: `#[derive(...)]`.";
        return if_readable(source, source.bytes(&(found..close)), sentence, edits);
    }
    let mut opens = (0..found).rev();
    let open = opens.find(|at| source.word(*at) == "(")?;
    let is_derive = open > 0 && source.word(open - 1) == "derive";
    if !is_derive || !source.inside(open)?.contains(&found) {
        return None;
    }
    let sentence = format!(
        "The `,` is missing between `{}` and `{}`.",
        source.word(before),
        source.word(found)
    );
    let edits = vec![TextEdit::insertion(at, ",")];
    if_readable(source, at..at, sentence, edits)
}
