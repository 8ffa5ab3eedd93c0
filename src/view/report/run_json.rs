//! `run --format json`, as docs/json.md describes it: the entries of `verify --format json` without
//! its totals.

use serde::Serialize;

use crate::model::verify_report::Entry;

const SCHEMA: &str = "rustlings-like/run/v1";

#[derive(Serialize)]
struct Document<'a> {
    schema: &'static str,
    course: Option<&'a str>,
    passed: usize,
    failed: usize,
    exercises: &'a [Entry],
}

/// The report as indented JSON that ends with a line break.
pub fn document(course: Option<&str>, entries: &[Entry]) -> String {
    let passed = entries.iter().filter(|entry| entry.passed()).count();
    let document = Document {
        schema: SCHEMA,
        course,
        passed,
        failed: entries.len() - passed,
        exercises: entries,
    };
    // Text and numbers always serialise.
    serde_json::to_string_pretty(&document).unwrap_or_default() + "\n"
}
