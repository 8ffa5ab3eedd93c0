//! What a learner changed in the tests, as a diff.

use crate::model::check_report::CheckReport;
use crate::model::exercise_tests::TestChange;
use crate::model::verdict::Reason;
use crate::view::diff;
use crate::view::text::safe;
use crate::view::theme::Theme;

/// Whether the verdict is about changed tests, and the original ones can be restored.
pub fn can_restore_tests(report: &CheckReport) -> bool {
    let is_about_tests = matches!(
        report.reason,
        Reason::TestsEdited { .. } | Reason::TestsMissing { .. }
    );
    is_about_tests && !report.test_changes.is_empty()
}

/// Draws the diff below a heading, or nothing if the verdict isn't about changed tests.
pub fn lines(report: &CheckReport, theme: Theme) -> Vec<String> {
    if !can_restore_tests(report) {
        return Vec::new();
    }
    let mut lines = vec![theme.strong("What changed in the tests (- original, + yours)")];
    for change in &report.test_changes {
        lines.push(theme.faint(&safe(&change.name, false)));
        lines.extend(diff_of(change, theme));
    }
    lines
}

fn diff_of(change: &TestChange, theme: Theme) -> Vec<String> {
    let original = without_indentation(&change.original);
    let current = without_indentation(&change.current);
    diff::of_texts(&original, &current, theme)
}

/// Removes the indentation that all lines share, and spaces at the ends of lines.
fn without_indentation(text: &str) -> String {
    let text = safe(text, false);
    let filled = text.lines().filter(|line| !line.trim().is_empty());
    let indents = filled.map(|line| line.len() - line.trim_start_matches(' ').len());
    let indent = indents.min().unwrap_or(0);
    let lines = text.lines();
    let lines = lines.map(|line| line.get(indent..).unwrap_or_default());
    lines.map(|line| format!("{}\n", line.trim_end())).collect()
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
        assert_eq!(diff_of(&change, Theme::PLAIN), wanted);
    }
}
