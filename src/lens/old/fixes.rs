//! Ways out, with the learner's own lines before and after where that is certain.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::lens::old::case::Case;
use crate::lens::old::code::{Code, words};
use crate::lens::place::Area;
use crate::model::diagnostic::Diagnostic;

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
    match (code.line(line), code.line(behind)) {
        (Some(moved), Some(last))
            if line < behind && may_change(code, line, behind) && !is_let(moved) =>
        {
            vec![
                replaced(line, moved, &[]),
                replaced(behind, last, &[last, moved]),
            ]
        }
        _ => Vec::new(),
    }
}

/// Moves a line before another one, if both are statements of one line in the same block.
pub fn moved_before(code: &Code, line: usize, before: usize) -> Vec<Edit> {
    match (code.line(line), code.line(before)) {
        (Some(moved), Some(first)) if before < line && may_change(code, before, line) => {
            vec![
                replaced(before, first, &[moved, first]),
                replaced(line, moved, &[]),
            ]
        }
        _ => Vec::new(),
    }
}

/// Whether a line and others share a variable that one of them may change, so that they must
/// not change places.
pub fn depend(case: &Case, line: usize, others: std::ops::Range<usize>) -> bool {
    let code = case.code;
    let text = |l: usize| code.line(l).unwrap_or("").to_owned();
    let own = text(line);
    let others: Vec<String> = others.map(text).collect();
    let other_words: Vec<&str> = others.iter().flat_map(|l| words(l)).collect();
    words(&own).into_iter().any(|word| {
        let mut bindings = case.syntax.bindings.iter().filter(|b| b.name == word);
        let may_change =
            bindings.any(|b| b.mutable || case.written(&b.of_type).starts_with("&mut"));
        may_change && other_words.contains(&word)
    })
}

fn is_let(line: &str) -> bool {
    line.trim_start().starts_with("let ")
}

fn replaced(line: usize, before: &str, after: &[&str]) -> Edit {
    Edit {
        line,
        before: before.to_owned(),
        after: after.iter().map(|l| (*l).to_owned()).collect(),
    }
}

fn may_change(code: &Code, first: usize, last: usize) -> bool {
    let indent = |text: &str| text.len() - text.trim_start().len();
    let whole = |text: &str| text.trim_end().ends_with(';') && text.trim_end() != "};";
    let (Some(one), Some(other)) = (code.line(first), code.line(last)) else {
        return false;
    };
    let between = (first + 1..last).filter_map(|l| code.line(l));
    let same_block = between
        .filter(|text| !text.trim().is_empty())
        .all(|text| indent(text) >= indent(one));
    whole(one) && whole(other) && indent(one) == indent(other) && same_block
}
