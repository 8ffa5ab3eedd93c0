//! The compiler's own notes and helps, for a place below our drawing.

use crate::lens::Lens;
use crate::lens::repair::{self, LineEdit};
use crate::model::diagnostic::{Child, Diagnostic, Level};
use crate::rust::Source;
use crate::view::diagnostics;
use crate::view::text::safe;
use crate::view::theme::Theme;

/// Each note and help that no shown repair repeats, as rustc draws it.
pub fn lines(
    error: &Diagnostic,
    lens: &Lens,
    source: Option<&Source>,
    theme: Theme,
) -> Vec<String> {
    let blocks = blocks(error, theme);
    let mut lines = Vec::new();
    for child in error.children.iter().filter(|child| says_something(child)) {
        if is_shown(child, lens) {
            continue;
        }
        let block = blocks.iter().find(|block| begins_with(block, child));
        match block {
            Some(block) => lines.extend(block.iter().cloned()),
            None => lines.extend(inline(child, source, theme)),
        }
    }
    lines
}

fn says_something(child: &Child) -> bool {
    let is_about_the_code = child.message.starts_with("for more information about this error");
    matches!(child.level, Level::Note | Level::Help) && !is_about_the_code
}

/// Whether a repair that is shown has this help's words.
fn is_shown(child: &Child, lens: &Lens) -> bool {
    let mut repairs = lens.shown_repairs();
    repairs.any(|repair| repair.sentence == child.message)
}

/// The parts of rustc's rendering that follow its picture, each a note or help.
fn blocks(error: &Diagnostic, theme: Theme) -> Vec<Vec<String>> {
    let mut blocks: Vec<Vec<String>> = Vec::new();
    for line in diagnostics::rendered(error, theme) {
        let bare = console::strip_ansi_codes(&line).into_owned();
        let bare = bare.trim_start().trim_start_matches("= ");
        if bare.starts_with("note: ") || bare.starts_with("help: ") {
            blocks.push(vec![line]);
        } else if let Some(block) = blocks.last_mut() {
            block.push(line);
        }
    }
    for block in &mut blocks {
        let is_frame = |line: &String| {
            let bare = console::strip_ansi_codes(line).into_owned();
            bare.trim().is_empty() || bare.trim() == "|"
        };
        while block.len() > 1 && block.last().is_some_and(is_frame) {
            block.pop();
        }
    }
    blocks
}

fn begins_with(block: &[String], child: &Child) -> bool {
    let first = block.first().map_or("", String::as_str);
    let first = console::strip_ansi_codes(first).into_owned();
    let message = child.message.lines().next().unwrap_or("");
    first.contains(safe(message, false).trim_end())
}

/// A help that rustc draws inside its picture: its words, and the lines as they'd be.
fn inline(child: &Child, source: Option<&Source>, theme: Theme) -> Vec<String> {
    let mut lines = vec![format!(
        "{}: {}",
        theme.strong(child.level.word()),
        safe(&child.message, false)
    )];
    let edits = source.map(|source| repair::edits_of(child, source));
    let edits = source
        .zip(edits)
        .and_then(|(source, edits)| repair::line_edits(source, &edits));
    for LineEdit { line, after, .. } in edits.unwrap_or_default() {
        let after = after.iter().map(|text| safe(text, false));
        lines.extend(after.map(|text| format!("{line:>4} + {text}")));
    }
    lines
}
