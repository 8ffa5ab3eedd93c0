//! Functions inside the braces of a `struct`.

use super::{Slip, braces_around, if_readable, primary};
use crate::model::diagnostic::Diagnostic;
use crate::rust::Source;
use crate::rust::edit::TextEdit;

/// What stands from the first function to the end of the struct goes to an `impl` block.
pub(super) fn in_struct(diagnostic: &Diagnostic, source: &Source) -> Option<Slip> {
    let message = diagnostic.message.as_str();
    if !message.starts_with("functions are not allowed in struct definitions") {
        return None;
    }
    let bytes = primary(diagnostic, source)?;
    let inside = braces_around(source, source.token_at(bytes.start))?;
    let name = inside.start.checked_sub(2)?;
    let is_plain = source.is_identifier(name) && source.word(name.checked_sub(1)?) == "struct";
    let close = source.begin(inside.end);
    let begin = source.line(source.line_of(bytes.start)).start;
    let end = source.line(source.line_of(close)).start;
    let text = source.text();
    let is_alone = matches!(text.get(begin..bytes.start)?.trim(), "" | "pub");
    let is_closed_alone = text.get(end..close)?.trim().is_empty();
    if !is_plain || !is_alone || !is_closed_alone {
        return None;
    }
    let moved = text.get(begin..end)?;
    // Without blank lines above it.
    let last_field = source.line_of(text[..begin].trim_end().len());
    let fields_end = source.line(last_field + 1).start;
    let name = source.word(name);
    let edits = vec![
        TextEdit::deletion(fields_end..end),
        TextEdit::insertion(close + 1, format!("\n\nimpl {name} {{\n{moved}}}")),
    ];
    let sentence = format!(
        "A `struct` holds only fields. Its functions stand in a block of their own: `impl {name} {{ ... }}`."
    );
    let first_line = bytes.start..source.line(source.line_of(bytes.start)).end.min(bytes.end);
    let trimmed = text.get(first_line.clone())?.trim_end().len();
    if_readable(source, bytes.start..bytes.start + trimmed, sentence, edits)
}
