//! `verify --report exercism=FILE`: the `results.json` of Exercism's test runners, version 3.

use serde_json::{Value, json};

use crate::model::verify_report::{Entry, TestEntry, VerifyReport};
use crate::view::report::{pretty, whole_text, why_not_run};

/// What a test's `output` may hold, in characters.
const MOST_OUTPUT: usize = 500;

/// What a `message` may hold, in characters.
const MOST_MESSAGE: usize = 65_535;

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
        .map(whole_text)
        .collect();
    let mut document = json!({"version": 3, "tests": tests});
    document["status"] = json!(if !broken.is_empty() {
        document["message"] = json!(cut(&broken.join("\n\n"), MOST_MESSAGE));
        "error"
    } else if report.failed > 0 || !report.not_run.is_empty() {
        "fail"
    } else {
        "pass"
    });
    pretty(&document)
}

/// A test for each that ran. What went wrong outside of them is one more.
fn tests(entry: &Entry, several: bool) -> Vec<Value> {
    let prefix = if several {
        format!("{}: ", entry.name)
    } else {
        String::new()
    };
    let ran = entry.tests.iter().filter(|test| !test.ignored);
    let mut tests: Vec<Value> = ran.map(|test| one(test, &prefix)).collect();
    let all_passed = entry.tests.iter().all(|test| test.passed || test.ignored);
    let wrong_outside = !entry.passed() && all_passed;
    if !entry.never_ran() && (tests.is_empty() || wrong_outside) {
        tests.push(whole(entry));
    }
    tests
}

fn one(test: &TestEntry, prefix: &str) -> Value {
    let name = format!("{prefix}{}", test.name);
    let mut value = json!({"name": name, "status": if test.passed { "pass" } else { "fail" }});
    let output = test.output.trim();
    if !test.passed {
        value["message"] = json!(cut(output, MOST_MESSAGE));
    } else if !output.is_empty() {
        value["output"] = json!(cut(output, MOST_OUTPUT));
    }
    if let Some(code) = &test.code {
        value["test_code"] = json!(code);
    }
    value
}

/// The exercise itself as a test: its `main`, its lints, what ended it.
fn whole(entry: &Entry) -> Value {
    let status = if entry.passed() { "pass" } else { "fail" };
    let mut value = json!({"name": entry.name, "status": status});
    let output = entry.output.as_ref().unwrap_or(&entry.stdout);
    match (entry.passed(), output.trim()) {
        (false, _) => value["message"] = json!(cut(&whole_text(entry), MOST_MESSAGE)),
        (true, "") => {}
        (true, output) => value["output"] = json!(cut(output, MOST_OUTPUT)),
    }
    value
}

/// At most so many characters, the last of which say that there were more.
fn cut(text: &str, most: usize) -> String {
    const SIGN: &str = "\n[cut off here]";
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let kept = text.chars().take(most - SIGN.len());
    kept.chain(SIGN.chars()).collect()
}
