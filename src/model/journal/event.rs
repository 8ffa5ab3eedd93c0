//! One event of the journal.

use serde::{Deserialize, Serialize};

use crate::model::check_report::CheckReport;
use crate::model::libtest::TestOutcome;
use crate::model::timestamp;

/// What happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EventKind {
    /// `watch` turned to the exercise.
    Opened,
    /// A check of the exercise ended.
    Checked,
    /// A hint was shown.
    Hint,
    /// The solution was shown.
    Solution,
    /// The exercise, or only its tests, were put back to the start.
    Reset,
    /// A reset of the exercise was undone.
    Undo,
    /// A later version of this program knows what.
    #[serde(other)]
    Other,
}

/// One line of the journal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct JournalEvent {
    /// The schema's name, in the first line of each file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub schema: Option<String>,
    /// The line's number, from 1. 0 until the event is written.
    pub seq: u64,
    /// When it happened, in seconds since 1970. 0 until the event is written.
    #[serde(with = "timestamp::as_rfc3339")]
    pub at: u64,
    /// The exercise's name.
    pub exercise: String,
    /// What happened.
    pub kind: EventKind,
    /// The digest of the text that was checked; empty if the file couldn't be read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
    /// The check's reason, as [`Reason::kind`](crate::model::verdict::Reason::kind) names it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// The error codes that the check found, each once.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub codes: Vec<String>,
    /// How many tests passed and how many failed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tests: Option<(usize, usize)>,
    /// How long the check took, in milliseconds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ms: Option<u64>,
    /// The level of the hint, from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub level: Option<usize>,
    /// Whether only the tests were reset.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub tests_only: bool,
}

impl JournalEvent {
    /// An event with no more to tell than its kind.
    pub fn new(kind: EventKind, exercise: &str) -> Self {
        Self {
            schema: None,
            seq: 0,
            at: 0,
            exercise: exercise.to_owned(),
            kind,
            version: None,
            reason: None,
            codes: Vec::new(),
            tests: None,
            ms: None,
            level: None,
            tests_only: false,
        }
    }

    /// The end of a check.
    pub fn checked(exercise: &str, report: &CheckReport) -> Self {
        let passed = report.count_tests(TestOutcome::Passed);
        let failed = report.count_tests(TestOutcome::Failed);
        Self {
            version: Some(report.version.clone()),
            reason: Some(report.reason.kind().to_owned()),
            codes: report.error_codes(),
            tests: Some((passed, failed)),
            ms: Some(report.duration_ms),
            ..Self::new(EventKind::Checked, exercise)
        }
    }

    /// A hint of this level, from 1, was shown.
    pub fn hint(exercise: &str, level: usize) -> Self {
        Self {
            level: Some(level),
            ..Self::new(EventKind::Hint, exercise)
        }
    }

    /// Only the exercise's tests were reset.
    pub fn tests_reset(exercise: &str) -> Self {
        Self {
            tests_only: true,
            ..Self::new(EventKind::Reset, exercise)
        }
    }

    /// Whether a check passed.
    pub fn is_pass(&self) -> bool {
        self.kind == EventKind::Checked && self.reason.as_deref() == Some("passed")
    }

    /// Whether a check failed because of the learner's program. The machine's failures and a
    /// forgotten `// I AM NOT DONE` are nobody's attempts.
    pub fn is_failed_attempt(&self) -> bool {
        let other = ["passed", "not_done", "tool_failure"];
        let reason = self.reason.as_deref();
        self.kind == EventKind::Checked && reason.is_some_and(|reason| !other.contains(&reason))
    }
}
