//! `verify` for people: a line an exercise, and what to look at where one failed.

use crate::model::check_report::CheckReport;
use crate::model::libtest::TestOutcome;
use crate::model::originals::Origin;
use crate::model::verdict::Verdict;
use crate::model::verify_report::{Entry, NotRun, VerifyReport, WhyNotRun};
use crate::view::report::why_not_run;
use crate::view::text::{count, pad, reveal, safe};
use crate::view::theme::Theme;
use crate::view::verdict::{headline, short_headline};
use crate::view::{diagnostics, lens, test_changes};

/// What several exercises could not be checked for, each message once and whole; the lines
/// of the exercises have the first line of it only.
pub fn failures(report: &VerifyReport, theme: Theme) -> Vec<String> {
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

/// The whole report.
pub fn document(report: &VerifyReport, theme: Theme) -> String {
    let lines = failures(report, theme).into_iter();
    let lines = lines.chain(report.exercises.iter().map(|entry| line(entry, theme)));
    let lines = lines.chain(summary(report, theme));
    lines.map(|line| line + "\n").collect()
}

/// One line: mark, name, how it came out, how long it took.
pub fn line(entry: &Entry, theme: Theme) -> String {
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
    let headline = on_one_line(&entry.message);
    format!(
        "{mark} {} {headline}{flaky}  {}",
        pad(&safe(&entry.name, false), 24),
        theme.faint(&time)
    )
}

/// One short line, for a list on a screen.
pub fn short_line(report: &CheckReport, theme: Theme) -> String {
    let mark = if report.passed() {
        theme.good(theme.tick())
    } else {
        theme.bad(theme.cross())
    };
    let headline = on_one_line(&short_headline(report));
    format!("{mark} {} {headline}", pad(&reveal(&report.name), 24))
}

/// What stands below the first line is told elsewhere, or is too much.
fn on_one_line(headline: &str) -> String {
    let first = headline.lines().next().unwrap_or_default();
    safe(first, false).trim_end().to_owned()
}

/// The closing lines: the places of what failed, and totals.
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
        lines.push(format!("{left} not run after the first failure"));
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

/// Under which tests, where that was asked for, and what is not there to be graded.
fn grading(report: &VerifyReport, theme: Theme) -> Vec<String> {
    let mut lines = Vec::new();
    if let (true, Some(origin)) = (report.run.pristine, &report.run.originals) {
        let words = format!("graded under the original tests of {origin}");
        lines.push(match origin {
            Origin::OwnCopies => theme.warn(&format!("graded under {origin}")),
            _ => safe(&words, false),
        });
    }
    let passed = report.exercises.iter().filter(|entry| entry.passed());
    let open = passed.filter(|entry| entry.open_tests.is_some()).count();
    if open > 0 {
        let exercises = count(open, "exercise");
        lines.push(format!(
            "{exercises} passed with tests that are partly the learner's"
        ));
    }
    if !report.run.missing.is_empty() {
        let names = safe(&report.run.missing.join(", "), false);
        let words = format!("not in info.toml, but in the original: {names}");
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

/// Whether points say more than the number of exercises does.
pub fn has_points(report: &VerifyReport) -> bool {
    report.exercises.iter().any(|e| e.points != 1) || report.not_run.iter().any(|n| n.points != 1)
}

fn points(number: u64) -> String {
    count(usize::try_from(number).unwrap_or(usize::MAX), "point")
}

/// The path, and the place in it that counts.
pub fn place(entry: &Entry) -> String {
    match entry.place {
        Some(place) => format!("{}:{}:{}", entry.path, place.line, place.column),
        None => entry.path.clone(),
    }
}

/// What the compiler and the tests of an exercise said, and what it printed: the text that
/// stands below its message in a report. Empty if nobody said anything.
pub fn details(entry: &Entry) -> String {
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

/// One report in full, for `run`: where an error is about ownership, what the lens draws of
/// it stands above what rustc says.
pub fn full(report: &CheckReport, width: usize, theme: Theme) -> Vec<String> {
    let (name, headline) = (reveal(&report.name), safe(&headline(report), false));
    let mut lines = vec![match report.verdict() {
        Verdict::Pass => theme.good(&format!("{} {name}: {headline}", theme.tick())),
        _ => theme.bad(&format!("{} {name}: {headline}", theme.cross())),
    }];
    let place = report.first_place();
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
        let way_out = format!(
            "`rustlings-like reset --tests {}` puts the original tests back and keeps your code.",
            report.name
        );
        lines.push(way_out);
    }
    let lens = lens_and_heading(report, width, theme);
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

/// `1 of 2 exercises passed` in a line of its own, behind what was said of each; nothing of
/// a single one, which has just been told.
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

/// What the lens draws, and the heading of what comes below it; nothing without a lens.
fn lens_and_heading(report: &CheckReport, width: usize, theme: Theme) -> Vec<String> {
    let mut lines = lens::of_report(report, &report.source, width, theme);
    if !lines.is_empty() {
        lines.push(String::new());
        lines.push(theme.strong("What the compiler says"));
    }
    lines
}

/// All that is to be said of a report, without its headline: the lens whole, then the words
/// of the compiler, the tests and the program.
pub fn everything(report: &CheckReport, width: usize, theme: Theme) -> Vec<String> {
    let mut lines = test_changes::lines(report, theme);
    if !lines.is_empty() {
        lines.push(String::new());
    }
    lines.extend(lens_and_heading(report, width, theme));
    if lines.last().is_some_and(|line| !line.is_empty()) {
        lines.push(String::new());
    }
    lines.extend(diagnostics::everything(report, theme));
    lines
}
