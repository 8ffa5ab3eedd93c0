//! What an invented learner does: events from the first exercise to where time runs out.

use crate::class::demo::habits::Habits;
use crate::class::demo::random::Random;
use crate::model::course::{Course, Exercise};
use crate::model::expectation::Expectation;
use crate::model::journal::{EventKind, JournalEvent};

/// Codes that come up while somebody repairs something else.
const SLIPS: [&str; 6] = ["E0308", "E0425", "E0599", "E0382", "E0277", "E0433"];

/// What a walk through the course left behind.
#[derive(Debug, Default)]
pub struct Walk {
    /// What happened, in order.
    pub events: Vec<JournalEvent>,
    /// Whether each exercise passed, as far as the walk got. The last one may still be at work.
    pub passed: Vec<bool>,
}

/// Walks through the course. `cell` is how many events each exercise gets, if that's fixed.
pub fn walk(
    course: &Course,
    habits: &Habits,
    learner: u64,
    cell: Option<usize>,
    random: &mut Random,
) -> Walk {
    let mut walk = Walk::default();
    let mut clock = Clock {
        sessions: &habits.sessions,
        at: 0,
    };
    let count = course.exercises.len();
    for (place, exercise) in course.exercises.iter().enumerate() {
        let failures = failures(exercise, place, habits, cell, random);
        let mut work = Work {
            exercise,
            learner,
            habits,
            version: 0,
            hints: 0,
        };
        if !clock.pass(random.between(2, 25)) {
            return walk;
        }
        let is_late = |clock: &Clock| clock.is_within_last(habits.stuck_for);
        walk.add(
            clock.at,
            JournalEvent::new(EventKind::Opened, &exercise.name),
        );
        walk.passed.push(false);
        let gets_stuck = habits.stuck_for > 0 && place + 1 < count && has_code(exercise);
        let mut tried = 0;
        let mut first = None;
        let gives_up = cell.is_none() && failures > 4 && random.percent(12);
        while tried < failures || (gets_stuck && is_late(&clock)) {
            if !clock.pass(random.between(habits.pace.0, habits.pace.1)) {
                return walk;
            }
            let check = if gets_stuck && is_late(&clock) {
                // The same code again and again.
                let repeated: &JournalEvent =
                    first.get_or_insert_with(|| work.failed_check(0, random));
                let codes = repeated.codes.iter().take(1).cloned().collect();
                JournalEvent {
                    codes,
                    ..work.failed_check(0, random)
                }
            } else {
                work.failed_check(tried, random)
            };
            walk.add(clock.at, check);
            tried += 1;
            if cell.is_none() && work.wants_hint(tried, random) {
                if !clock.pass(random.between(5, 40)) {
                    return walk;
                }
                work.hints += 1;
                walk.add(clock.at, JournalEvent::hint(&exercise.name, work.hints));
            }
        }
        if gives_up {
            continue;
        }
        if !clock.pass(random.between(habits.pace.0, habits.pace.1)) {
            return walk;
        }
        walk.add(clock.at, work.check("passed", Vec::new(), Some((3, 0))));
        if let Some(passed) = walk.passed.last_mut() {
            *passed = true;
        }
    }
    walk
}

impl Walk {
    fn add(&mut self, at: u64, event: JournalEvent) {
        let seq = u64::try_from(self.events.len()).unwrap_or(0) + 1;
        self.events.push(JournalEvent { seq, at, ..event });
    }
}

/// The time, as far as it's time of work.
struct Clock<'a> {
    sessions: &'a [(u64, u64)],
    at: u64,
}

impl Clock<'_> {
    /// Lets time pass; goes to the next session at the end of one. Returns whether there was one.
    fn pass(&mut self, seconds: u64) -> bool {
        while let Some((from, to)) = self.sessions.first() {
            let next = self.at.max(*from) + seconds;
            if next <= *to {
                self.at = next;
                return true;
            }
            self.sessions = &self.sessions[1..];
        }
        false
    }

    /// Whether it's this close to the end of the last session.
    fn is_within_last(&self, seconds: u64) -> bool {
        let last = |(_, to): &(u64, u64)| self.sessions.len() == 1 && self.at + seconds >= *to;
        self.sessions.first().is_some_and(last)
    }
}

/// How many versions fail.
fn failures(
    exercise: &Exercise,
    place: usize,
    habits: &Habits,
    cell: Option<usize>,
    random: &mut Random,
) -> usize {
    if let Some(events) = cell {
        return events.saturating_sub(2);
    }
    // An exercise is as hard for one as for another.
    let place = u64::try_from(place).unwrap_or(0);
    let hard = Random::new(7, place).between(30, 170) + place / 2;
    let mean = habits.tries * hard / 100;
    if exercise.expect == [Expectation::Passes] {
        return usize::from(random.percent(mean / 10));
    }
    // About as many as an exponential distribution gives.
    let mut tries = 0;
    while tries < 14 && random.below(100 + mean) < mean {
        tries += 1;
    }
    tries
}

fn codes(exercise: &Exercise) -> Vec<String> {
    let codes = exercise.expect.iter().filter_map(|it| match it {
        Expectation::Code(code) => Some(code.clone()),
        _ => None,
    });
    codes.collect()
}

fn has_code(exercise: &Exercise) -> bool {
    !codes(exercise).is_empty()
}

/// The work on one exercise.
struct Work<'a> {
    exercise: &'a Exercise,
    learner: u64,
    habits: &'a Habits,
    version: u64,
    hints: usize,
}

impl Work<'_> {
    /// A check that fails: as the starter does at first, then in other ways, too.
    fn failed_check(&mut self, tried: usize, random: &mut Random) -> JournalEvent {
        let mut codes = codes(self.exercise);
        if tried > 0 && codes.len() > 1 {
            let left = random.between(1, 2);
            codes.truncate(usize::try_from(left).unwrap_or(1));
        }
        if tried > 0 && random.percent(30) {
            let slip = random.choose(&SLIPS).copied().unwrap_or_default();
            if !codes.iter().any(|code| code == slip) {
                if random.percent(40) {
                    codes.clear();
                }
                codes.push(slip.to_owned());
            }
        }
        if tried > 0 && self.exercise.test && random.percent(18) {
            return self.check("tests_failed", Vec::new(), Some((1, 2)));
        }
        if !codes.is_empty() {
            return self.check("compile_error", codes, None);
        }
        match self.exercise.expect.first() {
            Some(Expectation::Lint(_)) => self.check("lint", codes, Some((3, 0))),
            Some(Expectation::Test(_)) => self.check("tests_failed", codes, Some((1, 2))),
            Some(Expectation::TimeOut) => self.check("time_out", codes, None),
            Some(Expectation::Exit) => self.check("exit_status", codes, None),
            _ => self.check("compile_error", codes, None),
        }
    }

    fn check(
        &mut self,
        reason: &str,
        codes: Vec<String>,
        tests: Option<(usize, usize)>,
    ) -> JournalEvent {
        self.version += 1;
        // Sixteen digits that no other version of this learner has.
        let name: u64 = self.exercise.name.bytes().fold(self.learner, |sum, byte| {
            sum.wrapping_mul(31).wrapping_add(u64::from(byte))
        });
        let version = Random::new(name, self.version).next();
        JournalEvent {
            version: Some(format!("{version:016x}")),
            reason: Some(reason.to_owned()),
            codes,
            tests,
            ms: Some(250 + version % 600),
            ..JournalEvent::new(EventKind::Checked, &self.exercise.name)
        }
    }

    fn wants_hint(&self, tried: usize, random: &mut Random) -> bool {
        let most = self.exercise.hints.len().min(3);
        self.hints < most && tried > 1 && random.percent(self.habits.takes_hints)
    }
}
