//! What rustc's helps propose, read from their edits.

use crate::lens::case::Case;
use crate::lens::labels;
use crate::lens::repair::edits_of;
use crate::model::diagnostic::Child;
use crate::rust::edit::{self, TextEdit};

/// The first note or help with these words.
pub fn with<'a>(case: &Case<'a>, words: &str) -> Option<&'a Child> {
    let mut children = case.diagnostic.children.iter();
    children.find(|child| child.message.contains(words))
}

/// What a help makes of the place that the error is about. `None` if it changes another place.
pub fn instead(case: &Case, help: &Child) -> Option<String> {
    place_with(case, &edits_of(help, case.source))
}

/// The text of the place that the error is about, with these changes. `None` if they change another
/// place.
pub fn place_with(case: &Case, edits: &[TextEdit]) -> Option<String> {
    let place = &case.primary.bytes;
    let shifted = edits.iter().map(|edit| {
        let bytes = &edit.bytes;
        let is_here = place.start <= bytes.start && bytes.end <= place.end;
        is_here.then(|| TextEdit {
            bytes: bytes.start - place.start..bytes.end - place.start,
            text: edit.text.clone(),
        })
    });
    let shifted: Vec<TextEdit> = shifted.collect::<Option<_>>()?;
    let changed = edit::apply(case.text(place), &shifted)?;
    (!shifted.is_empty()).then_some(changed)
}

/// The paths that rustc would import.
pub fn imports<'a>(case: &Case<'a>) -> Vec<&'a str> {
    let Some(help) = with(case, "consider importing") else {
        return Vec::new();
    };
    let proposed = help.spans.iter();
    let proposed = proposed.filter_map(|span| span.suggested_replacement.as_deref());
    let paths = proposed.filter_map(|text| {
        let path = text.trim_start().strip_prefix("use ")?;
        path.split(';').next()
    });
    paths.collect()
}

/// The names in backticks of a help's message.
pub fn names(help: &Child) -> Vec<&str> {
    labels::names(&help.message)
}
