//! Lines and comments around items, so that what is put back looks as it did.

use std::ops::Range;

use crate::rust::Source;

/// Where the line of a byte begins, if there is nothing but space before it.
pub(super) fn line_begin(source: &Source, byte: usize) -> Option<usize> {
    let line = source.line(source.line_of(byte)).start;
    let before = source.text().get(line..byte)?;
    before.trim().is_empty().then_some(line)
}

/// The space before a byte on its line, if there is nothing else.
pub(super) fn indent(source: &Source, byte: usize) -> &str {
    let line = line_begin(source, byte).unwrap_or(byte);
    &source.text()[line..byte]
}

/// These bytes, with the space before them on their line.
pub(super) fn with_indent(source: &Source, bytes: Range<usize>) -> &str {
    &source.text()[bytes.start - indent(source, bytes.start).len()..bytes.end]
}

/// These bytes, with the line around them if nothing else stands on it.
pub(super) fn with_line(source: &Source, bytes: Range<usize>) -> Range<usize> {
    let end = source.line(source.line_of(bytes.end)).end;
    let behind = &source.text()[bytes.end..end];
    match line_begin(source, bytes.start) {
        Some(begin) if behind.trim().is_empty() && behind.ends_with('\n') => begin..end,
        _ => bytes,
    }
}

/// The end of a line comment behind a byte, if nothing else is between them; else the byte.
pub(super) fn comment_end(source: &Source, byte: usize) -> usize {
    let comments = source.comments();
    let next = comments.partition_point(|comment| comment.bytes.start < byte);
    let Some(comment) = comments.get(next).filter(|comment| comment.is_line) else {
        return byte;
    };
    let between = &source.text()[byte..comment.bytes.start];
    if between.trim().is_empty() && !between.contains('\n') {
        let text = &source.text()[comment.bytes.clone()];
        comment.bytes.start + text.trim_end().len()
    } else {
        byte
    }
}

/// Where an item begins, with the line comments right above it.
pub(super) fn begin_with_comments(source: &Source, byte: usize) -> usize {
    let Some(mut begin) = line_begin(source, byte) else {
        return byte;
    };
    let mut line = source.line_of(byte);
    while line > 1 {
        line -= 1;
        let above = source.line(line);
        if !source.text()[above.clone()].trim_start().starts_with("//") {
            break;
        }
        begin = above.start;
    }
    begin
}

/// A text with line ends as another text has them.
pub(super) fn with_line_ends_of(other: &str, text: &str) -> String {
    let text = text.replace("\r\n", "\n");
    if other.contains("\r\n") {
        text.replace('\n', "\r\n")
    } else {
        text
    }
}
