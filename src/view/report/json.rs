//! `verify --format json` and `ndjson`, as docs/verify-json.md describes them.

use serde::Serialize;

use crate::model::many_report::{LearnerEntry, LearnerOutcome, ManyFacts, ManyReport};
use crate::model::verify_report::{ExerciseEntry, NotRun, RunFacts, VerifyReport};

/// The schema of a line of `ndjson`.
const LINE_SCHEMA: &str = "rustlings-like/verify-line/v1";

#[derive(Serialize)]
struct NdjsonLine<'a, T: Serialize> {
    schema: &'static str,
    #[serde(rename = "type")]
    kind: &'static str,
    /// Whose it is, if there are many learners.
    #[serde(skip_serializing_if = "Option::is_none")]
    learner: Option<&'a str>,
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

/// A learner who couldn't be graded.
#[derive(Serialize)]
struct NotGraded<'a> {
    folder: &'a str,
    error: &'a str,
}

/// The totals of all learners.
#[derive(Serialize)]
struct ManyTotals<'a> {
    /// Null, since this is about all of them.
    learner: (),
    passed: usize,
    failed: usize,
    errors: usize,
    score: u64,
    points: u64,
    #[serde(flatten)]
    run: &'a ManyFacts,
}

/// A report as indented JSON that ends with a line break: a `VerifyReport` or a `ManyReport`.
pub fn document(report: &impl Serialize) -> String {
    // Text and numbers always serialise.
    let mut text = serde_json::to_string_pretty(report).unwrap_or_default();
    text.push('\n');
    text
}

/// The `ndjson` line of an exercise, with its line break. `learner` is given if there are many.
pub fn exercise_line(learner: Option<&str>, entry: &ExerciseEntry) -> String {
    line("exercise", learner, entry)
}

/// The last line of `ndjson`: the totals.
pub fn end_line(report: &VerifyReport) -> String {
    totals_line(None, report)
}

/// All lines of `ndjson`.
pub fn lines(report: &VerifyReport) -> String {
    let exercises = report.exercises.iter();
    let exercises = exercises.map(|entry| exercise_line(None, entry));
    exercises.chain([end_line(report)]).collect()
}

/// The line that ends one of many learners.
pub fn learner_end_line(learner: &LearnerEntry) -> String {
    let name = Some(learner.name.as_str());
    match &learner.outcome {
        LearnerOutcome::Report(report) => totals_line(name, report),
        LearnerOutcome::Error(error) => {
            let folder = &learner.folder;
            line("error", name, NotGraded { folder, error })
        }
    }
}

/// The last line of `ndjson` about many learners: the totals of all.
pub fn many_end_line(report: &ManyReport) -> String {
    let totals = ManyTotals {
        learner: (),
        passed: report.passed,
        failed: report.failed,
        errors: report.errors,
        score: report.score,
        points: report.points,
        run: &report.run,
    };
    line("all", None, totals)
}

fn totals_line(learner: Option<&str>, report: &VerifyReport) -> String {
    let totals = Totals {
        passed: report.passed,
        failed: report.failed,
        flaky: report.flaky,
        score: report.score,
        points: report.points,
        run: &report.run,
        not_run: &report.not_run,
    };
    line("end", learner, totals)
}

fn line(kind: &'static str, learner: Option<&str>, content: impl Serialize) -> String {
    let line = NdjsonLine {
        schema: LINE_SCHEMA,
        kind,
        learner,
        content,
    };
    let mut text = serde_json::to_string(&line).unwrap_or_default();
    text.push('\n');
    text
}
