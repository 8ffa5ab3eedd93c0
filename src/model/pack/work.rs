//! What a pack says about a learner's work on one exercise.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::model::journal::{CodeHistory, ExerciseHistory, Stuck};
use crate::model::timestamp;

/// How far an exercise is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WorkState {
    /// Touched, and not passed.
    Started,
    /// Passed at least once, on the learner's machine.
    Passed,
}

/// A learner's work on one exercise, as the learner's machine tells it: a claim.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExerciseWork {
    /// The exercise's name.
    pub exercise: String,
    /// How far it is.
    pub state: WorkState,
    /// How many different versions failed.
    #[serde(default)]
    pub attempts: u32,
    /// The highest level of hint that was shown; 0 if none was.
    #[serde(default)]
    pub hints: u32,
    /// The time of work in seconds. Pauses of more than five minutes don't count.
    #[serde(default)]
    pub active_seconds: u64,
    /// When it was first and last worked on, and when it first passed, in seconds since 1970. At level
    /// `summary`, midnight of the day.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        with = "timestamp::as_optional_rfc3339"
    )]
    pub first_at: Option<u64>,
    /// See [`first_at`](Self::first_at).
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        with = "timestamp::as_optional_rfc3339"
    )]
    pub last_at: Option<u64>,
    /// See [`first_at`](Self::first_at).
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        with = "timestamp::as_optional_rfc3339"
    )]
    pub passed_at: Option<u64>,
    /// The reason of the last check.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_reason: Option<String>,
    /// The error code that the last version has, and for how long it has stood.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stuck: Option<Stuck>,
    /// The error codes that it gave.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub codes: BTreeMap<String, CodeHistory>,
}

impl ExerciseWork {
    /// What a learner's history tells of an exercise.
    pub fn new(exercise: &str, history: &ExerciseHistory) -> Self {
        let state = match history.passed_at {
            Some(_) => WorkState::Passed,
            None => WorkState::Started,
        };
        Self {
            exercise: exercise.to_owned(),
            state,
            attempts: history.failed_versions,
            hints: u32::try_from(history.highest_hint).unwrap_or(u32::MAX),
            active_seconds: history.active_seconds,
            first_at: history.seen.map(|(first, _)| first),
            last_at: history.seen.map(|(_, last)| last),
            passed_at: history.passed_at,
            last_reason: history.last_reason.clone(),
            stuck: history.stuck(),
            codes: history.codes.clone(),
        }
    }

    /// The same with days instead of times.
    pub fn without_times(self) -> Self {
        let day = |at: Option<u64>| at.map(|at| at - at % (24 * 60 * 60));
        Self {
            first_at: day(self.first_at),
            last_at: day(self.last_at),
            passed_at: day(self.passed_at),
            ..self
        }
    }
}
