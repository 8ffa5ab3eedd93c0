//! `verify --report classroom50=FILE`: the `result.json` of Classroom 50, schema
//! `classroom50/result/v1`, which allows no other keys at its top level.

use serde_json::{Value, json};

use crate::model::verify_report::{ExerciseEntry, VerifyReport};
use crate::view::report::{message_and_details, pretty, why_not_run};

/// What the environment says about the submission; see [`VARIABLES`].
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Submission {
    /// The values of [`VARIABLES`], in their order.
    pub values: Vec<String>,
    /// The commit's time in RFC 3339 with `Z`.
    pub datetime: String,
    /// The time of grading, in RFC 3339 with `Z`.
    pub graded_at: String,
    /// Who pushed it: the user's name and number.
    pub submitted_by: Option<(String, u64)>,
}

/// Each key of the document with the environment variables that may set it; the first that is
/// set counts.
pub const VARIABLES: [(&str, &[&str]); 8] = [
    ("classroom", &["CLASSROOM"]),
    ("assignment", &["ASSIGNMENT"]),
    ("assignment_type", &["ASSIGNMENT_TYPE"]),
    ("owner", &["OWNER", "USERNAME"]),
    ("submission", &["SUBMISSION_TAG"]),
    ("commit", &["COMMIT_URL"]),
    ("release", &["RELEASE_URL"]),
    ("review", &["REVIEW_URL"]),
];

/// What is wrong with a value, to follow its name.
pub fn problem(key: &str, value: &str) -> Option<&'static str> {
    match key {
        "assignment_type" if !matches!(value, "individual" | "group") => {
            Some("must be individual or group")
        }
        "submission" if !value.starts_with("submit/") => Some("must begin with submit/"),
        _ => None,
    }
}

/// Writes the whole report.
pub fn document(report: &VerifyReport, submission: &Submission) -> String {
    let left_out = report.not_run.iter().map(|left_out| {
        json!({"test-name": left_out.name, "passed": false, "score": 0, "max-score": left_out.points,
            "output": why_not_run(left_out)})
    });
    let tests: Vec<Value> = report.exercises.iter().map(test).chain(left_out).collect();
    let mut document = json!({
        "schema": "classroom50/result/v1",
        "datetime": submission.datetime,
        "graded_at": submission.graded_at,
        "score": report.score,
        "max-score": report.points,
        "tests": tests,
    });
    for ((key, _), value) in VARIABLES.iter().zip(&submission.values) {
        document[*key] = json!(value);
    }
    if let Some((username, id)) = &submission.submitted_by {
        document["submitted_by"] = json!({"username": username, "id": id});
    }
    pretty(&document)
}

fn test(entry: &ExerciseEntry) -> Value {
    json!({
        "test-name": entry.name,
        "passed": entry.passed(),
        "score": entry.score,
        "max-score": entry.points,
        "output": message_and_details(entry),
        "flaky": entry.flaky,
        "open_tests": entry.open_tests.is_some(),
    })
}
