//! What the other errors of the program say: one error may be the cause of another.

use std::ops::Range;

use crate::lens::case::Case;
use crate::lens::labels;
use crate::model::diagnostic::{Diagnostic, Span};
use crate::rust::NodeId;

/// The errors of this file, this one among them, each with the place that it's about.
pub fn in_file<'a>(case: &Case<'a>) -> Vec<(&'a Diagnostic, Range<usize>)> {
    let Some(file) = case.diagnostic.primary_span().map(|span| &span.file_name) else {
        return Vec::new();
    };
    let errors = case.errors.iter().copied();
    let placed = errors.filter_map(|error| {
        let span = error
            .primary_span()
            .filter(|span| &span.file_name == file)?;
        Some((error, span.bytes_in(case.source)?))
    });
    placed.collect()
}

/// Whether the compile has no other error: only then may be said what the program would do.
pub fn is_only_one(case: &Case) -> bool {
    case.errors.len() <= 1
}

/// Says that a borrow does no harm: of the program only if this is its one error.
pub fn nothing_goes_wrong(case: &Case) -> &'static str {
    if is_only_one(case) {
        "Nothing would go wrong"
    } else {
        "This borrow would be fine"
    }
}

/// The errors of this file about moves and borrows.
pub fn of_ownership<'a>(
    case: &Case<'a>,
) -> impl Iterator<Item = (&'a Diagnostic, Range<usize>)> + use<'a> {
    let is_it = |code: &str| {
        matches!(
            code,
            "E0382" | "E0499" | "E0502" | "E0503" | "E0505" | "E0506" | "E0507" | "E0509"
        )
    };
    let all = in_file(case).into_iter();
    all.filter(move |(error, _)| error.code.as_deref().is_some_and(is_it))
}

/// The errors that are about a place in these bytes.
pub fn within<'a>(
    case: &Case<'a>,
    bytes: &Range<usize>,
) -> impl Iterator<Item = (&'a Diagnostic, Range<usize>)> + use<'a> {
    let (start, end) = (bytes.start, bytes.end);
    let all = in_file(case).into_iter();
    all.filter(move |(_, at)| start <= at.start && at.end <= end)
}

/// The first error about types that has a label at exactly this place, and that label.
pub fn mismatch_at<'a>(case: &Case<'a>, bytes: &Range<usize>) -> Option<(&'a Diagnostic, &'a str)> {
    let is_there = |span: &&Span| span.bytes_in(case.source).as_ref() == Some(bytes);
    in_file(case).into_iter().find_map(|(error, _)| {
        let is_of_types = matches!(error.code.as_deref(), Some("E0308" | "E0277"));
        let span = error.spans.iter().find(is_there).filter(|_| is_of_types)?;
        Some((error, span.label.as_deref().unwrap_or_default()))
    })
}

/// The values and functions that rustc doesn't know in a node: each name once, with its first place.
pub fn unknown_values<'a>(case: &Case<'a>, node: NodeId) -> Vec<(&'a str, Range<usize>)> {
    let mut found: Vec<(&str, Range<usize>)> = Vec::new();
    for (error, bytes) in within(case, &case.tree.bytes(node)) {
        let shapes = [
            "cannot find value _ in this scope",
            "cannot find function _ in this scope",
        ];
        let mut shapes = shapes.iter();
        let is_value = shapes.any(|shape| labels::has_shape(&error.message, shape));
        let name = case.text(&bytes);
        if is_value && !found.iter().any(|(known, _)| *known == name) {
            found.push((name, bytes));
        }
    }
    found
}
