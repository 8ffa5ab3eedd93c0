//! `verify --format json`, schema `rustlings-like/verify/v1`. Keys are only ever added.
//! Described in docs/verify-json.md.

use serde::Serialize;

use crate::model::check_report::{CheckReport, Wasm};
use crate::model::database::Database;
use crate::model::diagnostic::Diagnostic;
use crate::model::libtest::TestOutcome;
use crate::view::text::safe;
use crate::view::verdict;

const SCHEMA: &str = "rustlings-like/verify/v1";

#[derive(Serialize)]
struct Document<'a> {
    schema: &'static str,
    passed: usize,
    failed: usize,
    exercises: Vec<Entry<'a>>,
}

#[derive(Serialize)]
struct Entry<'a> {
    name: &'a str,
    path: &'a str,
    verdict: &'static str,
    reason: &'static str,
    message: String,
    diagnostics: Vec<DiagnosticEntry<'a>>,
    tests: Vec<TestEntry<'a>>,
    duration_ms: u64,
    cached: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    wasm: Option<Wasm>,
    #[serde(skip_serializing_if = "Option::is_none")]
    database: Option<Database>,
}

#[derive(Serialize)]
struct DiagnosticEntry<'a> {
    code: Option<&'a str>,
    level: &'static str,
    message: &'a str,
    line: Option<usize>,
    column: Option<usize>,
}

#[derive(Serialize)]
struct TestEntry<'a> {
    name: &'a str,
    /// False for an ignored test as well: it did not pass.
    passed: bool,
}

/// The document as indented JSON with a line break at its end.
pub fn document(reports: &[CheckReport]) -> String {
    let passed = reports.iter().filter(|r| r.passed()).count();
    let document = Document {
        schema: SCHEMA,
        passed,
        failed: reports.len() - passed,
        exercises: reports.iter().map(entry).collect(),
    };
    // Text and numbers always serialise.
    let mut text = serde_json::to_string_pretty(&document).unwrap_or_default();
    text.push('\n');
    text
}

fn entry(report: &CheckReport) -> Entry<'_> {
    let tests = report.tests.iter().map(|test| TestEntry {
        name: &test.name,
        passed: test.outcome == TestOutcome::Passed,
    });
    Entry {
        name: &report.name,
        path: &report.path,
        verdict: report.verdict().word(),
        reason: report.reason.kind(),
        message: safe(&verdict::headline(report), false),
        diagnostics: report.diagnostics.iter().map(diagnostic).collect(),
        tests: tests.collect(),
        duration_ms: report.duration_ms,
        cached: report.cached,
        wasm: report.wasm,
        database: report.database,
    }
}

fn diagnostic(diagnostic: &Diagnostic) -> DiagnosticEntry<'_> {
    let span = diagnostic.primary_span();
    DiagnosticEntry {
        code: diagnostic.code.as_deref(),
        level: diagnostic.level.word(),
        message: &diagnostic.message,
        line: span.map(|s| s.line_start),
        column: span.map(|s| s.column_start),
    }
}
