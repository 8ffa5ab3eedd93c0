//! A panic or failed assertion: the line, with the part marked, and what it means. The panic's
//! own message is shown elsewhere.

use crate::lens::panics::{self, PanicStory};
use crate::model::check_report::CheckReport;
use crate::model::libtest::{TestOutcome, TestResult};
use crate::rust::Source;
use crate::view::text::safe;

/// How many lines of an assertion are shown.
const MOST_LINES: usize = 6;

/// A line that is longer isn't shown.
const LONGEST_LINE: usize = 300;

/// The source that a report's panics are compared with.
pub fn source(report: &CheckReport) -> Source {
    Source::new(report.source.as_str(), report.edition)
}

/// What a failed test's panic means; nothing if it isn't known.
pub fn of_test(test: &TestResult, report: &CheckReport, source: &Source) -> Vec<String> {
    if test.outcome == TestOutcome::Failed {
        lines(&test.output, report, source)
    } else {
        Vec::new()
    }
}

/// What the panic means that `main` ended with, unless tests failed too: they come first.
pub fn of_main(report: &CheckReport, source: &Source) -> Vec<String> {
    let is_to_blame = !report.passed() && report.count_tests(TestOutcome::Failed) == 0;
    let output = report.main_output.as_ref().filter(|_| is_to_blame);
    output.map_or_else(Vec::new, |output| lines(&output.stderr, report, source))
}

fn lines(output: &str, report: &CheckReport, source: &Source) -> Vec<String> {
    let Some(story) = panics::explain(output, &report.path, source) else {
        return Vec::new();
    };
    let mut lines = picture(&story, source);
    let sentences = story.sentences.iter().map(|sentence| safe(sentence, false));
    lines.extend(sentences.map(|sentence| format!("  {sentence}")));
    lines
}

/// The lines as the compiler would show them, so that they're fitted into few columns like its.
fn picture(story: &PanicStory, source: &Source) -> Vec<String> {
    let Some(bytes) = story.bytes.clone() else {
        return Vec::new();
    };
    let first = source.line_of(bytes.start);
    let last = source.line_of(bytes.end.saturating_sub(1).max(bytes.start));
    let last = last.min(first + MOST_LINES - 1);
    let text = |line: usize| source.text()[source.line(line)].trim_end();
    if (first..=last).any(|line| text(line).len() > LONGEST_LINE) {
        return Vec::new();
    }
    let width = last.to_string().len();
    let mut lines = vec![format!("  {:width$} |", "")];
    for line in first..=last {
        let code = safe(text(line), false).replace('\t', "    ");
        lines.push(format!("  {line:>width$} | {code}"));
        if line == first {
            let begin = source.line(line).start;
            let before = &source.text()[begin..bytes.start];
            let end = bytes.end.min(begin + text(line).len()).max(bytes.start);
            let marked = &source.text()[bytes.start..end];
            let columns =
                |text: &str| console::measure_text_width(&safe(text, false).replace('\t', "    "));
            let carets = "^".repeat(columns(marked).max(1));
            lines.push(format!(
                "  {:width$} | {}{carets}",
                "",
                " ".repeat(columns(before))
            ));
        }
    }
    lines
}
