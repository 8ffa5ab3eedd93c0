//! Reports of `verify`, for people and for programs. What each of them holds is described in
//! docs/verify-formats.md.

pub mod classroom50;
pub mod entry;
pub mod exercism;
pub mod explained;
pub mod github;
pub mod gradescope;
pub mod human;
pub mod json;
pub mod junit;
pub mod run_json;
pub mod sarif;

use serde_json::Value;

use crate::model::verify_report::{Entry, NotRun, WhyNotRun};

/// A document as indented JSON with a line break at its end.
fn pretty(document: &Value) -> String {
    format!("{document:#}\n")
}

/// The message and the details of an entry, as one text.
fn whole_text(entry: &Entry) -> String {
    let details = human::details(entry);
    if details.is_empty() {
        entry.message.clone()
    } else {
        format!("{}\n\n{details}", entry.message)
    }
}

/// Why an exercise was not run.
fn why_not_run(left_out: &NotRun) -> &'static str {
    match left_out.why {
        WhyNotRun::FirstFailure => "not run after the first failure",
        WhyNotRun::NeedsNetwork => "not run: it needs the network, which the sandbox refuses",
    }
}

/// How often it was tried, for an exercise that is flaky.
fn flaky_words(entry: &Entry) -> String {
    let first = entry.earlier.first().map_or("", |e| e.message.as_str());
    format!(
        "flaky: passed at try {}; before: {first}",
        entry.earlier.len() + 1
    )
}
