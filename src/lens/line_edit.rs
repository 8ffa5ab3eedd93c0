//! The lines that edits change, as people read them.

use std::ops::RangeInclusive;

use serde::Serialize;
use similar::{DiffTag, TextDiff};

use crate::rust::Source;
use crate::rust::edit::{self, TextEdit};

/// A line that changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LineEdit {
    /// Its number.
    pub line: usize,
    /// As it is.
    pub before: String,
    /// As it should be: one line or several, or none if it goes.
    pub after: Vec<String>,
}

/// The lines that these edits change, one by one; new lines are part of their neighbour's edit.
/// `None` if the edits can't be made.
pub fn line_edits(source: &Source, edits: &[TextEdit]) -> Option<Vec<LineEdit>> {
    let mut order: Vec<&TextEdit> = edits.iter().collect();
    order.sort_by_key(|edit| (edit.bytes.start, edit.bytes.end));
    let mut changed = Vec::new();
    let mut rest = order.as_slice();
    while let Some(first) = rest.first() {
        // All edits that share lines with this one.
        let begin = source.line_of(first.bytes.start);
        let mut end = last_line(source, first);
        let mut count = 1;
        while let Some(next) = rest.get(count)
            && source.line_of(next.bytes.start) <= end
        {
            end = end.max(last_line(source, next));
            count += 1;
        }
        let (own, others) = rest.split_at(count);
        changed.extend(edits_of_lines(source, begin..=end, own)?);
        rest = others;
    }
    Some(changed)
}

/// The last line that an edit touches. A whole line with its line break is one line.
fn last_line(source: &Source, edit: &TextEdit) -> usize {
    let bytes = &edit.bytes;
    let is_whole_lines = !bytes.is_empty()
        && bytes.end == source.line(source.line_of(bytes.end)).start
        && (edit.text.is_empty() || edit.text.ends_with('\n'));
    if is_whole_lines {
        source.line_of(bytes.end - 1)
    } else {
        source.line_of(bytes.end)
    }
}

fn edits_of_lines(
    source: &Source,
    lines: RangeInclusive<usize>,
    edits: &[&TextEdit],
) -> Option<Vec<LineEdit>> {
    let begin = source.line(*lines.start()).start;
    let end = source.line(*lines.end()).end;
    let own = edits.iter().map(|edit| TextEdit {
        bytes: edit.bytes.start - begin..edit.bytes.end - begin,
        text: edit.text.clone(),
    });
    let before = source.text().get(begin..end)?;
    let after = edit::apply(before, &own.collect::<Vec<_>>())?;
    let (old, new) = (split_lines(before), split_lines(&after));
    let first = *lines.start();
    if old.len() < 2 {
        // The last line may be an empty one.
        let only = old.first().map_or("", String::as_str);
        return Some(vec![line_edit(first, only, &new)]);
    }
    Some(compare_lines(first, &old, &new))
}

/// The lines of a text, without a last one that is empty.
fn split_lines(text: &str) -> Vec<String> {
    let lines = text.split_inclusive('\n');
    lines
        .map(|line| line.trim_end_matches(['\n', '\r']).to_owned())
        .collect()
}

/// The edits that turn some lines into others; `first` is the number of the first old one.
fn compare_lines(first: usize, old: &[String], new: &[String]) -> Vec<LineEdit> {
    let from: Vec<&str> = old.iter().map(String::as_str).collect();
    let to: Vec<&str> = new.iter().map(String::as_str).collect();
    let diff = TextDiff::from_slices(&from, &to);
    let mut edits: Vec<LineEdit> = Vec::new();
    for op in diff.ops() {
        let (gone, come) = (op.old_range(), op.new_range());
        if op.tag() == DiffTag::Equal {
            continue;
        }
        let come = &new[come];
        if gone.is_empty() {
            // Before the next line, or behind the last one.
            let at = gone.start.min(old.len().saturating_sub(1));
            let next = &old[at];
            let mut after = come.to_vec();
            if gone.start < old.len() {
                after.push(next.clone());
            } else {
                after.insert(0, next.clone());
            }
            edits.push(line_edit(first + at, next, &after));
            continue;
        }
        // Line for line as far as both reach; the last old line takes all the rest.
        let count = gone.len();
        for (index, at) in gone.enumerate() {
            let from = index.min(come.len());
            let to = if index + 1 == count {
                come.len()
            } else {
                (index + 1).min(come.len())
            };
            edits.push(line_edit(first + at, &old[at], &come[from..to]));
        }
    }
    edits
}

fn line_edit(line: usize, before: &str, after: &[String]) -> LineEdit {
    LineEdit {
        line,
        before: before.to_owned(),
        after: after.to_vec(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rust::Edition;

    fn line(number: usize, before: &str, after: &[&str]) -> LineEdit {
        LineEdit {
            line: number,
            before: before.to_owned(),
            after: after.iter().map(|line| (*line).to_owned()).collect(),
        }
    }

    #[test]
    fn changed_lines_are_told_one_by_one() {
        let told = |text: &str, edits: &[TextEdit]| {
            let source = Source::new(text, Edition::E2024);
            line_edits(&source, edits).expect("they can be made")
        };
        let replace = |bytes, text: &str| TextEdit::replacement(bytes, text);
        let text = "a\nb\nc\n";
        assert_eq!(told(text, &[replace(2..3, "B")]), [line(2, "b", &["B"])]);
        assert_eq!(
            told(text, &[replace(2..2, "x\n")]),
            [line(2, "b", &["x", "b"])]
        );
        assert_eq!(told(text, &[replace(2..4, "")]), [line(2, "b", &[])]);
        assert_eq!(
            told(text, &[replace(5..5, "\nd")]),
            [line(3, "c", &["c", "d"])]
        );
        assert_eq!(
            told(text, &[replace(0..2, ""), replace(6..6, "a\n")]),
            [line(1, "a", &[]), line(4, "", &["a"])]
        );
        let wide = told(text, &[replace(0..5, "a\nx\nB\nc")]);
        assert_eq!(wide, [line(2, "b", &["x", "B"])]);
    }
}
