//! Slips that rustc itself knows how to put right: its suggestion, and a plain sentence about it.

use super::operators::quoted;
use super::{Slip, is_readable_here, slip, suggested};
use crate::model::diagnostic::Diagnostic;
use crate::rust::Source;
use crate::rust::edit::TextEdit;

/// What rustc's help begins with, and what is said then. `{old}` stands for the text that goes,
/// `{new}` for what comes, and `{next}` for the token behind it.
const SENTENCES: [(&str, &str); 16] = [
    (
        "replace `;` with `,` to end a `match` arm expression",
        "The arms of a `match` are separated by `,`, not by `;`.",
    ),
    (
        "try using `in` here instead",
        "In a `for` loop, the word after the new name is `in`, not `{old}`.",
    ),
    (
        "try adding `in` here",
        "The `in` is missing: it stands between the new name and what the loop goes through.",
    ),
    (
        "remove the unnecessary `let` keyword",
        "There's no `let` inside of a pattern: its names are new ones anyway.",
    ),
    (
        "use `=` if you meant to assign",
        "A value comes after `=`. What comes after `:` is a type.",
    ),
    (
        "consider removing this semicolon",
        "There's no `;` after an attribute: it belongs to what comes after it.",
    ),
    (
        "add an `if` if this is the condition of a chained",
        "The `if` is missing: only `else if` has a condition of its own.",
    ),
    (
        "use a semicolon instead",
        "A statement ends with `;`, not with `{old}`.",
    ),
    (
        "add `fn` here to parse",
        "The `fn` is missing: a function begins with it.",
    ),
    (
        "write it in lowercase",
        "The keyword is written `{new}`. Rust tells capital letters from small ones.",
    ),
    (
        "write `pub` instead of `public`",
        "Rust has no `public`. What others may use begins with `pub`.",
    ),
    (
        "items are imported using the `use` keyword",
        "Rust has no `import`. Names from elsewhere are brought in with `use`.",
    ),
    (
        "use double colon",
        "The parts of a path are joined by `::`, not by `:`.",
    ),
    (
        "field names and their types are separated with `:`",
        "A field's type comes after `:`, not after `{old}`.",
    ),
    (
        "remove this `let` keyword",
        "The fields of a struct are declared without `let`.",
    ),
    (
        "you might have meant to end the type parameters here",
        "A `>` is missing: the `<` before these type parameters is never closed.",
    ),
];

/// Finds the help that says what is wrong.
pub(super) fn look(diagnostic: &Diagnostic, source: &Source) -> Option<Slip> {
    // An error with a code comes from a later stage: the parser got through.
    let is_of_parser = diagnostic.code.is_none();
    let mut sentences = SENTENCES.iter().filter(|_| is_of_parser);
    let known = sentences.find_map(|(help, sentence)| {
        let edits = suggested(diagnostic, source, help)?;
        Some((sentence, edits))
    });
    if let Some((sentence, edits)) = known {
        let [edit] = edits.as_slice() else {
            return None;
        };
        if !is_readable_here(source, &edits) {
            return None;
        }
        let mut edits = edits.clone();
        let bytes = trimmed(source, edit);
        if edit.text == ":" {
            // No blank stays before a `:`.
            let before = source.end_before(source.token_at(bytes.start));
            edits = vec![TextEdit::replacement(before..edit.bytes.end, ":")];
        }
        let old = source.text().get(bytes.clone())?;
        let before = source.token_at(bytes.start).checked_sub(1);
        let sentence = match (old, before.map(|at| source.word(at))) {
            ("let", Some("let")) => "One `let` is enough.",
            ("let", Some("for")) => {
                "There's no `let` in a `for` loop: the name after `for` is a new one anyway."
            }
            ("let", Some("(" | ",")) if is_parameter(source, bytes.start) => {
                "There's no `let` before a parameter: its name is a new one anyway."
            }
            (";", _) if edit.text.is_empty() && !is_behind_attribute(source, bytes.start) => {
                return None;
            }
            _ => sentence,
        };
        let sentence = sentence
            .replace("{old}", old)
            .replace("{new}", edit.text.trim());
        return Some(slip(bytes, sentence, edits));
    }
    keyword(diagnostic, source)
        .or_else(|| macro_comma(diagnostic, source))
        .or_else(|| less_or_equal(diagnostic, source))
}

/// Whether the token before a place ends an attribute.
fn is_behind_attribute(source: &Source, byte: usize) -> bool {
    let last = source.token_at(byte).checked_sub(1);
    let open = last
        .filter(|last| source.word(*last) == "]")
        .and_then(|last| source.partner(last));
    let word = |back: usize| {
        let at = open.and_then(|open| open.checked_sub(back));
        at.map_or("", |at| source.word(at))
    };
    word(1) == "#" || word(1) == "!" && word(2) == "#"
}

/// Whether a place is between the parentheses of a function's head.
fn is_parameter(source: &Source, byte: usize) -> bool {
    let at = source.token_at(byte);
    let mut opens = (0..at).rev().filter(|open| source.word(*open) == "(");
    opens.any(|open| {
        let is_around = source
            .inside(open)
            .is_some_and(|inside| inside.contains(&at));
        is_around && open > 1 && source.word(open - 2) == "fn"
    })
}

/// The bytes that an edit takes away, without blanks around them.
fn trimmed(source: &Source, edit: &TextEdit) -> std::ops::Range<usize> {
    let old = source.text().get(edit.bytes.clone()).unwrap_or("");
    let start = edit.bytes.start + (old.len() - old.trim_start().len());
    start..start + old.trim().len()
}

/// `lett n = 5`. rustc also proposes keywords that make no sense.
fn keyword(diagnostic: &Diagnostic, source: &Source) -> Option<Slip> {
    let mut helps = diagnostic.children.iter();
    let keyword = helps.find_map(|child| quoted(child.message.as_str(), "there is a keyword `"))?;
    let edits = suggested(diagnostic, source, "there is a keyword `")?;
    let at = source
        .token_at(edits.first()?.bytes.start + 1)
        .checked_sub(1)?;
    let bytes = source.bytes(&(at..at + 1));
    let word = source.word(at);
    if !source.is_identifier(at) || !is_readable_here(source, &edits) {
        return None;
    }
    let sentence = format!("`{word}` is no keyword. The nearest one is `{keyword}`.");
    let edits = vec![TextEdit::replacement(bytes.clone(), keyword)];
    is_readable_here(source, &edits).then(|| slip(bytes, sentence, edits))
}

/// `vec![1 2]`: what a macro was given fits none of its rules, and a `,` would help.
fn macro_comma(diagnostic: &Diagnostic, source: &Source) -> Option<Slip> {
    diagnostic.message.strip_prefix("no rules expected `")?;
    let edits = suggested(diagnostic, source, "missing comma here")?;
    let at = edits.first()?.bytes.start;
    let next = source.token_at(at);
    let before = source.end_before(next);
    let word = source.word(next);
    let edits = vec![TextEdit::insertion(before, ",")];
    let sentence = format!("The `,` is missing before `{word}`: one stands between two arguments.");
    Some(slip(before..before, sentence, edits))
}

/// `a =< b`.
fn less_or_equal(diagnostic: &Diagnostic, source: &Source) -> Option<Slip> {
    let edits = suggested(diagnostic, source, "did you mean")?;
    let [edit] = edits.as_slice() else {
        return None;
    };
    let is_it = edit.text == "<=" && source.text().get(edit.bytes.clone()) == Some("=<");
    let sentence = "“Less than or equal” is written `<=`, not `=<`.";
    let bytes = edit.bytes.clone();
    is_it.then(|| slip(bytes, sentence, edits))
}
