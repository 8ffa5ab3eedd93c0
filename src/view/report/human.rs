//! `verify` and `run` for people: a line for each exercise, and what explains a failure.

use crate::lens::explanations::Explanations;
use crate::model::check_report::CheckReport;
use crate::model::libtest::TestOutcome;
use crate::model::origin::Origin;
use crate::model::verdict::Verdict;
use crate::model::verify_report::{ExerciseEntry, NotRun, VerifyReport, WhyNotRun};
use crate::view::report::why_not_run;
use crate::view::text::{count, pad, reveal, safe};
use crate::view::theme::Theme;

use crate::view::leading::{self, LeadingError};
use crate::view::{diagnostics, test_changes, verdict};

/// Why exercises could not be checked: each long message once and in full, since the exercises'
/// own lines have only its first line.
pub fn tool_failures(report: &VerifyReport, theme: Theme) -> Vec<String> {
    let mut told: Vec<&str> = Vec::new();
    for entry in &report.exercises {
        let is_long = entry.verdict == Verdict::Error && entry.message.contains('\n');
        if is_long && !told.contains(&entry.message.as_str()) {
            told.push(&entry.message);
        }
    }
    let lines = told.iter().flat_map(|message| {
        let message = safe(message, false);
        let mut lines = message.lines().map(str::to_owned);
        let first = lines.next().map(|first| theme.warn(&format!("! {first}")));
        let rest: Vec<String> = lines.map(|line| format!("  {line}")).collect();
        first.into_iter().chain(rest).chain([String::new()])
    });
    lines.collect()
}

/// The whole report of `verify`.
pub fn document(report: &VerifyReport, theme: Theme) -> String {
    let lines = tool_failures(report, theme).into_iter();
    let lines = lines.chain(report.exercises.iter().map(|entry| line(entry, theme)));
    let lines = lines.chain(summary(report, theme));
    lines.map(|line| line + "\n").collect()
}

/// An exercise's line: mark, name, message, and how long the check took.
pub fn line(entry: &ExerciseEntry, theme: Theme) -> String {
    let mark = match entry.verdict {
        Verdict::Pass => theme.good(theme.tick()),
        Verdict::Fail => theme.bad(theme.cross()),
        Verdict::Error => theme.warn("!"),
    };
    let time = if entry.cached {
        "cached".to_owned()
    } else {
        format!("{} ms", entry.duration_ms)
    };
    let flaky = if entry.flaky {
        format!(" (flaky: try {})", entry.earlier.len() + 1)
    } else {
        String::new()
    };
    let message = on_one_line(&entry.message);
    format!(
        "{mark} {} {message}{flaky}  {}",
        pad(&safe(&entry.name, false), 24),
        theme.faint(&time)
    )
}

/// A shorter line, for a list on a screen.
pub fn short_line(report: &CheckReport, theme: Theme) -> String {
    let mark = if report.passed() {
        theme.good(theme.tick())
    } else {
        theme.bad(theme.cross())
    };
    let message = on_one_line(&verdict::short_message(report));
    format!("{mark} {} {message}", pad(&reveal(&report.name), 24))
}

/// Keeps only the first line; the others are shown elsewhere or are too much here.
fn on_one_line(message: &str) -> String {
    let first = message.lines().next().unwrap_or_default();
    safe(first, false).trim_end().to_owned()
}

/// The closing lines: where to find the exercises that failed, then totals.
pub fn summary(report: &VerifyReport, theme: Theme) -> Vec<String> {
    let mut lines = vec![String::new()];
    for entry in report.exercises.iter().filter(|e| !e.passed()) {
        let path = safe(&place(entry), false);
        lines.push(format!("{} {path}", theme.bad(theme.cross())));
    }
    let words = totals(report);
    lines.push(
        match report.failed + report.not_run.len() {
            0 => theme.good(&words),
            _ => theme.bad(&words),
        } + &format!(" of {}", count(report.exercises.len(), "exercise")),
    );
    let (for_network, rest): (Vec<&NotRun>, Vec<&NotRun>) = report
        .not_run
        .iter()
        .partition(|left_out| left_out.why == WhyNotRun::NeedsNetwork);
    if !rest.is_empty() {
        let left = count(rest.len(), "exercise");
        lines.push(format!("{left} not run: we stopped at the first failure"));
    }
    for left_out in for_network {
        let name = safe(&left_out.name, false);
        lines.push(format!("{name} {}", why_not_run(left_out)));
    }
    if has_points(report) {
        lines.push(format!("{} of {}", report.score, points(report.points)));
    }
    lines.extend(grading(report, theme));
    lines
}

/// Which tests were used if `--pristine` asked for the original ones, and what is missing.
fn grading(report: &VerifyReport, theme: Theme) -> Vec<String> {
    let mut lines = Vec::new();
    if let (true, Some(origin)) = (report.run.pristine, &report.run.originals) {
        let words = format!("graded with the original tests of {origin}");
        lines.push(match origin {
            Origin::OwnCopies => theme.warn(&format!("graded with {origin}")),
            _ => safe(&words, false),
        });
    }
    let passed = report.exercises.iter().filter(|entry| entry.passed());
    let open = passed.filter(|entry| entry.open_tests.is_some()).count();
    if open > 0 {
        let exercises = count(open, "exercise");
        lines.push(format!(
            "{exercises} passed with tests that are partly the learner's own"
        ));
    }
    if !report.run.missing.is_empty() {
        let names = safe(&report.run.missing.join(", "), false);
        let words = format!("missing from info.toml, but in the original course: {names}");
        lines.push(theme.warn(&words));
    }
    lines
}

fn totals(report: &VerifyReport) -> String {
    let flaky = match report.flaky {
        0 => String::new(),
        flaky => format!(" ({flaky} flaky)"),
    };
    let unknown = report.exercises.iter();
    let unknown = unknown.filter(|entry| entry.verdict == Verdict::Error);
    let unknown = match unknown.count() {
        0 => String::new(),
        unknown => format!(" ({unknown} could not be checked)"),
    };
    let (passed, failed) = (report.passed, report.failed);
    format!("{passed} passed{flaky}, {failed} failed{unknown}")
}

/// Whether some exercise is worth other than one point, so that points are worth showing.
pub fn has_points(report: &VerifyReport) -> bool {
    report.exercises.iter().any(|e| e.points != 1) || report.not_run.iter().any(|n| n.points != 1)
}

fn points(number: u64) -> String {
    count(usize::try_from(number).unwrap_or(usize::MAX), "point")
}

/// The exercise's path, with the line and column of its first problem.
pub fn place(entry: &ExerciseEntry) -> String {
    match entry.place {
        Some(place) => format!("{}:{}:{}", entry.path, place.line, place.column),
        None => entry.path.clone(),
    }
}

/// What a report shows below the message: diagnostics, failed tests and the program's output.
/// Empty if there is none of these.
pub fn details(entry: &ExerciseEntry) -> String {
    let diagnostics = entry
        .diagnostics
        .iter()
        .map(|d| d.rendered.trim().to_owned());
    let failed = entry.tests.iter().filter(|t| !t.passed && !t.ignored);
    let failed = failed.map(|t| section(&format!("test {}", t.name), &t.output));
    let outputs = match &entry.output {
        Some(output) => vec![("output", output)],
        None => vec![
            ("standard output", &entry.stdout),
            ("standard error", &entry.stderr),
        ],
    };
    let outputs = outputs.into_iter().map(|(name, text)| match text.trim() {
        "" => String::new(),
        text => section(name, text),
    });
    let parts = diagnostics.chain(failed).chain(outputs);
    let parts: Vec<String> = parts.filter(|part| !part.is_empty()).collect();
    safe(&parts.join("\n\n"), false)
}

fn section(name: &str, text: &str) -> String {
    format!("---- {name} ----\n{}", text.trim_end())
}

/// One check in full, for `run`. The lens's picture of an error stands above rustc's own message.
pub fn full(
    report: &CheckReport,
    explanations: &Explanations,
    width: usize,
    theme: Theme,
) -> Vec<String> {
    let leading = leading::find(report, explanations);
    let leading = leading.as_ref();
    let message = match leading {
        Some(leading) => verdict::message_about(report, Some(leading.error)),
        None => verdict::message(report),
    };
    let (name, message) = (reveal(&report.name), safe(&message, false));
    let mut lines = vec![match report.verdict() {
        Verdict::Pass => theme.good(&format!("{} {name}: {message}", theme.tick())),
        _ => theme.bad(&format!("{} {name}: {message}", theme.cross())),
    }];
    let place = leading::place(report, leading);
    let place = place.map_or_else(String::new, |(line, column)| format!(":{line}:{column}"));
    lines.push(format!("  {}{place}", reveal(&report.path)));
    let has_details = !report.diagnostics.is_empty()
        || report.main_output.is_some()
        || report.count_tests(TestOutcome::Failed) > 0
        || report.tests.iter().any(|test| !test.output.is_empty())
        || !report.test_stderr.is_empty();
    let changes = test_changes::lines(report, theme);
    if !changes.is_empty() {
        lines.push(String::new());
        lines.extend(changes);
        let command = format!(
            "`rustlings-like reset --tests {}` restores the original tests and keeps your code.",
            report.name
        );
        lines.push(command);
    }
    let lens = lens_and_heading(leading, width, theme);
    if !lens.is_empty() {
        lines.push(String::new());
        lines.extend(lens);
    }
    if has_details {
        lines.push(String::new());
        lines.extend(diagnostics::everything(report, theme));
    }
    lines
}

/// `1 of 2 exercises passed` on a line of its own; nothing for a single exercise, whose verdict
/// has just been shown.
pub fn count_passes(verdicts: &[Verdict], theme: Theme) -> String {
    if verdicts.len() < 2 {
        return String::new();
    }
    let passed = verdicts.iter().filter(|v| **v == Verdict::Pass).count();
    let words = format!("{passed} of {} passed", count(verdicts.len(), "exercise"));
    let words = if passed == verdicts.len() {
        theme.good(&words)
    } else {
        theme.bad(&words)
    };
    format!("\n{words}\n")
}

/// The lens, then the heading for what follows it; nothing without a lens.
fn lens_and_heading(leading: Option<&LeadingError>, width: usize, theme: Theme) -> Vec<String> {
    let Some(leading) = leading else {
        return Vec::new();
    };
    let mut lines = leading::in_full(leading, width, theme);
    lines.push(String::new());
    lines.push(theme.strong("What the compiler says"));
    lines
}

/// The full output of a check without its headline: changed tests, the lens, diagnostics, tests
/// and the program's output.
pub fn everything(
    report: &CheckReport,
    explanations: &Explanations,
    width: usize,
    theme: Theme,
) -> Vec<String> {
    let mut lines = test_changes::lines(report, theme);
    if !lines.is_empty() {
        lines.push(String::new());
    }
    let leading = leading::find(report, explanations);
    lines.extend(lens_and_heading(leading.as_ref(), width, theme));
    if lines.last().is_some_and(|line| !line.is_empty()) {
        lines.push(String::new());
    }
    lines.extend(diagnostics::everything(report, theme));
    lines
}
