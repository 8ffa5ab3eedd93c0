//! What a learner changed in the tests, as a difference.

use crate::model::check_report::CheckReport;
use crate::model::exercise_tests::TestChange;
use crate::model::verdict::Reason;
use crate::view::diff;
use crate::view::text::safe;
use crate::view::theme::Theme;

/// Whether the verdict is about tests that the learner can put back.
pub fn is_about_tests(report: &CheckReport) -> bool {
    let is_about = matches!(
        report.reason,
        Reason::TestsEdited { .. } | Reason::TestsMissing { .. }
    );
    is_about && !report.test_changes.is_empty()
}

/// The difference, with a heading; nothing where the verdict isn't about it.
pub fn lines(report: &CheckReport, theme: Theme) -> Vec<String> {
    if !is_about_tests(report) {
        return Vec::new();
    }
    let mut lines = vec![theme.strong("What changed in the tests: - the original, + yours")];
    for change in &report.test_changes {
        lines.push(theme.faint(&safe(&change.name, false)));
        lines.extend(difference(change, theme));
    }
    lines
}

fn difference(change: &TestChange, theme: Theme) -> Vec<String> {
    let [original, current] = [&change.original, &change.current].map(|text| {
        let text = safe(text, false);
        let indents = text.lines().filter(|line| !line.trim().is_empty());
        let indents = indents.map(|line| line.len() - line.trim_start_matches(' ').len());
        let indent = indents.min().unwrap_or(0);
        let lines = text
            .lines()
            .map(|line| line.get(indent..).unwrap_or_default());
        lines
            .map(|line| format!("{}\n", line.trim_end()))
            .collect::<String>()
    });
    diff::of_texts(&original, &current, theme)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shows_both_without_their_common_indentation() {
        let change = TestChange {
            name: "tests::a".to_owned(),
            original: "    fn a() {\n        one();\n    }".to_owned(),
            current: "fn a() {\n    two();\r\n}".to_owned(),
        };
        let wanted = ["  fn a() {", "-     one();", "+     two();", "  }"];
        assert_eq!(difference(&change, Theme::PLAIN), wanted);
    }
}
