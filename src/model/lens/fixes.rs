//! Ways out, with the learner's own lines before and after where that is certain.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::model::diagnostic::Diagnostic;
use crate::model::lens::code::{Area, Code};

/// One way out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Fix {
    /// What to do, in one sentence.
    pub what: String,
    /// The lines that change; empty where only words are certain.
    pub edits: Vec<Edit>,
}

/// One line that changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Edit {
    /// Its number.
    pub line: usize,
    /// As it is.
    pub before: String,
    /// As it should be: one line or several, or none if it goes.
    pub after: Vec<String>,
}

impl Fix {
    /// In words only.
    pub fn words(what: impl Into<String>) -> Self {
        Self {
            what: what.into(),
            edits: Vec::new(),
        }
    }

    /// With changed lines.
    pub fn new(what: impl Into<String>, edits: Vec<Edit>) -> Self {
        Self {
            what: what.into(),
            edits,
        }
    }
}

/// A replacement in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// What is replaced; nothing where something is put in.
    pub area: Area,
    /// By what.
    pub by: String,
}

impl Change {
    /// Replaces an area.
    pub fn replace(area: Area, by: impl Into<String>) -> Self {
        Self {
            area,
            by: by.into(),
        }
    }

    /// Puts something before an area.
    pub fn before(area: Area, text: impl Into<String>) -> Self {
        let area = Area {
            start: area.start,
            end: area.start,
        };
        Self::replace(area, text)
    }

    /// Puts something behind an area.
    pub fn behind(area: Area, text: impl Into<String>) -> Self {
        let area = Area {
            start: area.end,
            end: area.end,
        };
        Self::replace(area, text)
    }
}

/// The lines that these changes alter. Empty if one of them reaches over lines, since then
/// it cannot be shown line by line.
pub fn edits(code: &Code, changes: &[Change]) -> Vec<Edit> {
    if changes.iter().any(|change| !change.area.is_on_one_line()) {
        return Vec::new();
    }
    let mut by_line: BTreeMap<usize, Vec<&Change>> = BTreeMap::new();
    for change in changes {
        by_line
            .entry(change.area.start.line)
            .or_default()
            .push(change);
    }
    let edits = by_line.into_iter().map(|(line, changes)| {
        let before = code.line(line).unwrap_or("").to_owned();
        let after = changed(&before, changes);
        Edit {
            line,
            after: after.split('\n').map(str::to_owned).collect(),
            before,
        }
    });
    edits.collect()
}

fn changed(line: &str, mut changes: Vec<&Change>) -> String {
    changes.sort_by_key(|change| change.area.start);
    let mut after = String::new();
    let mut chars = line.chars();
    let mut column = 1;
    for change in changes {
        let kept = change.area.start.column.saturating_sub(column);
        after.extend(chars.by_ref().take(kept));
        after.push_str(&change.by);
        let gone = change.area.end.column - change.area.start.column;
        chars.by_ref().take(gone).for_each(drop);
        column = change.area.end.column.max(column + kept);
    }
    after.extend(chars);
    after
}

/// A proposal of the compiler's whose message contains these words.
pub fn proposed(diagnostic: &Diagnostic, code: &Code, words: &str) -> Option<Vec<Edit>> {
    let file = &diagnostic.primary_span()?.file_name;
    let child = diagnostic.children.iter().find(|child| {
        child.message.contains(words)
            && child
                .spans
                .iter()
                .any(|s| s.suggested_replacement.is_some())
    })?;
    let mut changes = Vec::new();
    for span in &child.spans {
        let by = span
            .suggested_replacement
            .as_ref()
            .filter(|_| &span.file_name == file)?;
        changes.push(Change::replace(code.area(span)?, by.clone()));
    }
    Some(edits(code, &changes)).filter(|edits| !edits.is_empty())
}

/// Moves a line behind another one, if both are statements of one line in the same block.
pub fn moved_behind(code: &Code, line: usize, behind: usize) -> Vec<Edit> {
    let (Some(moved), Some(last)) = (code.line(line), code.line(behind)) else {
        return Vec::new();
    };
    let indent = |text: &str| text.len() - text.trim_start().len();
    let whole = |text: &str| text.trim_end().ends_with(';') && !text.trim().is_empty();
    let between = (line + 1..behind).filter_map(|l| code.line(l));
    let same_block = between
        .chain([last])
        .all(|text| text.trim().is_empty() || indent(text) >= indent(moved));
    let fits = line < behind && whole(moved) && whole(last) && indent(moved) == indent(last);
    if !fits || !same_block || moved.trim_start().starts_with("let ") {
        return Vec::new();
    }
    vec![
        Edit {
            line,
            before: moved.to_owned(),
            after: Vec::new(),
        },
        Edit {
            line: behind,
            before: last.to_owned(),
            after: vec![last.to_owned(), moved.to_owned()],
        },
    ]
}
