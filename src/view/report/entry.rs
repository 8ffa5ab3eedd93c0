//! One check as an entry of a report: words for people beside words for programs, and no
//! text that could do harm where it is shown.

use crate::model::check_report::{CheckReport, ProgramOutput};
use crate::model::course::Exercise;
use crate::model::diagnostic::{Diagnostic, Span};
use crate::model::libtest::{TestOutcome, TestResult};
use crate::model::open_tests::OpenPlaces;
use crate::model::verify_report::{
    Attempt, DiagnosticEntry, Entry, NotRun, Place, SpanEntry, TestEntry, WhyNotRun,
};
use crate::rust::{Edition, Outline, Source, function_text};
use crate::view::text::{safe, shorten_middle};
use crate::view::verdict;
use crate::view::{aligned, diagnostics};

/// How much of a text that a program printed goes into a report, in bytes.
const KEPT: usize = 16 * 1024;

/// How many tests of an exercise have their code in a report.
const MOST_CODE: usize = 500;

/// All that is known of one checked exercise.
pub struct Facts<'a> {
    /// The exercise.
    pub exercise: &'a Exercise,
    /// Its place in the course, from 1.
    pub position: usize,
    /// The check that counts.
    pub report: &'a CheckReport,
    /// Those before it, which failed.
    pub earlier: &'a [CheckReport],
    /// Its source, if it could be read.
    pub source: &'a str,
    /// What was earned.
    pub score: u32,
}

/// The entry.
pub fn entry(facts: &Facts) -> Entry {
    let Facts {
        exercise, report, ..
    } = facts;
    let main = report.main_output.as_ref();
    let stderr = main.map_or("", |output| &output.stderr);
    Entry {
        position: facts.position,
        chapter: exercise.chapter().to_owned(),
        title: exercise.title.clone(),
        score: facts.score,
        points: exercise.points,
        flaky: report.passed() && !facts.earlier.is_empty(),
        earlier: facts.earlier.iter().map(attempt).collect(),
        tests: tests(report, facts.source),
        stdout: kept(main.map_or("", |output| &output.stdout)),
        stderr: kept(&[stderr, &report.test_stderr].concat()),
        output: main.and_then(|output| in_order(output, &report.test_stderr)),
        ..checked(report)
    }
}

/// All that was written, the test program's words last; `None` if it is not on both streams.
fn in_order(main: &ProgramOutput, test_stderr: &str) -> Option<String> {
    let is_on_both = main.in_order.is_some() || !main.stdout.is_empty() && !test_stderr.is_empty();
    is_on_both.then(|| kept(&[main.whole(), test_stderr].concat()))
}

/// What the check alone tells.
pub fn checked(report: &CheckReport) -> Entry {
    Entry {
        name: report.name.clone(),
        path: report.path.clone(),
        verdict: report.verdict(),
        reason: report.reason.kind().to_owned(),
        message: message(report),
        diagnostics: report.diagnostics.iter().map(diagnostic).collect(),
        tests: tests(report, ""),
        duration_ms: report.duration_ms,
        cached: report.cached,
        position: 0,
        chapter: String::new(),
        title: None,
        score: 0,
        points: 0,
        place: report
            .first_place()
            .map(|(line, column)| Place { line, column }),
        flaky: false,
        earlier: Vec::new(),
        stdout: String::new(),
        stderr: String::new(),
        output: None,
        wasm: report.wasm,
        database: report.database,
        without_clippy: report.note_without_clippy().map(|note| kept(&note)),
        open_tests: report.open_tests.clone().map(safe_places),
    }
}

/// An exercise that was left out.
pub fn not_run(exercise: &Exercise, position: usize, path: String, why: WhyNotRun) -> NotRun {
    NotRun {
        why,
        name: exercise.name.clone(),
        path,
        position,
        chapter: exercise.chapter().to_owned(),
        points: exercise.points,
    }
}

fn message(report: &CheckReport) -> String {
    let headline = verdict::headline(report);
    let words = report.open_tests.as_ref().filter(|_| report.passed());
    let words = words.map_or_else(String::new, |places| format!(" ({})", open_words(places)));
    kept(&format!("{headline}{words}"))
}

/// What a pass says about tests that the learner may have written.
fn open_words(places: &OpenPlaces) -> &'static str {
    match places {
        OpenPlaces::Manifest => "the learner's tests",
        OpenPlaces::Starter { .. } => "tests partly the learner's",
    }
}

fn safe_places(places: OpenPlaces) -> OpenPlaces {
    match places {
        OpenPlaces::Manifest => places,
        OpenPlaces::Starter { places } => OpenPlaces::Starter {
            places: places.iter().map(|place| safe(place, false)).collect(),
        },
    }
}

fn kept(text: &str) -> String {
    // A thread's number differs from run to run.
    let lines: Vec<String> = text
        .split('\n')
        .map(diagnostics::without_thread_number)
        .collect();
    shorten_middle(&safe(&lines.join("\n"), false), KEPT)
}

fn attempt(report: &CheckReport) -> Attempt {
    Attempt {
        reason: report.reason.kind().to_owned(),
        message: message(report),
        duration_ms: report.duration_ms,
    }
}

fn diagnostic(diagnostic: &Diagnostic) -> DiagnosticEntry {
    let primary = diagnostic.primary_span();
    DiagnosticEntry {
        code: diagnostic.code.clone(),
        level: diagnostic.level.word().to_owned(),
        message: kept(&diagnostic.message),
        line: primary.map(|s| s.line_start),
        column: primary.map(|s| s.column_start),
        spans: diagnostic.spans.iter().map(span).collect(),
        rendered: kept(&aligned::make_room(&diagnostic.rendered)),
    }
}

fn span(span: &Span) -> SpanEntry {
    SpanEntry {
        file: span.file_name.clone(),
        line: span.line_start,
        column: span.column_start,
        end_line: span.line_end,
        end_column: span.column_end,
        primary: span.is_primary,
        label: span.label.as_deref().map(kept),
    }
}

/// In the order of the source; the harness runs them by their names.
fn tests(report: &CheckReport, source: &str) -> Vec<TestEntry> {
    let source = Source::new(source, Edition::E2024);
    let known = Outline::of(&source).tests;
    let place = |test: &TestResult| known.iter().position(|name| *name == test.name);
    let mut tests: Vec<&TestResult> = report.tests.iter().collect();
    tests.sort_by_cached_key(|test| place(test).unwrap_or(usize::MAX));
    let code = |index: usize, test: &TestResult| {
        let wanted = (index < MOST_CODE).then_some(test);
        let code = wanted.and_then(|t| function_text(&source, &t.name));
        code.map(|code| kept(&code))
    };
    let entry = |(index, test): (usize, &TestResult)| TestEntry {
        name: safe(&test.name, false),
        passed: test.outcome == TestOutcome::Passed,
        ignored: test.outcome == TestOutcome::Ignored,
        output: kept(&test.output),
        code: code(index, test),
    };
    tests.into_iter().enumerate().map(entry).collect()
}
