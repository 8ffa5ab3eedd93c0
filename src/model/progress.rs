//! A learner's progress.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::model::course::Course;

/// A learner's progress through one course.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Progress {
    /// The exercise that `watch` shows.
    pub current: Option<String>,
    /// The record of each exercise that was ever touched, by name.
    #[serde(default)]
    pub exercises: BTreeMap<String, ExerciseRecord>,
    /// Exercises that count as done because Rustlings' own progress file says so.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub taken_over: BTreeSet<String>,
    /// Keys that a later version wrote. We keep them as they are.
    #[serde(flatten)]
    pub other: BTreeMap<String, serde_json::Value>,
}

/// The learner's record for one exercise.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExerciseRecord {
    /// When the exercise first passed, in seconds since 1970; `None` if it hasn't yet.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub passed_at: Option<u64>,
    /// How many different versions of the file failed before that.
    #[serde(default)]
    pub attempts: u32,
    /// The highest level of hint that was shown; 0 if none was.
    #[serde(default)]
    pub hints_seen: usize,
    /// The error codes that the exercise gave, and how often.
    #[serde(default)]
    pub codes_met: BTreeMap<String, u32>,
    /// The digest of the version that was checked last, so that a repeated check counts once.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_checked: Option<String>,
    /// Keys that a later version wrote. We keep them as they are.
    #[serde(flatten)]
    pub other: BTreeMap<String, serde_json::Value>,
}

/// One change of the progress. We replay changes onto the file that's on disk, so that two
/// programs in one folder don't lose each other's changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ProgressChange {
    /// A version of an exercise's file was checked.
    Checked {
        /// The exercise.
        name: String,
        /// Whether it passed.
        passed: bool,
        /// The error codes.
        codes: Vec<String>,
        /// The digest of the file's content.
        version: String,
        /// Seconds since 1970.
        now: u64,
    },
    /// A hint was shown.
    HintSeen {
        /// The exercise.
        name: String,
        /// The hint's level, from 1.
        level: usize,
    },
    /// The learner went to this exercise.
    Current {
        /// The exercise.
        name: String,
    },
    /// The exercise was reset to its start.
    Reset {
        /// The exercise.
        name: String,
    },
    /// The reset was undone.
    Restored {
        /// The exercise.
        name: String,
        /// The exercise's record before the reset.
        record: Box<ExerciseRecord>,
    },
}

impl Progress {
    /// Whether the learner has done nothing in this course yet, at least not with this program.
    pub fn is_untouched(&self) -> bool {
        let is_taken_over = |(name, record): (&String, &ExerciseRecord)| {
            let done = ExerciseRecord {
                passed_at: record.passed_at,
                ..ExerciseRecord::default()
            };
            self.taken_over.contains(name) && *record == done
        };
        self.exercises.iter().all(is_taken_over)
    }

    /// Whether the exercise has ever passed since its last reset.
    pub fn is_done(&self, name: &str) -> bool {
        self.record(name).is_some_and(|r| r.passed_at.is_some())
    }

    /// Whether the learner may see repairs in code: after the second hint, after two attempts with
    /// different text, or once the exercise is done.
    pub fn has_tried_enough(&self, name: &str) -> bool {
        let record = self.record(name);
        record.is_some_and(|record| {
            record.hints_seen >= 2 || record.attempts >= 2 || record.passed_at.is_some()
        })
    }

    /// The record of an exercise, if there is one.
    pub fn record(&self, name: &str) -> Option<&ExerciseRecord> {
        self.exercises.get(name)
    }

    /// How many of the course's exercises are done.
    pub fn count_done(&self, course: &Course) -> usize {
        let exercises = course.exercises.iter();
        exercises.filter(|e| self.is_done(&e.name)).count()
    }

    /// The position of the current exercise: where the learner was, or the first one that isn't
    /// done, or the last one.
    pub fn current_index(&self, course: &Course) -> usize {
        let current = self
            .current
            .as_deref()
            .and_then(|name| course.position(name));
        current
            .or_else(|| self.next_pending(course, 0))
            .unwrap_or(course.exercises.len() - 1)
    }

    /// The position of the first exercise at or after `from` that isn't done; after the course's
    /// end, the search goes on from its start.
    pub fn next_pending(&self, course: &Course, from: usize) -> Option<usize> {
        let count = course.exercises.len();
        (0..count)
            .map(|step| (from + step) % count)
            .find(|index| !self.is_done(&course.exercises[*index].name))
    }

    /// All error codes: how often they were met, and whether every exercise that gave them has
    /// passed since.
    pub fn codes(&self) -> BTreeMap<String, (u32, bool)> {
        let mut codes: BTreeMap<String, (u32, bool)> = BTreeMap::new();
        for record in self.exercises.values() {
            for (code, count) in &record.codes_met {
                let entry = codes.entry(code.clone()).or_insert((0, true));
                entry.0 += count;
                entry.1 &= record.passed_at.is_some();
            }
        }
        codes
    }

    /// Moves records from exercises' former names to their current ones. If both have a record,
    /// the current name's wins.
    pub fn follow_aliases(&mut self, course: &Course) {
        for exercise in &course.exercises {
            for alias in &exercise.aliases {
                if let Some(record) = self.exercises.remove(alias) {
                    self.exercises
                        .entry(exercise.name.clone())
                        .or_insert(record);
                }
                if self.current.as_ref() == Some(alias) {
                    self.current = Some(exercise.name.clone());
                }
            }
        }
    }

    /// Applies one change.
    pub fn apply(&mut self, change: &ProgressChange) {
        match change {
            ProgressChange::Checked {
                name,
                passed,
                codes,
                version,
                now,
            } => self.entry(name).add_check(*passed, codes, version, *now),
            ProgressChange::HintSeen { name, level } => {
                let record = self.entry(name);
                record.hints_seen = record.hints_seen.max(*level);
            }
            ProgressChange::Current { name } => self.current = Some(name.clone()),
            ProgressChange::Reset { name } => {
                self.exercises.remove(name);
            }
            ProgressChange::Restored { name, record } => {
                self.exercises.insert(name.clone(), (**record).clone());
            }
        }
    }

    fn entry(&mut self, name: &str) -> &mut ExerciseRecord {
        self.exercises.entry(name.to_owned()).or_default()
    }
}

impl ExerciseRecord {
    fn add_check(&mut self, passed: bool, codes: &[String], version: &str, now: u64) {
        let repeated = self.last_checked.as_deref() == Some(version);
        self.last_checked = Some(version.to_owned());
        if passed {
            self.passed_at.get_or_insert(now);
            return;
        }
        if !repeated && self.passed_at.is_none() {
            self.attempts += 1;
        }
        if !repeated {
            for code in codes {
                *self.codes_met.entry(code.clone()).or_default() += 1;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::manifest;

    fn course() -> Course {
        manifest::parse(
            "format_version = 1\n[[exercises]]\nname = \"a\"\n[[exercises]]\nname = \"b\"\naliases = [\"old_b\"]\n[[exercises]]\nname = \"c\"\n",
        )
        .expect("valid")
    }

    fn checked(name: &str, passed: bool, version: &str) -> ProgressChange {
        ProgressChange::Checked {
            name: name.into(),
            passed,
            codes: if passed { vec![] } else { vec!["E0382".into()] },
            version: version.into(),
            now: 7,
        }
    }

    #[test]
    fn the_same_version_counts_once_and_a_pass_beats_its_codes() {
        let mut progress = Progress::default();
        for version in ["1", "1", "2"] {
            progress.apply(&checked("a", false, version));
        }
        assert_eq!(progress.record("a").map(|r| r.attempts), Some(2));
        assert_eq!(progress.codes()["E0382"], (2, false));
        progress.apply(&checked("a", true, "3"));
        assert_eq!(progress.codes()["E0382"], (2, true));
        assert!(progress.is_done("a"));
    }

    #[test]
    fn pending_wraps_around_and_ends() {
        let (course, mut progress) = (course(), Progress::default());
        progress.apply(&checked("b", true, "1"));
        assert_eq!(progress.next_pending(&course, 1), Some(2));
        progress.apply(&checked("c", true, "1"));
        assert_eq!(progress.next_pending(&course, 1), Some(0));
        progress.apply(&checked("a", true, "1"));
        assert_eq!(progress.next_pending(&course, 1), None);
    }

    #[test]
    fn records_follow_a_renamed_exercise() {
        let (course, mut progress) = (course(), Progress::default());
        progress.apply(&checked("old_b", true, "1"));
        progress.apply(&ProgressChange::Current {
            name: "old_b".into(),
        });
        progress.follow_aliases(&course);
        assert!(progress.is_done("b"));
        assert_eq!(progress.current_index(&course), 1);
        assert!(progress.record("old_b").is_none());
    }
}
