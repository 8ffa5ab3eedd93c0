//! `verify --report gradescope=FILE`: the `results.json` of Gradescope's autograder.

use serde_json::{Value, json};

use crate::model::verify_report::{ExerciseEntry, NotRun, VerifyReport};
use crate::view::report::{describe_flakiness, message_and_details, pretty, why_not_run};

/// Writes the whole report. It has no `score` of its own, which would override the sum of the
/// tests, unless there are no tests.
pub fn document(report: &VerifyReport) -> String {
    let tests = report.exercises.iter().map(|e| (e.position, test(e)));
    let left_out = report.not_run.iter().map(|n| (n.position, not_run(n)));
    let mut tests: Vec<(usize, Value)> = tests.chain(left_out).collect();
    tests.sort_by_key(|(position, _)| *position);
    let tests: Vec<Value> = tests.into_iter().map(|(_, test)| test).collect();
    let has_tests = !tests.is_empty();
    let mut document = json!({
        "execution_time": report.run.duration_ms / 1000,
        "output": format!("{} passed, {} failed", report.passed, report.failed),
        "output_format": "text",
        "visibility": "visible",
        "extra_data": {"flaky": report.flaky, "not_run": report.not_run.len()},
        "tests": tests,
    });
    if !has_tests {
        document["score"] = json!(0);
    }
    pretty(&document)
}

fn test(entry: &ExerciseEntry) -> Value {
    let output = match (entry.passed(), entry.flaky) {
        (false, _) => message_and_details(entry),
        (true, true) => describe_flakiness(entry),
        (true, false) => entry.message.clone(),
    };
    let tags = [
        ("flaky", entry.flaky),
        ("open_tests", entry.open_tests.is_some()),
    ];
    let tags = tags.iter().filter(|(_, has)| *has).map(|(tag, _)| *tag);
    let tags: Vec<&str> = tags.collect();
    json!({
        "name": entry.name,
        "name_format": "text",
        "number": entry.position.to_string(),
        "score": entry.score,
        "max_score": entry.points,
        "status": if entry.passed() { "passed" } else { "failed" },
        "output": output,
        "output_format": "text",
        "tags": tags,
        "visibility": "visible",
        "extra_data": {"reason": entry.reason, "chapter": entry.chapter},
    })
}

fn not_run(left_out: &NotRun) -> Value {
    json!({
        "name": left_out.name,
        "name_format": "text",
        "number": left_out.position.to_string(),
        "score": 0,
        "max_score": left_out.points,
        "status": "failed",
        "output": why_not_run(left_out),
        "output_format": "text",
        "visibility": "visible",
    })
}
