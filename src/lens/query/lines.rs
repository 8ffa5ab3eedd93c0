//! What edits are made of: whole lines, their indentation, and names that are free.

use std::ops::Range;

use crate::lens::case::Case;
use crate::rust::NodeId;

/// The white space before the first word of the line of a byte.
pub fn indent<'a>(case: &Case<'a>, byte: usize) -> &'a str {
    let line = case.text(&case.source.line(case.line(byte)));
    let words = line.trim_start_matches('\u{feff}');
    let length = words.len() - words.trim_start().len();
    &words[..length]
}

/// The line break that the text uses.
pub fn line_break(case: &Case) -> &'static str {
    case.source.line_break()
}

/// The lines of a node from the first line's begin to the last one's end with its line break, if
/// nothing else stands on them but a comment behind it.
pub fn whole_lines(case: &Case, node: NodeId) -> Option<Range<usize>> {
    let bytes = case.tree.bytes(node);
    let first = case.source.line(case.line(bytes.start));
    let last = case.source.line(case.line(bytes.end.saturating_sub(1)));
    let before = case.text(&(first.start..bytes.start));
    let behind = case.text(&(bytes.end..last.end));
    let is_alone = before.trim().is_empty()
        && (behind.trim().is_empty() || behind.trim_start().starts_with("//"))
        && behind.ends_with('\n');
    is_alone.then_some(first.start..last.end)
}

/// "line 4", or "lines 4 to 6".
pub fn named(case: &Case, node: NodeId) -> String {
    let bytes = case.tree.bytes(node);
    let (first, last) = (
        case.line(bytes.start),
        case.line(bytes.end.saturating_sub(1)),
    );
    if first == last {
        format!("line {first}")
    } else {
        format!("lines {first} to {last}")
    }
}

/// The first of these names that the program doesn't use for anything.
pub fn free_name<'n>(case: &Case, names: &[&'n str]) -> Option<&'n str> {
    let mut names = names.iter().copied();
    names.find(|name| !case.source.has_name(name))
}

/// "line 4", or "lines 4, 6 and 9". Empty without lines.
pub fn listed(lines: &[usize]) -> String {
    let lines: Vec<String> = lines.iter().map(ToString::to_string).collect();
    match lines.as_slice() {
        [] => String::new(),
        [line] => format!("line {line}"),
        [first @ .., last] => format!("lines {} and {last}", first.join(", ")),
    }
}
