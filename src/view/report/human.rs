//! `verify` for people: a line an exercise, and what to look at where one failed.

use std::io::{self, Write};

use crate::model::check_report::CheckReport;
use crate::model::libtest::TestOutcome;
use crate::model::verdict::{Reason, Verdict};
use crate::view::text::{count, pad, safe};
use crate::view::theme::Theme;
use crate::view::verdict::{headline, short_headline};
use crate::view::{diagnostics, lens};

/// What several exercises could not be checked for, each message once and whole; the lines
/// of the exercises have the first line of it only.
pub fn failures(reports: &[CheckReport], theme: Theme) -> Vec<String> {
    let mut told: Vec<&str> = Vec::new();
    for report in reports {
        if let Reason::ToolFailure { message } = &report.reason
            && message.contains('\n')
            && !told.contains(&message.as_str())
        {
            told.push(message);
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

/// One line: mark, name, how it came out, how long it took.
pub fn line(report: &CheckReport, theme: Theme) -> String {
    let mark = match report.verdict() {
        Verdict::Pass => theme.good(theme.tick()),
        Verdict::Fail => theme.bad(theme.cross()),
        Verdict::Error => theme.warn("!"),
    };
    let time = match report.cached {
        true => "cached".to_owned(),
        false => format!("{} ms", report.duration_ms),
    };
    let headline = on_one_line(&headline(report));
    format!(
        "{mark} {} {headline}  {}",
        pad(&report.name, 24),
        theme.faint(&time)
    )
}

/// One short line, for a list on a screen.
pub fn short_line(report: &CheckReport, theme: Theme) -> String {
    let mark = match report.passed() {
        true => theme.good(theme.tick()),
        false => theme.bad(theme.cross()),
    };
    let headline = on_one_line(&short_headline(report));
    format!("{mark} {} {headline}", pad(&report.name, 24))
}

/// What stands below the first line is told elsewhere, or is too much.
fn on_one_line(headline: &str) -> String {
    let first = headline.lines().next().unwrap_or_default();
    safe(first, false).trim_end().to_owned()
}

/// The closing lines: totals, and the places of what failed.
///
/// # Errors
/// The writer's.
pub fn summary(reports: &[CheckReport], theme: Theme, out: &mut dyn Write) -> io::Result<()> {
    let passed = reports.iter().filter(|r| r.passed()).count();
    let failed = reports.len() - passed;
    writeln!(out)?;
    for report in reports.iter().filter(|r| !r.passed()) {
        let place = report.first_place();
        let place = place.map_or_else(String::new, |(line, column)| format!(":{line}:{column}"));
        writeln!(out, "{} {}{place}", theme.bad(theme.cross()), report.path)?;
    }
    let words = format!("{passed} passed, {failed} failed");
    let words = match failed {
        0 => theme.good(&words),
        _ => theme.bad(&words),
    };
    writeln!(out, "{words} of {}", count(reports.len(), "exercise"))
}

/// One report in full, for `run`: where an error is about ownership, what the lens draws of
/// it stands above what rustc says.
pub fn full(report: &CheckReport, width: usize, theme: Theme) -> Vec<String> {
    let headline = safe(&headline(report), false);
    let mut lines = vec![match report.verdict() {
        Verdict::Pass => theme.good(&format!("{} {}: {headline}", theme.tick(), report.name)),
        _ => theme.bad(&format!("{} {}: {headline}", theme.cross(), report.name)),
    }];
    let place = report.first_place();
    let place = place.map_or_else(String::new, |(line, column)| format!(":{line}:{column}"));
    lines.push(format!("  {}{place}", report.path));
    let has_details = !report.diagnostics.is_empty()
        || report.main_output.is_some()
        || report.count_tests(TestOutcome::Failed) > 0;
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
pub fn details(report: &CheckReport, width: usize, theme: Theme) -> Vec<String> {
    let mut lines = lens_and_heading(report, width, theme);
    if !lines.is_empty() {
        lines.push(String::new());
    }
    lines.extend(diagnostics::everything(report, theme));
    lines
}
