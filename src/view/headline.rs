//! The verdict's line on the exercise's screen, and what a key can do about it.

use crate::model::check_report::CheckReport;
use crate::model::verdict::Reason;
use crate::view::text::{fill, safe};
use crate::view::theme::Theme;
use crate::view::{test_changes, verdict};

/// The verdict behind its mark. The result of an earlier check is faint.
pub fn lines(report: &CheckReport, is_outdated: bool, width: usize, theme: Theme) -> Vec<String> {
    // Everything is right, and only the learner's word for it is missing.
    let is_right = matches!(report.reason, Reason::NotDone { .. });
    let mark = if report.passed() || is_right {
        theme.tick()
    } else {
        theme.cross()
    };
    let paint = |line: &String| {
        if is_outdated {
            theme.faint(line)
        } else if report.passed() {
            theme.good(line)
        } else if is_right {
            theme.warn(line)
        } else {
            theme.bad(line)
        }
    };
    let headline = safe(&verdict::headline(report), false);
    let lines = fill(&format!("{mark} {headline}"), width);
    lines.iter().map(paint).collect()
}

/// What a key can do about the verdict.
pub fn repair_by_key(report: &CheckReport, width: usize, theme: Theme) -> Vec<String> {
    let words = match &report.reason {
        // The headline names the key.
        Reason::TestsEdited { .. } if test_changes::can_restore_tests(report) => {
            "Your code outside the tests stays as it is.".to_owned()
        }
        _ if test_changes::can_restore_tests(report) => format!(
            "Press {} to restore the original tests and keep your code.",
            theme.key("t")
        ),
        reason if reason.is_fixed_by_reset() => {
            format!("Press {} to restore the file.", theme.key("x"))
        }
        _ => return Vec::new(),
    };
    fill(&words, width)
}

/// Says that a check runs, and for how long from the first second on.
pub fn checking(seconds: u64, theme: Theme) -> String {
    match seconds {
        0 => format!("Checking{}", theme.ellipsis()),
        _ => format!("Checking{} {seconds} s", theme.ellipsis()),
    }
}
