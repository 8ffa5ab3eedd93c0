//! The reports of `verify`, for people and for programs. docs/verify-formats.md describes them.

pub mod classroom50;
pub mod entry;
pub mod exercism;
pub mod explained;
pub mod github;
pub mod gradescope;
pub mod human;
pub mod json;
pub mod junit;
pub mod many;
pub mod run_json;
pub mod sarif;

use serde_json::Value;

use crate::model::verify_report::{ExerciseEntry, NotRun, WhyNotRun};

/// Indented JSON that ends with a line break.
fn pretty(document: &Value) -> String {
    format!("{document:#}\n")
}

/// An entry's message, then its details.
fn message_and_details(entry: &ExerciseEntry) -> String {
    let details = human::details(entry);
    if details.is_empty() {
        entry.message.clone()
    } else {
        format!("{}\n\n{details}", entry.message)
    }
}

/// Says why an exercise was not run.
fn why_not_run(left_out: &NotRun) -> &'static str {
    match left_out.why {
        WhyNotRun::FirstFailure => "not run: we stopped at the first failure",
        WhyNotRun::NeedsNetwork => "not run: it needs the network, which the sandbox blocks",
    }
}

/// Says how often a flaky exercise was tried, and how it failed at first.
fn describe_flakiness(entry: &ExerciseEntry) -> String {
    let first = entry.earlier.first().map_or("", |e| e.message.as_str());
    format!(
        "flaky: passed on try {}; at first: {first}",
        entry.earlier.len() + 1
    )
}
