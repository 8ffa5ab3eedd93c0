//! What the journal and the progress file tell together about a learner's work.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::model::course::Course;
use crate::model::journal::event::{EventKind, JournalEvent};
use crate::model::progress::{ExerciseRecord, Progress};
use crate::model::timestamp;

/// The longest pause between two events that counts as work, in seconds.
const LONGEST_PAUSE: u64 = 5 * 60;

/// A learner's work on a course.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct History {
    /// When the journal begins, in seconds since 1970.
    pub since: u64,
    /// The work on each exercise that was ever touched, by name.
    pub exercises: BTreeMap<String, ExerciseHistory>,
    /// The work on each day in UTC, by days since 1970.
    pub days: BTreeMap<u64, DayHistory>,
}

/// A learner's work on one exercise. A reset takes nothing away from it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ExerciseHistory {
    /// The time of work in seconds. Pauses of more than five minutes don't count.
    pub active_seconds: u64,
    /// How many checks the journal has.
    pub checks: u32,
    /// How many different versions failed, at least: the journal has the same outcome within half a
    /// minute once.
    pub failed_versions: u32,
    /// The highest level of hint that was shown; 0 if none was.
    pub highest_hint: usize,
    /// How often it was reset; resets of only its tests don't count.
    pub resets: u32,
    /// When it first passed, in seconds since 1970.
    pub passed_at: Option<u64>,
    /// When the journal first and last says something about it, in seconds since 1970.
    pub seen: Option<(u64, u64)>,
    /// The reason of its last check, as [`Reason::kind`](crate::model::verdict::Reason::kind) names it.
    pub last_reason: Option<String>,
    /// The error codes that it gave.
    pub codes: BTreeMap<String, CodeHistory>,
    /// The codes of its last version, with how long they have stood.
    runs: BTreeMap<String, Run>,
}

/// A code in several versions running.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Run {
    versions: u32,
    /// The time of work when it began, in seconds.
    since: u64,
}

/// An error code that stands in the last version of an exercise, and for how long.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Stuck {
    /// In how many versions running.
    pub versions: u32,
    /// In how much time of work, in seconds.
    pub seconds: u64,
    /// The code.
    pub code: String,
}

/// How a learner fares with an error code.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CodeHistory {
    /// How often it was met.
    pub met: u32,
    /// Whether every exercise that gave it has passed since.
    #[serde(rename = "beaten")]
    pub is_beaten: bool,
}

/// A learner's work on one day.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DayHistory {
    /// The time of work in seconds.
    pub active_seconds: u64,
    /// How many checks the journal has.
    pub checks: u32,
    /// How many exercises passed for the first time.
    pub passed: u32,
}

impl History {
    /// What the events, in the journal's order, and the progress tell. `None` if there are no events.
    pub fn new(course: &Course, progress: &Progress, events: &[JournalEvent]) -> Option<Self> {
        (!events.is_empty()).then(|| Self::of(course, progress, events))
    }

    /// The same without a journal: what the progress alone tells has no times of work and no days.
    pub fn of(course: &Course, progress: &Progress, events: &[JournalEvent]) -> Self {
        let since = events.first().map(|event| event.at).unwrap_or_default();
        let mut history = Self {
            since,
            ..Self::default()
        };
        let names = current_names(course);
        let name = |event: &JournalEvent| {
            let name = event.exercise.as_str();
            names.get(name).copied().unwrap_or(name).to_owned()
        };
        let mut failed: BTreeSet<(String, &str)> = BTreeSet::new();
        let mut last_versions: BTreeMap<String, &str> = BTreeMap::new();
        let mut before: Option<&JournalEvent> = None;
        for event in events {
            if let Some(before) = before {
                // Whoever opens another exercise has worked on the one before until now.
                let is_over = event.kind == EventKind::Opened;
                let worked_on = if is_over { before } else { event };
                history.add_time(name(worked_on), before.at, event.at);
            }
            before = Some(event);
            let exercise = name(event);
            let entry = history.exercises.entry(exercise.clone()).or_default();
            let day = history.days.entry(timestamp::day_of(event.at)).or_default();
            day.checks += u32::from(event.kind == EventKind::Checked);
            let earlier = progress
                .record(&exercise)
                .and_then(|record| record.passed_at);
            let is_first = entry.passed_at.is_none() && earlier.is_none_or(|at| at >= since);
            day.passed += u32::from(event.is_pass() && is_first);
            let version = event.version.as_deref().unwrap_or_default();
            if event.is_failed_attempt() && failed.insert((exercise.clone(), version)) {
                entry.failed_versions += 1;
            }
            let is_new = event.kind == EventKind::Checked
                && last_versions.insert(exercise, version) != Some(version);
            entry.add(event, is_new);
        }
        for (exercise, record) in &progress.exercises {
            let entry = history.exercises.entry(exercise.clone()).or_default();
            entry.add_record(record);
        }
        history
    }

    /// Counts the time between two events as work, unless it's long or the clock was set back.
    fn add_time(&mut self, exercise: String, from: u64, to: u64) {
        let pause = to.saturating_sub(from);
        if pause > 0 && pause <= LONGEST_PAUSE {
            let day = self.days.entry(timestamp::day_of(to)).or_default();
            day.active_seconds += pause;
            let entry = self.exercises.entry(exercise).or_default();
            entry.active_seconds += pause;
        }
    }

    /// The work on an exercise; nothing, if there was none.
    pub fn exercise(&self, name: &str) -> ExerciseHistory {
        self.exercises.get(name).cloned().unwrap_or_default()
    }

    /// All the time of work in seconds.
    pub fn active_seconds(&self) -> u64 {
        self.days.values().map(|day| day.active_seconds).sum()
    }

    /// All error codes of all exercises.
    pub fn codes(&self) -> BTreeMap<&str, CodeHistory> {
        let mut codes: BTreeMap<&str, CodeHistory> = BTreeMap::new();
        for exercise in self.exercises.values() {
            for (code, found) in &exercise.codes {
                let entry = codes.entry(code).or_insert(CodeHistory {
                    met: 0,
                    is_beaten: true,
                });
                entry.met = entry.met.saturating_add(found.met);
                entry.is_beaten &= found.is_beaten;
            }
        }
        codes
    }
}

impl ExerciseHistory {
    /// The code that has stood for most versions, if one stands in the last version.
    pub fn stuck(&self) -> Option<Stuck> {
        let runs = self.runs.iter().map(|(code, run)| Stuck {
            versions: run.versions,
            seconds: self.active_seconds.saturating_sub(run.since),
            code: code.clone(),
        });
        runs.max()
    }

    /// Adds an event. Codes count if it's about another version than the check before.
    fn add(&mut self, event: &JournalEvent, is_new_version: bool) {
        let first = self.seen.map_or(event.at, |(first, _)| first);
        self.seen = Some((first, event.at));
        if event.kind == EventKind::Checked && event.reason.as_deref() != Some("tool_failure") {
            self.last_reason.clone_from(&event.reason);
            self.runs.retain(|code, _| event.codes.contains(code));
            for code in &event.codes {
                let since = self.active_seconds;
                let run = self
                    .runs
                    .entry(code.clone())
                    .or_insert(Run { versions: 0, since });
                run.versions += u32::from(is_new_version || run.versions == 0);
            }
        }
        match event.kind {
            EventKind::Checked => self.checks += 1,
            EventKind::Hint => {
                self.highest_hint = self.highest_hint.max(event.level.unwrap_or_default());
            }
            EventKind::Reset if !event.tests_only => self.resets += 1,
            _ => {}
        }
        for code in &event.codes {
            let code = self.codes.entry(code.clone()).or_default();
            code.met += u32::from(is_new_version);
            code.is_beaten = false;
        }
        if event.is_pass() {
            self.passed_at.get_or_insert(event.at);
            for code in self.codes.values_mut() {
                code.is_beaten = true;
            }
        }
    }

    /// Adds what only the progress file knows: it may be older than the journal.
    fn add_record(&mut self, record: &ExerciseRecord) {
        self.failed_versions = self.failed_versions.max(record.attempts);
        self.highest_hint = self.highest_hint.max(record.hints_seen);
        self.passed_at = match (self.passed_at, record.passed_at) {
            (Some(one), Some(other)) => Some(one.min(other)),
            (one, other) => one.or(other),
        };
        for (code, count) in &record.codes_met {
            let code = self.codes.entry(code.clone()).or_insert(CodeHistory {
                met: 0,
                is_beaten: record.passed_at.is_some(),
            });
            code.met = code.met.max(*count);
        }
    }
}

/// The current names of exercises that were renamed.
fn current_names(course: &Course) -> BTreeMap<&str, &str> {
    let exercises = course.exercises.iter();
    let names = exercises.flat_map(|exercise| {
        let aliases = exercise.aliases.iter();
        aliases.map(|alias| (alias.as_str(), exercise.name.as_str()))
    });
    names.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::manifest;
    use crate::model::progress::ProgressChange;

    /// Midnight of some day.
    const DAY_ONE: u64 = 20_000 * 86_400;

    fn course() -> Course {
        manifest::parse(
            "format_version = 1\n[[exercises]]\nname = \"a\"\naliases = [\"old_a\"]\n\
             [[exercises]]\nname = \"b\"\n",
        )
        .expect("valid")
    }

    fn at(seconds: u64, event: JournalEvent) -> JournalEvent {
        JournalEvent {
            at: DAY_ONE + seconds,
            ..event
        }
    }

    fn check(seconds: u64, exercise: &str, codes: &[&str]) -> JournalEvent {
        let reason = if codes.is_empty() {
            "passed"
        } else {
            "compile_error"
        };
        let event = JournalEvent {
            reason: Some(reason.to_owned()),
            codes: codes.iter().map(|code| (*code).to_owned()).collect(),
            version: Some(seconds.to_string()),
            ..JournalEvent::new(EventKind::Checked, exercise)
        };
        at(seconds, event)
    }

    fn opened(seconds: u64, exercise: &str) -> JournalEvent {
        at(seconds, JournalEvent::new(EventKind::Opened, exercise))
    }

    fn history(events: &[JournalEvent]) -> History {
        History::new(&course(), &Progress::default(), events).expect("events")
    }

    #[test]
    fn time_belongs_to_the_exercise_that_was_worked_on() {
        let history = history(&[
            opened(0, "a"),
            check(100, "a", &["E0382"]),
            // A long pause.
            check(401, "a", &["E0382"]),
            check(701, "a", &[]),
            opened(731, "b"),
            check(741, "b", &[]),
            // A clock that was set back.
            check(500, "b", &[]),
            check(510, "b", &[]),
        ]);
        assert_eq!(history.exercise("a").active_seconds, 100 + 300 + 30);
        assert_eq!(history.exercise("b").active_seconds, 10 + 10);
        assert_eq!(history.active_seconds(), 450);
        assert_eq!(history.exercise("nobody"), ExerciseHistory::default());
    }

    #[test]
    fn days_end_at_midnight() {
        let history = history(&[
            check(86_390, "a", &["E0382"]),
            check(86_410, "a", &[]),
            check(86_420, "a", &[]),
            check(86_430, "b", &[]),
        ]);
        let days: Vec<_> = history.days.values().collect();
        assert_eq!((days[0].active_seconds, days[1].active_seconds), (0, 40));
        assert_eq!((days[1].checks, days[1].passed), (3, 2));
    }

    #[test]
    fn the_same_version_again_is_no_news() {
        let again = |seconds| JournalEvent {
            version: Some("same".to_owned()),
            ..check(seconds, "a", &["E0382"])
        };
        let events = [
            again(0),
            again(50_000),
            check(50_060, "a", &[]),
            check(90_000, "a", &[]),
        ];
        let history = history(&events);
        let a = history.exercise("a");
        assert_eq!(
            (a.failed_versions, a.codes["E0382"].met, a.checks),
            (1, 1, 4)
        );
        let passed: Vec<u32> = history.days.values().map(|day| day.passed).collect();
        assert_eq!(passed, [1, 0]);
    }

    #[test]
    fn a_code_stands_until_a_version_is_without_it() {
        let mut events = vec![
            check(0, "a", &["E0382"]),
            check(60, "a", &["E0382", "E0499"]),
            check(120, "a", &["E0499", "E0382"]),
        ];
        let stuck = |events: &[JournalEvent]| {
            let stuck = history(events).exercise("a").stuck();
            stuck.map(|it| (it.code, it.versions, it.seconds))
        };
        assert_eq!(stuck(&events), Some(("E0382".to_owned(), 3, 120)));
        events.push(check(180, "a", &["E0499"]));
        assert_eq!(stuck(&events), Some(("E0499".to_owned(), 3, 120)));
        events.push(check(200, "a", &[]));
        assert_eq!(stuck(&events), None);
        let a = history(&events).exercise("a");
        assert_eq!(a.seen, Some((DAY_ONE, DAY_ONE + 200)));
        assert_eq!(a.last_reason.as_deref(), Some("passed"));
    }

    #[test]
    fn a_pass_beats_the_codes_of_its_exercise_until_they_come_back() {
        let mut events = vec![
            check(0, "a", &["E0382", "E0499"]),
            check(60, "a", &["E0382"]),
            check(90, "b", &["E0382"]),
            check(120, "old_a", &[]),
        ];
        let codes = |events: &[JournalEvent]| {
            let history = history(events);
            let codes = history.codes().into_iter();
            codes
                .map(|(code, found)| (code.to_owned(), found.met, found.is_beaten))
                .collect::<Vec<_>>()
        };
        let expected = [
            ("E0382".to_owned(), 3, false),
            ("E0499".to_owned(), 1, true),
        ];
        assert_eq!(codes(&events), expected);
        events.push(check(150, "b", &[]));
        assert!(codes(&events)[0].2);
        events.push(check(180, "a", &["E0499"]));
        assert_eq!(codes(&events)[1], ("E0499".to_owned(), 2, false));
    }

    #[test]
    fn a_reset_takes_nothing_away_and_older_progress_counts() {
        let events = [
            check(0, "a", &["E0382"]),
            at(5, JournalEvent::hint("a", 2)),
            check(10, "a", &["E0382"]),
            at(20, JournalEvent::tests_reset("a")),
            at(20, JournalEvent::new(EventKind::Reset, "a")),
        ];
        let mut progress = Progress::default();
        for version in ["1", "2", "3"] {
            progress.apply(&ProgressChange::Checked {
                name: "b".into(),
                passed: version == "3",
                codes: vec!["E0499".into()],
                version: version.into(),
                now: 7,
            });
        }
        let history = History::new(&course(), &progress, &events).expect("events");
        let a = history.exercise("a");
        assert_eq!(
            (a.failed_versions, a.highest_hint, a.resets, a.checks),
            (2, 2, 1, 2)
        );
        assert!(!a.codes["E0382"].is_beaten);
        let b = history.exercise("b");
        assert_eq!((b.failed_versions, b.passed_at), (2, Some(7)));
        let expected = CodeHistory {
            met: 2,
            is_beaten: true,
        };
        assert_eq!(b.codes["E0499"], expected);
        assert_eq!(History::new(&course(), &progress, &[]), None);
    }
}
