//! Compiler messages, test results and program output as lines.

use crate::model::bounded::bound_lines;
use crate::model::check_report::CheckReport;
use crate::model::diagnostic::{Diagnostic, Level};
use crate::model::libtest::{TestOutcome, TestResult};
use crate::view::lens::style::Style;
use crate::view::text::{MAX_MESSAGE_LINE, count, safe};
use crate::view::theme::Theme;
use crate::view::{aligned, other_errors, panics, repeats};

/// rustc's own rendering of a diagnostic, made safe to print.
pub fn rendered(diagnostic: &Diagnostic, theme: Theme) -> Vec<String> {
    // A colour code must not be cut through.
    let mut lines = diagnostic.rendered.lines();
    let color = theme.color && lines.all(|line| line.len() <= MAX_MESSAGE_LINE);
    let text = safe(&aligned::make_room(&diagnostic.rendered), color);
    let text = bound_lines(text.trim_end(), MAX_MESSAGE_LINE);
    let lines = text.lines();
    lines.map(shorten_foreign_paths).collect()
}

/// Shortens paths into crates and the standard library, whose folders differ on every machine.
fn shorten_foreign_paths(line: &str) -> String {
    for (folder, levels) in [
        ("/registry/src/", 1),
        ("/rustc/", 1),
        ("/rustlib/src/rust/", 0),
    ] {
        let Some(at) = line.find(folder) else {
            continue;
        };
        let (before, after) = line.split_at(at + folder.len());
        let start = before
            .rfind(char::is_whitespace)
            .map_or(0, |blank| blank + 1);
        let kept = after.splitn(levels + 1, '/').last().unwrap_or(after);
        return format!("{}{kept}", &before[..start]);
    }
    line.to_owned()
}

/// What matters most: the first error or lint as a whole, or the first failed test with its output.
/// Other errors get a line of at most `width` columns each; warnings are counted.
pub fn essential(report: &CheckReport, width: usize, theme: Theme) -> Vec<String> {
    let source = panics::source(report);
    let mut lines = panics::of_main(report, &source);
    let shows_diagnostic =
        !report.passed() && report.tests.is_empty() || was_decided_by_a_diagnostic(report);
    let diagnostics = report.most_important_first();
    if let Some(first) = diagnostics.first().filter(|_| shows_diagnostic) {
        if !lines.is_empty() {
            lines.push(String::new());
        }
        lines.extend(rendered(first, theme));
        let (same, others) = split_after_first(&diagnostics);
        let same = repeats::in_a_sentence(&same);
        if !same.is_empty() {
            lines.push(String::new());
            lines.push(theme.warn(same.trim_start()));
        }
        let (errors, others): (Vec<_>, Vec<_>) =
            others.iter().partition(|other| other.level == Level::Error);
        let style = Style::Drawing;
        lines.extend(other_errors::lines(
            first, &errors, report, style, width, theme,
        ));
        lines.extend(count_of_others(&others, theme));
    }
    let failed = || {
        let tests = report.tests.iter();
        tests.filter(|t| t.outcome == TestOutcome::Failed)
    };
    if let Some(first) = failed().next() {
        lines.extend(test(first, &panics::of_test(first, report, &source), theme));
        let others: Vec<&str> = failed().skip(1).map(|t| t.name.as_str()).collect();
        if !others.is_empty() {
            lines.push(String::new());
            lines.push(format!("Also failed: {}", others.join(", ")));
        }
    }
    if !shows_diagnostic && !report.diagnostics.is_empty() {
        lines.extend(count_of_others(&diagnostics, theme));
    }
    lines
}

/// Whether a diagnostic decided the verdict although the tests passed.
fn was_decided_by_a_diagnostic(report: &CheckReport) -> bool {
    ["lint", "wasm_build_failed"].contains(&report.reason.kind())
}

/// `2 warnings`, if there are any.
pub fn count_warnings(report: &CheckReport) -> Option<String> {
    let warnings = report.at_level(Level::Warning).count();
    (warnings > 0).then(|| count(warnings, "warning"))
}

/// The diagnostics after the first: those that say the same as it, and all others.
fn split_after_first<'a>(
    diagnostics: &[&'a Diagnostic],
) -> (Vec<&'a Diagnostic>, Vec<&'a Diagnostic>) {
    let Some((first, others)) = diagnostics.split_first() else {
        return (Vec::new(), Vec::new());
    };
    others.iter().partition(|other| other.is_like(first))
}

/// `+ 2 more errors, 1 warning (press o)`, or nothing.
fn count_of_others(diagnostics: &[&Diagnostic], theme: Theme) -> Vec<String> {
    let parts = count_by_level(diagnostics);
    if parts.is_empty() {
        Vec::new()
    } else {
        vec![
            String::new(),
            theme.warn(&format!("+ {} (press o)", parts.join(", "))),
        ]
    }
}

/// `2 more errors` and `1 warning`, without those that are zero.
fn count_by_level(diagnostics: &[&Diagnostic]) -> Vec<String> {
    let of = |level: Level| diagnostics.iter().filter(|d| d.level == level).count();
    let (errors, warnings) = (of(Level::Error), of(Level::Warning));
    let mut parts = Vec::new();
    if errors > 0 {
        parts.push(count(errors, "more error"));
    }
    if warnings > 0 {
        parts.push(count(warnings, "warning"));
    }
    parts
}

/// A test's result, name and output, and before that what the panic in it means.
fn test(test: &TestResult, panic: &[String], theme: Theme) -> Vec<String> {
    let mark = match test.outcome {
        TestOutcome::Passed => theme.good(theme.tick()),
        TestOutcome::Failed => theme.bad(theme.cross()),
        TestOutcome::Ignored => theme.warn("ignored"),
    };
    let mut lines = vec![format!("{mark} test {}", safe(&test.name, false))];
    let output = safe(&test.output, false);
    lines.extend(panic.iter().cloned());
    let said = output.lines().filter(|line| !is_noise(line));
    lines.extend(said.map(|line| format!("  {}", without_thread_number(line))));
    lines
}

/// Whether Rust's runtime printed the line and it helps nobody here.
fn is_noise(line: &str) -> bool {
    line.starts_with("note: run with `RUST_BACKTRACE=1`") || line.trim().is_empty()
}

/// What `main` printed to both streams, in order.
pub fn program_output(report: &CheckReport) -> Vec<String> {
    let Some(output) = &report.main_output else {
        return Vec::new();
    };
    let text = safe(output.whole(), false);
    let lines = text.lines();
    lines
        .filter(|line| !line.starts_with("note: run with `RUST_BACKTRACE=1`"))
        .map(without_thread_number)
        .collect()
}

/// A line about a panic, or about a stack that overflowed, without the number of its thread, which
/// changes with each run.
pub fn without_thread_number(line: &str) -> String {
    let parts = line
        .strip_prefix("thread '")
        .and_then(|rest| rest.split_once("' ("))
        .and_then(|(name, rest)| Some((name, rest.split_once(") ")?)));
    match parts {
        Some((name, (number, rest)))
            if number.bytes().all(|b| b.is_ascii_digit())
                && ["panicked at ", "has overflowed its stack"]
                    .iter()
                    .any(|words| rest.starts_with(words)) =>
        {
            format!("thread '{name}' {rest}")
        }
        _ => line.to_owned(),
    }
}

/// All diagnostics, all tests with their output, and the program's output.
pub fn everything(report: &CheckReport, theme: Theme) -> Vec<String> {
    let mut lines = Vec::new();
    for diagnostic in report.most_important_first() {
        lines.extend(rendered(diagnostic, theme));
        lines.push(String::new());
    }
    let source = panics::source(report);
    for result in &report.tests {
        lines.extend(test(
            result,
            &panics::of_test(result, report, &source),
            theme,
        ));
    }
    if !report.test_stderr.trim().is_empty() {
        lines.extend(safe(&report.test_stderr, false).lines().map(str::to_owned));
    }
    lines.extend(panics::of_main(report, &source));
    let output = program_output(report);
    if !output.is_empty() {
        if !lines.is_empty() && lines.last() != Some(&String::new()) {
            lines.push(String::new());
        }
        lines.push(theme.strong("Output of `main`"));
        lines.extend(output);
    }
    if lines.is_empty() {
        lines.push(theme.faint("There is no output."));
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_into_other_crates_are_short() {
        for (long, short) in [
            (
                "   --> /home/a/.cargo/registry/src/index.crates.io-1/serde-1.0.2/src/lib.rs:3:4",
                "   --> serde-1.0.2/src/lib.rs:3:4",
            ),
            (
                "  --> /rustc/59807616e/library/core/src/iter.rs:1:2",
                "  --> library/core/src/iter.rs:1:2",
            ),
            (
                "  --> /t/lib/rustlib/src/rust/library/core/src/a.rs:1:2",
                "  --> library/core/src/a.rs:1:2",
            ),
            (" --> exercises/a.rs:1:2", " --> exercises/a.rs:1:2"),
        ] {
            assert_eq!(shorten_foreign_paths(long), short);
        }
    }
}
