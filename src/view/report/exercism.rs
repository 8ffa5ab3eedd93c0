//! `verify --report exercism=FILE`: the `results.json` of Exercism's test runners, version 3.

use serde_json::{Value, json};

use crate::model::verify_report::{ExerciseEntry, TestEntry, VerifyReport};
use crate::view::report::{message_and_details, pretty, why_not_run};

/// The longest `output` of a test that Exercism accepts, in characters.
const MAX_OUTPUT: usize = 500;

/// The longest `message` that Exercism accepts, in characters.
const MAX_MESSAGE: usize = 65_535;

/// The document. Exercism checks one exercise at a time; where there are several, each test's
/// name begins with its exercise's.
pub fn document(report: &VerifyReport) -> String {
    let several = report.exercises.len() + report.not_run.len() > 1;
    let mut tests: Vec<Value> = report
        .exercises
        .iter()
        .flat_map(|entry| tests(entry, several))
        .collect();
    tests.extend(report.not_run.iter().map(|left_out| {
        json!({"name": left_out.name, "status": "error", "message": why_not_run(left_out)})
    }));
    let broken: Vec<String> = report
        .exercises
        .iter()
        .filter(|entry| entry.never_ran())
        .map(message_and_details)
        .collect();
    let mut document = json!({"version": 3, "tests": tests});
    document["status"] = json!(if !broken.is_empty() {
        document["message"] = json!(cut(&broken.join("\n\n"), MAX_MESSAGE));
        "error"
    } else if report.failed > 0 || !report.not_run.is_empty() {
        "fail"
    } else {
        "pass"
    });
    pretty(&document)
}

/// One entry for each test that ran, and one more for what went wrong outside them.
fn tests(entry: &ExerciseEntry, several: bool) -> Vec<Value> {
    let prefix = if several {
        format!("{}: ", entry.name)
    } else {
        String::new()
    };
    let ran = entry.tests.iter().filter(|test| !test.ignored);
    let mut tests: Vec<Value> = ran.map(|test| one_test(test, &prefix)).collect();
    let all_passed = entry.tests.iter().all(|test| test.passed || test.ignored);
    let wrong_outside = !entry.passed() && all_passed;
    if !entry.never_ran() && (tests.is_empty() || wrong_outside) {
        tests.push(exercise_as_test(entry));
    }
    tests
}

fn one_test(test: &TestEntry, prefix: &str) -> Value {
    let name = format!("{prefix}{}", test.name);
    let mut value = json!({"name": name, "status": if test.passed { "pass" } else { "fail" }});
    let output = test.output.trim();
    if !test.passed {
        value["message"] = json!(cut(output, MAX_MESSAGE));
    } else if !output.is_empty() {
        value["output"] = json!(cut(output, MAX_OUTPUT));
    }
    if let Some(code) = &test.code {
        value["test_code"] = json!(code);
    }
    value
}

/// The exercise itself as a test, for its `main`, its lints, or what ended it.
fn exercise_as_test(entry: &ExerciseEntry) -> Value {
    let status = if entry.passed() { "pass" } else { "fail" };
    let mut value = json!({"name": entry.name, "status": status});
    let output = entry.output.as_ref().unwrap_or(&entry.stdout);
    match (entry.passed(), output.trim()) {
        (false, _) => value["message"] = json!(cut(&message_and_details(entry), MAX_MESSAGE)),
        (true, "") => {}
        (true, output) => value["output"] = json!(cut(output, MAX_OUTPUT)),
    }
    value
}

/// Cuts text to `most` characters, and says at the end that it did.
fn cut(text: &str, most: usize) -> String {
    const SIGN: &str = "\n[cut off here]";
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let kept = text.chars().take(most - SIGN.len());
    kept.chain(SIGN.chars()).collect()
}
