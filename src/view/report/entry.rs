//! Makes the entry of a report from a check. Text from the learner's program is made harmless
//! here, once for all formats.

use crate::lens;
use crate::model::check_report::{CheckReport, ProgramOutput};
use crate::model::course::Exercise;
use crate::model::diagnostic::{Diagnostic, Level, Span};
use crate::model::exercise_tests::OpenPlaces;
use crate::model::libtest::{TestOutcome, TestResult};
use crate::model::verify_report::{
    DiagnosticEntry, ExerciseEntry, FailedAttempt, LineColumn, NotRun, SpanEntry, TestEntry,
    WhyNotRun,
};
use crate::rust::{Edition, Outline, Source, test_text};
use crate::view::text::{safe, shorten_middle};
use crate::view::verdict;
use crate::view::{aligned, diagnostics};

/// How much of a program's output goes into a report, in bytes.
const MAX_TEXT: usize = 16 * 1024;

/// How many tests of an exercise have their code in a report.
const MAX_TESTS_WITH_CODE: usize = 500;

/// A checked exercise.
pub struct CheckedExercise<'a> {
    /// The exercise.
    pub exercise: &'a Exercise,
    /// Its place in the course, from 1.
    pub position: usize,
    /// The last check, which counts.
    pub report: &'a CheckReport,
    /// The checks before it, which failed.
    pub earlier: &'a [CheckReport],
    /// Its source, if it could be read.
    pub source: &'a Source,
    /// The points earned.
    pub score: u32,
}

/// Makes the entry of a checked exercise.
pub fn entry(facts: &CheckedExercise) -> ExerciseEntry {
    let CheckedExercise {
        exercise, report, ..
    } = facts;
    let main = report.main_output.as_ref();
    let stderr = main.map_or("", |output| &output.stderr);
    ExerciseEntry {
        position: facts.position,
        chapter: exercise.chapter().to_owned(),
        title: exercise.title.clone(),
        score: facts.score,
        points: exercise.points,
        flaky: report.passed() && !facts.earlier.is_empty(),
        earlier: facts.earlier.iter().map(attempt).collect(),
        tests: tests(report, facts.source),
        stdout: clean(main.map_or("", |output| &output.stdout)),
        stderr: clean(&[stderr, &report.test_stderr].concat()),
        output: main.and_then(|output| in_order(output, &report.test_stderr)),
        ..checked(report)
    }
}

/// The output of both streams in order, the test program's last; `None` if all of it is on one
/// stream, which then says it all.
fn in_order(main: &ProgramOutput, test_stderr: &str) -> Option<String> {
    let is_on_both = main.in_order.is_some() || !main.stdout.is_empty() && !test_stderr.is_empty();
    is_on_both.then(|| clean(&[main.whole(), test_stderr].concat()))
}

/// Makes an entry from a check alone, without what the course knows about the exercise.
pub fn checked(report: &CheckReport) -> ExerciseEntry {
    ExerciseEntry {
        name: report.name.clone(),
        path: report.path.clone(),
        verdict: report.verdict(),
        reason: report.reason.kind().to_owned(),
        message: message(report),
        diagnostics: report.diagnostics.iter().map(diagnostic).collect(),
        tests: tests(report, &Source::new("", Edition::default())),
        duration_ms: report.duration_ms,
        cached: report.cached,
        position: 0,
        chapter: String::new(),
        title: None,
        score: 0,
        points: 0,
        place: first_place(report),
        flaky: false,
        earlier: Vec::new(),
        stdout: String::new(),
        stderr: String::new(),
        output: None,
        wasm: report.wasm,
        database: report.database,
        without_clippy: report.note_without_clippy().map(|note| clean(&note)),
        open_tests: report.open_tests.clone().map(safe_places),
    }
}

/// How many errors are searched for a slip. What stops the parser comes first.
const MOST_SLIPS: usize = 4;

/// Where to look first: at the slip, if the lens knows its place, or else where rustc points.
fn first_place(report: &CheckReport) -> Option<LineColumn> {
    let source = Source::new(report.source.as_str(), report.edition);
    let errors = report.at_level(Level::Error).take(MOST_SLIPS);
    let mut own = errors.filter(|error| error.is_about(&report.path));
    let slip = own.find_map(|error| lens::slip_place(error, &source));
    let slip = slip.map(|place| (place.line, place.column));
    let place = slip.or_else(|| report.first_place());
    place.map(|(line, column)| LineColumn { line, column })
}

/// Describes an exercise that was not run.
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
    let message = verdict::message(report);
    let words = report.open_tests.as_ref().filter(|_| report.passed());
    let words = words.map_or_else(String::new, |places| {
        format!(" ({})", describe_open_tests(places))
    });
    clean(&format!("{message}{words}"))
}

/// Says whose tests an exercise passed, if the learner may write some of them.
fn describe_open_tests(places: &OpenPlaces) -> &'static str {
    match places {
        OpenPlaces::Manifest => "the learner's own tests",
        OpenPlaces::Starter { .. } => "tests partly the learner's own",
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

/// Makes text safe and shortens it. Thread numbers are removed, since they differ from run to run.
fn clean(text: &str) -> String {
    let lines: Vec<String> = text
        .split('\n')
        .map(diagnostics::without_thread_number)
        .collect();
    shorten_middle(&safe(&lines.join("\n"), false), MAX_TEXT)
}

fn attempt(report: &CheckReport) -> FailedAttempt {
    FailedAttempt {
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
        message: clean(&diagnostic.message),
        line: primary.map(|s| s.line_start),
        column: primary.map(|s| s.column_start),
        spans: diagnostic.spans.iter().map(span).collect(),
        rendered: clean(&aligned::make_room(&diagnostic.rendered)),
    }
}

/// A place that a diagnostic names.
pub fn span(span: &Span) -> SpanEntry {
    SpanEntry {
        file: span.file_name.clone(),
        line: span.line_start,
        column: span.column_start,
        end_line: span.line_end,
        end_column: span.column_end,
        primary: span.is_primary,
        label: span.label.as_deref().map(clean),
    }
}

/// The tests in the order of the source; the harness sorts them by name.
fn tests(report: &CheckReport, source: &Source) -> Vec<TestEntry> {
    let known = Outline::of(source).tests;
    let place = |test: &TestResult| known.iter().position(|name| *name == test.name);
    let mut tests: Vec<&TestResult> = report.tests.iter().collect();
    tests.sort_by_cached_key(|test| place(test).unwrap_or(usize::MAX));
    let code = |index: usize, test: &TestResult| {
        let wanted = (index < MAX_TESTS_WITH_CODE).then_some(test);
        let code = wanted.and_then(|t| test_text(source, &t.name));
        code.map(|code| clean(&code))
    };
    let entry = |(index, test): (usize, &TestResult)| TestEntry {
        name: safe(&test.name, false),
        passed: test.outcome == TestOutcome::Passed,
        ignored: test.outcome == TestOutcome::Ignored,
        output: clean(&test.output),
        code: code(index, test),
    };
    tests.into_iter().enumerate().map(entry).collect()
}
