//! `run --format json`, as docs/json.md describes it: the entries of `verify --format json` without
//! its totals.

use serde::Serialize;

use crate::model::verify_report::ExerciseEntry;

const SCHEMA: &str = "rustlings-like/run/v1";

#[derive(Serialize)]
struct RunDocument<'a> {
    schema: &'static str,
    course: Option<&'a str>,
    passed: usize,
    failed: usize,
    exercises: &'a [ExerciseEntry],
}

/// The report as indented JSON that ends with a line break.
pub fn document(course: Option<&str>, entries: &[ExerciseEntry]) -> String {
    let passed = entries.iter().filter(|entry| entry.passed()).count();
    let document = RunDocument {
        schema: SCHEMA,
        course,
        passed,
        failed: entries.len() - passed,
        exercises: entries,
    };
    // Text and numbers always serialise.
    serde_json::to_string_pretty(&document).unwrap_or_default() + "\n"
}
