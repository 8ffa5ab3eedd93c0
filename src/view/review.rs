//! The findings of `dev check` as text: errors, then advice.

use crate::model::review::{Finding, FindingKind};
use crate::view::text::{count, safe};
use crate::view::theme::Theme;

/// How many more places of the same finding are named.
const MAX_PLACES: usize = 3;

/// All findings as `file:line: message`, below a heading for each kind.
pub fn lines(findings: &[Finding], theme: Theme) -> Vec<String> {
    let of_kind = |kind| findings.iter().filter(move |finding| finding.kind == kind);
    let mut lines = Vec::new();
    for (kind, heading) in [
        (FindingKind::Error, theme.bad("Errors")),
        (FindingKind::Advice, theme.warn("Advice")),
    ] {
        let mut found = of_kind(kind).map(line).peekable();
        if found.peek().is_some() {
            lines.push(heading);
            lines.extend(found);
            lines.push(String::new());
        }
    }
    lines
}

/// `3 findings (1 error, 2 pieces of advice)`.
pub fn totals(findings: &[Finding]) -> String {
    let errors = count_errors(findings);
    let advice = findings.len() - errors;
    let errors = (errors > 0).then(|| count(errors, "error"));
    let advice = (advice > 0).then(|| format!("{} of advice", count(advice, "piece")));
    let kinds: Vec<String> = errors.into_iter().chain(advice).collect();
    let findings = count(findings.len(), "finding");
    format!("{findings} ({})", kinds.join(", "))
}

/// Counts the findings that are errors.
pub fn count_errors(findings: &[Finding]) -> usize {
    let errors = findings.iter().filter(|f| f.kind == FindingKind::Error);
    errors.count()
}

fn line(finding: &Finding) -> String {
    let places = if finding.further.is_empty() {
        String::new()
    } else {
        format!(
            " ({} times, {})",
            finding.count(),
            list_more_places(finding)
        )
    };
    safe(&format!("{finding}{places}"), false).replace('\n', " ")
}

/// `also on lines 9, 14, 19 and 90 more`.
fn list_more_places(finding: &Finding) -> String {
    let is_same_file = finding
        .further
        .iter()
        .all(|(file, _)| *file == finding.file);
    let place = |(file, line): &(String, usize)| {
        if is_same_file {
            line.to_string()
        } else {
            format!("{file}:{line}")
        }
    };
    let shown: Vec<String> = finding.further.iter().take(MAX_PLACES).map(place).collect();
    let left = finding.further.len() - shown.len();
    let more = match left {
        0 => String::new(),
        left => format!(" and {left} more"),
    };
    let place = match (is_same_file, finding.further.len()) {
        (true, 1) => "on line ",
        (true, _) => "on lines ",
        (false, _) => "in ",
    };
    format!("also {place}{}{more}", shown.join(", "))
}
