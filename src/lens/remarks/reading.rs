//! Notes and helps as remarks, read from a diagnostic.

use super::{Remark, Suggestion, told};
use crate::lens::Lens;
use crate::lens::line_edit::line_edits;
use crate::lens::repair;
use crate::model::diagnostic::{Child, Diagnostic, Level};
use crate::rust::Source;
use crate::rust::edit::{self, TextEdit};

/// Words with which rustc speaks of the message itself and not of the program.
const NOISE: [&str; 8] = [
    "for more information about this error",
    "this error originates in",
    "the full type name has been written to",
    "the full name for the type has been written to",
    "consider using `--verbose`",
    "the lint level is defined here",
    "run with `RUST_BACKTRACE",
    "duplicate diagnostic emitted",
];

/// All notes and helps of a diagnostic that are about the program.
pub fn all(diagnostic: &Diagnostic) -> Vec<Remark> {
    let children = diagnostic.children.iter().filter(|child| is_one(child));
    children
        .map(|child| remark(diagnostic, child, None, &[]))
        .collect()
}

/// The notes and helps that the drawing of a lens doesn't say. Its repairs must be known.
pub fn of(diagnostic: &Diagnostic, source: Option<&Source>, lens: &Lens) -> Vec<Remark> {
    let results: Vec<Option<String>> = match source {
        Some(source) => {
            let repairs = lens.repairs.iter();
            repairs
                .map(|repair| edit::apply(source.text(), &repair.edits))
                .collect()
        }
        None => Vec::new(),
    };
    let said = told::told(lens);
    let children = diagnostic.children.iter().filter(|child| is_one(child));
    let remarks = children.map(|child| remark(diagnostic, child, source, &results));
    let mut kept: Vec<Remark> = Vec::new();
    for mut remark in remarks {
        remark.is_told = told::are_told(&remark.message, &said);
        if !told::is_said(&remark, lens, &said) && !kept.contains(&remark) {
            kept.push(remark);
        }
    }
    kept
}

pub(super) fn is_one(child: &Child) -> bool {
    let message = child.message.as_str();
    let is_of_lint = message.starts_with("`#[") || message.starts_with("`-");
    matches!(child.level, Level::Note | Level::Help)
        && !message.is_empty()
        && !is_of_lint
        && !is_count_of_hidden(message)
        && !NOISE.iter().any(|words| message.starts_with(words))
}

/// "1 redundant requirement hidden": of a list that isn't shown as one.
fn is_count_of_hidden(message: &str) -> bool {
    message.contains(" redundant requirement") && message.ends_with(" hidden")
}

/// A note's words. If its entries are labels in files that aren't the learner's, they come below
/// it, as in a list.
fn message_with_entries(child: &Child, file: Option<&String>) -> String {
    let foreign = child
        .spans
        .iter()
        .filter(|span| Some(&span.file_name) != file);
    let entries = foreign.filter_map(|span| span.label.as_deref());
    let entries: Vec<&str> = entries.filter(|label| !label.is_empty()).collect();
    let is_list = child.message.starts_with("the following ");
    if entries.is_empty() || !is_list {
        return child.message.clone();
    }
    let head = child.message.trim_end_matches(':');
    format!("{head}:\n  {}", entries.join("\n  "))
}

fn remark(
    diagnostic: &Diagnostic,
    child: &Child,
    source: Option<&Source>,
    results: &[Option<String>],
) -> Remark {
    let file = diagnostic.primary_span().map(|span| &span.file_name);
    let own = || {
        let spans = child.spans.iter();
        spans.filter(|span| Some(&span.file_name) == file && span.suggested_replacement.is_none())
    };
    let line = own().find(|span| span.is_primary).map(|s| s.line_start);
    let labels = own().filter_map(|span| {
        let label = span.label.clone().filter(|label| !label.is_empty())?;
        Some((span.line_start, label))
    });
    let mut labels: Vec<(usize, String)> = labels.collect();
    labels.sort_by_key(|(line, _)| *line);
    let mut spans = child.spans.iter();
    let has_edits = spans.any(|span| span.suggested_replacement.is_some());
    let is_marked = source.is_some_and(|source| has_placeholder(child, source));
    let leaves_gap = source.zip(file).is_some_and(|(source, file)| {
        let all = repair::alternatives(child, file, source).into_iter();
        all.flatten().any(|edit| repair::has_gap(&edit, source))
    });
    let has_gaps = is_marked || leaves_gap;
    Remark {
        is_told: false,
        left_out: None,
        has_edits,
        has_gaps,
        level: child.level,
        message: message_with_entries(child, file),
        line,
        labels,
        suggestions: source
            .zip(file)
            .map(|(source, file)| {
                let all = repair::alternatives(child, file, source).into_iter();
                all.map(|edits| suggestion(edits, source, results))
                    .collect()
            })
            .unwrap_or_default(),
    }
}

/// Whether rustc says that a change has placeholders, and it does write a word that isn't in what it
/// replaces. A change that only takes arguments away, or puts them in order, is complete.
fn has_placeholder(child: &Child, source: &Source) -> bool {
    let marked = || {
        let spans = child.spans.iter();
        spans.filter(|span| span.suggestion_applicability.as_deref() == Some("HasPlaceholders"))
    };
    let replaced = marked().filter_map(|span| source.text().get(span.bytes_in(source)?));
    let known: Vec<&str> = replaced.flat_map(words_of).collect();
    let mut written = marked().filter_map(|span| span.suggested_replacement.as_deref());
    written.any(|text| words_of(text).any(|word| !known.contains(&word)))
}

/// The names and numbers of a piece of code.
fn words_of(code: &str) -> impl Iterator<Item = &str> {
    let words = code.split(|c: char| !c.is_alphanumeric() && c != '_');
    words.filter(|word| !word.is_empty())
}

fn suggestion(edits: Vec<TextEdit>, source: &Source, results: &[Option<String>]) -> Suggestion {
    let result = edit::apply(source.text(), &edits);
    let lines = line_edits(source, &edits).unwrap_or_default();
    Suggestion {
        repair: results
            .iter()
            .position(|one| one.is_some() && *one == result),
        lines,
        edits,
        objection: None,
    }
}
