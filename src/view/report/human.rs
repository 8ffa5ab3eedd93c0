//! `verify` for people: a line an exercise, and what to look at where one failed.

use std::io::{self, Write};

use crate::model::check_report::CheckReport;
use crate::model::libtest::TestOutcome;
use crate::model::verdict::Verdict;
use crate::view::text::{count, pad, safe};
use crate::view::theme::Theme;
use crate::view::verdict::{headline, short_headline};
use crate::view::{diagnostics, lens};

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
    let headline = safe(&headline(report), false).replace('\n', " ");
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
    let headline = safe(&short_headline(report), false).replace('\n', " ");
    format!("{mark} {} {headline}", pad(&report.name, 24))
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
/// it stands above what rustc says. `source` is the text of the exercise.
pub fn full(report: &CheckReport, source: &str, width: usize, theme: Theme) -> Vec<String> {
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
    let lens = lens::of_report(report, source, width, theme);
    if !lens.is_empty() {
        lines.push(String::new());
        lines.extend(lens);
        lines.push(String::new());
        lines.push(theme.strong("What the compiler says"));
    }
    if has_details {
        lines.push(String::new());
        lines.extend(diagnostics::everything(report, theme));
    }
    lines
}
