//! A `<` in a type that's never closed.

use super::{Slip, if_readable, primary};
use crate::model::diagnostic::Diagnostic;
use crate::rust::Source;
use crate::rust::edit::TextEdit;

/// How many tokens before the place where the parser stopped are searched for the `let`.
const FAR: usize = 200;

/// `let names: Vec<Option<String> = ...`.
pub(super) fn unclosed(diagnostic: &Diagnostic, source: &Source) -> Option<Slip> {
    let message = diagnostic.message.as_str();
    if !message.starts_with("expected one of ") || !message.contains("`>`") {
        return None;
    }
    let found = source.token_at(primary(diagnostic, source)?.start);
    let mut before = (0..=found).rev().take(FAR);
    let declaration = before.find(|at| source.word(*at) == "let")?;
    let mut tokens = declaration + 1..found + 1;
    let equal = tokens.find(|at| source.word(*at) == "=")?;
    let colon = (declaration + 1..equal).find(|at| source.word(*at) == ":")?;
    let count = |word: &str| (colon..equal).filter(|at| source.word(*at) == word).count();
    let open = count("<")
        .checked_sub(count(">"))
        .filter(|open| *open > 0)?;
    let at = source.end_before(equal);
    let edits = vec![TextEdit::insertion(at, ">".repeat(open))];
    let sentence = format!(
        "A `>` is missing before the `=` on line {}: each `<` of a type needs one.",
        source.line_of(at)
    );
    if_readable(source, at..at, sentence, edits)
}
