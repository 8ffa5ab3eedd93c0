//! `dev check --format json`, as docs/json.md describes it.

use serde::Serialize;

use crate::model::review::{CoursePlace, Finding, FindingKind};
use crate::view::review::count_errors;
use crate::view::text::safe;

const SCHEMA: &str = "rustlings-like/dev-check/v1";

/// The result of a review.
pub struct ReviewSummary<'a> {
    /// Errors and advice.
    pub findings: &'a [Finding],
    /// How many starters were checked.
    pub starters: usize,
    /// How many solutions were checked.
    pub solutions: usize,
    /// How many exercises were not checked, since their crates could not be built.
    pub unchecked: usize,
    /// Why the crates could not be built.
    pub crates_failure: Option<&'a str>,
}

#[derive(Serialize)]
struct ReviewDocument<'a> {
    schema: &'static str,
    errors: usize,
    advice: usize,
    starters: usize,
    solutions: usize,
    unchecked: usize,
    crates_failure: Option<String>,
    findings: Vec<FindingEntry<'a>>,
}

#[derive(Serialize)]
struct FindingEntry<'a> {
    kind: &'static str,
    file: &'a str,
    line: usize,
    message: String,
    count: usize,
    further: Vec<FindingPlace<'a>>,
}

#[derive(Serialize)]
struct FindingPlace<'a> {
    file: &'a str,
    line: usize,
}

/// The review as indented JSON that ends with a line break.
pub fn document(review: &ReviewSummary) -> String {
    let errors = count_errors(review.findings);
    let document = ReviewDocument {
        schema: SCHEMA,
        errors,
        advice: review.findings.len() - errors,
        starters: review.starters,
        solutions: review.solutions,
        unchecked: review.unchecked,
        crates_failure: review.crates_failure.map(|why| safe(why, false)),
        findings: review.findings.iter().map(entry).collect(),
    };
    // Text and numbers always serialise.
    serde_json::to_string_pretty(&document).unwrap_or_default() + "\n"
}

fn entry(finding: &Finding) -> FindingEntry<'_> {
    FindingEntry {
        kind: match finding.kind {
            FindingKind::Error => "error",
            FindingKind::Advice => "advice",
        },
        file: &finding.file,
        line: finding.line,
        message: safe(&finding.message, false),
        count: finding.count(),
        further: finding.further.iter().map(place).collect(),
    }
}

fn place((file, line): &CoursePlace) -> FindingPlace<'_> {
    FindingPlace { file, line: *line }
}
