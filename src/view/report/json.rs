//! `verify --format json` and `ndjson`, as docs/verify-json.md describes them.

use serde::Serialize;

use crate::model::verify_report::{ExerciseEntry, NotRun, RunFacts, VerifyReport};

/// The schema of a line of `ndjson`.
const LINE_SCHEMA: &str = "rustlings-like/verify-line/v1";

#[derive(Serialize)]
struct NdjsonLine<T: Serialize> {
    schema: &'static str,
    #[serde(rename = "type")]
    kind: &'static str,
    #[serde(flatten)]
    content: T,
}

#[derive(Serialize)]
struct Totals<'a> {
    passed: usize,
    failed: usize,
    flaky: usize,
    score: u64,
    points: u64,
    #[serde(flatten)]
    run: &'a RunFacts,
    not_run: &'a [NotRun],
}

/// The report as indented JSON that ends with a line break.
pub fn document(report: &VerifyReport) -> String {
    // Text and numbers always serialise.
    let mut text = serde_json::to_string_pretty(report).unwrap_or_default();
    text.push('\n');
    text
}

/// The `ndjson` line of an exercise, with its line break.
pub fn exercise_line(entry: &ExerciseEntry) -> String {
    line("exercise", entry)
}

/// The last line of `ndjson`: the totals.
pub fn end_line(report: &VerifyReport) -> String {
    let totals = Totals {
        passed: report.passed,
        failed: report.failed,
        flaky: report.flaky,
        score: report.score,
        points: report.points,
        run: &report.run,
        not_run: &report.not_run,
    };
    line("end", totals)
}

/// All lines of `ndjson`.
pub fn lines(report: &VerifyReport) -> String {
    let exercises = report.exercises.iter().map(exercise_line);
    exercises.chain([end_line(report)]).collect()
}

fn line(kind: &'static str, content: impl Serialize) -> String {
    let line = NdjsonLine {
        schema: LINE_SCHEMA,
        kind,
        content,
    };
    let mut text = serde_json::to_string(&line).unwrap_or_default();
    text.push('\n');
    text
}
