//! `verify --report github=-`: annotations for GitHub Actions, and the step's summary.
//!
//! The runner obeys every line that begins with `::`, and `##[` even in the middle of a line. So
//! text from a learner's program stands either between `::stop-commands::TOKEN` and `::TOKEN::`, or
//! escaped after a command of ours.

use crate::model::verdict::Verdict;
use crate::model::verify_report::{DiagnosticEntry, ExerciseEntry, NotRun, VerifyReport};
use crate::view::report::{describe_flakiness, human, why_not_run};
use crate::view::text::{count, reveal, shorten_middle};
use crate::view::theme::Theme;

/// How much of an exercise's details goes into the summary, in bytes.
const MAX_DETAILS: usize = 4 * 1024;

/// How much of a test's output goes into an annotation, in bytes.
const MAX_MESSAGE: usize = 1024;

/// How large the summary may become, in bytes: GitHub allows 1 MiB for a step.
const MAX_SUMMARY: usize = 900 * 1024;

/// How large the summary's table may become, in bytes.
const MAX_ROWS: usize = 600 * 1024;

/// The commands for standard output. No program may be able to guess `token`.
pub fn commands(report: &VerifyReport, token: &str) -> String {
    let failed = || report.exercises.iter().filter(|e| !e.passed());
    // GitHub keeps ten of each kind, so the first of each exercise come first.
    let firsts = failed().map(|entry| first_annotation(report, entry));
    let others = failed().flat_map(|entry| other_annotations(report, entry));
    let flaky = report.exercises.iter().filter(|e| e.flaky);
    let flaky = flaky.map(|entry| {
        let title = format!("{} is flaky", reveal(&entry.name));
        annotation(
            "warning",
            &file(report, &entry.path),
            None,
            &title,
            &describe_flakiness(entry),
        )
    });
    let annotations: String = firsts.chain(flaky).chain(others).collect();
    let details: String = failed().map(|entry| group(entry, token)).collect();
    let lines = human::document(report, Theme::PLAIN);
    format!("{details}{}{annotations}", disarm(&lines, token))
}

/// Wraps text so that the runner shows it and never obeys it.
fn disarm(text: &str, token: &str) -> String {
    let end = if text.ends_with('\n') { "" } else { "\n" };
    format!("::stop-commands::{token}\n{text}{end}::{token}::\n")
}

fn group(entry: &ExerciseEntry, token: &str) -> String {
    let details = human::details(entry);
    if details.is_empty() {
        return String::new();
    }
    let text = disarm(&details, token);
    format!(
        "::group::{}\n{text}::endgroup::\n",
        escape(&reveal(&entry.name))
    )
}

fn first_annotation(report: &VerifyReport, entry: &ExerciseEntry) -> String {
    let place = entry.place.map(|p| (p.line, p.column, None));
    let first = first_diagnostic(entry);
    let place = first.and_then(span).or(place);
    let title = format!(
        "{}: {}",
        reveal(&entry.name),
        entry.reason.replace('_', " ")
    );
    let file = file(report, &entry.path);
    annotation("error", &file, place, &title, &first_message(entry))
}

/// The message, with the output of the first failed test if tests failed.
fn first_message(entry: &ExerciseEntry) -> String {
    let first = entry.tests.iter().find(|t| !t.passed && !t.ignored);
    match first.filter(|_| entry.reason == "tests_failed") {
        Some(test) => {
            let output = shorten_middle(test.output.trim(), MAX_MESSAGE);
            format!("{}: {}\n{output}", entry.message, test.name)
        }
        None => entry.message.clone(),
    }
}

fn first_diagnostic(entry: &ExerciseEntry) -> Option<&DiagnosticEntry> {
    let is_decisive = matches!(entry.reason.as_str(), "compile_error" | "lint");
    let mut errors = entry.diagnostics.iter().filter(|d| d.level == "error");
    errors
        .next()
        .or(entry.diagnostics.first())
        .filter(|_| is_decisive)
}

fn other_annotations(report: &VerifyReport, entry: &ExerciseEntry) -> Vec<String> {
    let first = first_diagnostic(entry);
    let said = entry.diagnostics.iter();
    let said = said.filter(|d| matches!(d.level.as_str(), "error" | "warning"));
    let others = said.filter(|d| Some(*d) != first);
    let other = |d: &DiagnosticEntry| {
        let kind = match d.level.as_str() {
            "error" => "error",
            _ => "warning",
        };
        let title = d.code.as_deref().unwrap_or(&entry.name);
        annotation(kind, &file(report, &entry.path), span(d), title, &d.message)
    };
    others.map(other).collect()
}

/// Line, column, and the line and column where it ends.
type Range = (usize, usize, Option<(usize, usize)>);

fn span(diagnostic: &DiagnosticEntry) -> Option<Range> {
    let span = diagnostic.spans.iter().find(|s| s.primary)?;
    Some((
        span.line,
        span.column,
        Some((span.end_line, span.end_column)),
    ))
}

fn file(report: &VerifyReport, path: &str) -> String {
    format!("{}{path}", report.run.root)
}

fn annotation(kind: &str, file: &str, place: Option<Range>, title: &str, text: &str) -> String {
    let place = match place {
        None => String::new(),
        Some((line, column, Some((end_line, end_column)))) if line == end_line => {
            // GitHub's range includes its last column, ours doesn't.
            let last = end_column.saturating_sub(1).max(column);
            format!(",line={line},endLine={line},col={column},endColumn={last}")
        }
        Some((line, _, Some((end_line, _)))) => format!(",line={line},endLine={end_line}"),
        Some((line, column, None)) => format!(",line={line},col={column}"),
    };
    let (file, title) = (escape_property(file), escape_property(title));
    format!(
        "::{kind} file={file}{place},title={title}::{}\n",
        escape(text)
    )
}

fn escape(text: &str) -> String {
    let text = text.replace('%', "%25");
    text.replace('\r', "%0D").replace('\n', "%0A")
}

fn escape_property(text: &str) -> String {
    escape(text).replace(':', "%3A").replace(',', "%2C")
}

/// The summary of the step, in Markdown.
pub fn summary(report: &VerifyReport) -> String {
    let mut text = format!("## {} of {} passed\n\n", report.passed, total(report));
    if human::has_points(report) {
        text.push_str(&format!(
            "{} of {} points.\n\n",
            report.score, report.points
        ));
    }
    if report.flaky > 0 {
        let flaky = count(report.flaky, "exercise");
        text.push_str(&format!("{flaky} passed only on a later try.\n\n"));
    }
    text.push_str("| | exercise | result | points |\n| --- | --- | --- | ---: |\n");
    text.push_str(&rows(report));
    for entry in report.exercises.iter().filter(|e| !e.passed()) {
        let details = details(entry);
        if text.len() + details.len() > MAX_SUMMARY {
            text.push_str("\nThe step's log has the rest.\n");
            break;
        }
        text.push_str(&details);
    }
    text
}

/// The rows of the table. If there are too many, we leave out those that passed first.
fn rows(report: &VerifyReport) -> String {
    let passed = |passed: bool| {
        let all = report.exercises.iter();
        all.filter(move |entry| (entry.passed() && !entry.flaky) == passed)
    };
    let not_run = || report.not_run.iter().map(row_of_not_run);
    let all = || report.exercises.iter().map(row).chain(not_run());
    if all().map(|row| row.len()).sum::<usize>() <= MAX_ROWS {
        return all().collect();
    }
    let important = passed(false).map(row).chain(not_run());
    let mut rows = String::new();
    let mut left_out = 0_usize;
    for row in important.chain(passed(true).map(row)) {
        if rows.len() + row.len() <= MAX_ROWS {
            rows.push_str(&row)
        } else {
            left_out += 1
        }
    }
    let left_out = count(left_out, "more exercise");
    format!("{rows}| | {left_out} | not shown: the summary is full | |\n")
}

fn row_of_not_run(left_out: &NotRun) -> String {
    let name = escape_markdown(&left_out.name);
    let why = escape_markdown(why_not_run(left_out));
    format!("| ⏭️ | {name} | {why} | 0 of {} |\n", left_out.points)
}

fn total(report: &VerifyReport) -> String {
    count(report.exercises.len() + report.not_run.len(), "exercise")
}

fn row(entry: &ExerciseEntry) -> String {
    let mark = match (entry.verdict, entry.flaky) {
        (Verdict::Pass, false) => "✅",
        (Verdict::Pass, true) | (Verdict::Error, _) => "⚠️",
        (Verdict::Fail, _) => "❌",
    };
    let message = if entry.flaky {
        describe_flakiness(entry)
    } else {
        entry.message.clone()
    };
    format!(
        "| {mark} | {} | {} | {} of {} |\n",
        escape_markdown(&entry.name),
        escape_markdown(&shorten_middle(&message, 300)),
        entry.score,
        entry.points
    )
}

fn details(entry: &ExerciseEntry) -> String {
    let details = shorten_middle(&human::details(entry), MAX_DETAILS);
    if details.is_empty() {
        return String::new();
    }
    let fence = fence(&details);
    let name = escape_markdown(&entry.name);
    format!(
        "\n<details><summary>{name}</summary>\n\n{fence}text\n{details}\n{fence}\n\n</details>\n"
    )
}

/// A fence with more backticks than the text has in a row.
fn fence(text: &str) -> String {
    let runs = text.split(|c| c != '`').map(str::len);
    "`".repeat(runs.max().unwrap_or(0).max(2) + 1)
}

/// Escapes text for Markdown, on one line: it can't form markup, HTML, table cells or mentions.
fn escape_markdown(text: &str) -> String {
    let entity = |c: char| match c {
        '\n' => " ".to_owned(),
        '-' | ',' | ';' | '\'' | '"' | '(' | ')' | '/' | '=' | '?' | '+' | '_' => c.to_string(),
        c if c.is_ascii_punctuation() => format!("&#{};", u32::from(c)),
        c => c.to_string(),
    };
    reveal(text).chars().map(entity).collect()
}
