//! The results of `verify` for many learners' folders. As JSON, this is the document of
//! `--format json` for folders; see docs/verify-json.md.

use serde::Serialize;

use crate::model::origin::Origin;
use crate::model::verdict::Verdict;
use crate::model::verify_report::VerifyReport;

/// The schema's name. Keys are only ever added to it.
pub const SCHEMA: &str = "rustlings-like/verify-many/v1";

/// One run of `verify` over the folders that learners handed in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ManyReport {
    /// [`SCHEMA`].
    pub schema: &'static str,
    /// How many learners passed everything.
    pub passed: usize,
    /// How many learners were graded and didn't pass everything.
    pub failed: usize,
    /// How many learners couldn't be graded, or not in full.
    pub errors: usize,
    /// The points that all learners with a report earned.
    pub score: u64,
    /// The points that they could have earned.
    pub points: u64,
    /// Facts about the run.
    #[serde(flatten)]
    pub run: ManyFacts,
    /// The learners, in the order in which their folders were named.
    pub learners: Vec<LearnerEntry>,
}

/// Facts about a run over many folders.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ManyFacts {
    /// The original course's `id`.
    pub course: Option<String>,
    /// The version of the program that wrote the report.
    pub tool: String,
    /// The start of the run in RFC 3339.
    pub started: String,
    /// The duration of the run.
    pub duration_ms: u64,
    /// Where the original tests come from.
    pub originals: Origin,
}

/// One learner.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LearnerEntry {
    /// The folder's name, or the whole path if two folders have the same name.
    pub name: String,
    /// The folder as it was named.
    pub folder: String,
    /// What came of it.
    #[serde(flatten)]
    pub outcome: LearnerOutcome,
}

/// What came of a learner's folder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum LearnerOutcome {
    /// It was graded.
    Report(Box<VerifyReport>),
    /// It couldn't be graded: why.
    Error(String),
}

impl LearnerEntry {
    /// The report, if the folder was graded.
    pub fn report(&self) -> Option<&VerifyReport> {
        match &self.outcome {
            LearnerOutcome::Report(report) => Some(report),
            LearnerOutcome::Error(_) => None,
        }
    }

    /// The verdict on all that the learner handed in.
    pub fn verdict(&self) -> Verdict {
        self.report().map_or(Verdict::Error, VerifyReport::verdict)
    }
}

impl ManyReport {
    /// Makes a report and counts its totals.
    pub fn new(run: ManyFacts, learners: Vec<LearnerEntry>) -> Self {
        let with = |verdict| learners.iter().filter(|it| it.verdict() == verdict).count();
        let reports = || learners.iter().filter_map(LearnerEntry::report);
        Self {
            schema: SCHEMA,
            passed: with(Verdict::Pass),
            failed: with(Verdict::Fail),
            errors: with(Verdict::Error),
            score: reports().map(|report| report.score).sum(),
            points: reports().map(|report| report.points).sum(),
            run,
            learners,
        }
    }

    /// The verdict on the whole run: the worst of all.
    pub fn verdict(&self) -> Verdict {
        if self.errors > 0 {
            Verdict::Error
        } else if self.failed > 0 {
            Verdict::Fail
        } else {
            Verdict::Pass
        }
    }
}
