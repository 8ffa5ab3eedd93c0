//! How an invented learner works: when, how well, and until when.

use crate::class::demo::random::Random;

const MINUTE: u64 = 60;
const DAY: u64 = 24 * 60 * MINUTE;

/// When the class began, in days before now.
const LENGTH: u64 = 35;

/// What an invented learner is like.
#[derive(Debug, Clone)]
pub struct Habits {
    /// How many failed versions an exercise of ordinary difficulty takes, in hundredths.
    pub tries: u64,
    /// How many seconds lie between two checks.
    pub pace: (u64, u64),
    /// When the learner works, in seconds since 1970: from, to. In order.
    pub sessions: Vec<(u64, u64)>,
    /// How many seconds at the end go to an exercise that doesn't give way; mostly 0.
    pub stuck_for: u64,
    /// In how many of 100 cases a hint is taken after a failed version.
    pub takes_hints: u64,
}

impl Habits {
    /// Invents a learner at the time `now`.
    pub fn invent(random: &mut Random, now: u64) -> Self {
        let tries = random.between(60, 360);
        let slow = random.between(40, 150);
        let takes_hints = random.between(5, 55);
        let kind = random.below(100);
        // Some lost interest, at any time.
        let last_day = match kind {
            0..=3 => 1,
            4..=12 => random.between(2, LENGTH - 9),
            _ => LENGTH,
        };
        let stuck_for = match kind {
            88.. => random.between(8, 50) * MINUTE,
            _ => 0,
        };
        // How many of a hundred days the learner works.
        let diligence = random.between(14, 50);
        let begin = now.saturating_sub(LENGTH * DAY);
        let mut sessions = Vec::new();
        for day in 0..last_day {
            if day > 0 && !random.percent(diligence) {
                continue;
            }
            let from = begin + day * DAY + random.between(0, 10 * 60) * MINUTE;
            let length = random.between(20, 75) * MINUTE;
            if from + length < now {
                sessions.push((from, from + length));
            }
        }
        if last_day == LENGTH && (stuck_for > 0 || random.percent(70)) {
            // The class sits in its room.
            sessions.retain(|(_, to)| *to + 3 * 60 * MINUTE < now);
            sessions.push((
                now.saturating_sub(90 * MINUTE),
                now - random.between(0, 240),
            ));
        }
        Self {
            tries,
            pace: (slow, slow * 4),
            sessions,
            stuck_for,
            takes_hints,
        }
    }

    /// The same learner with as much time as there is: every exercise is reached.
    #[must_use]
    pub fn without_end(self, now: u64) -> Self {
        let begin = now.saturating_sub(LENGTH * DAY);
        Self {
            sessions: vec![(begin, now)],
            stuck_for: 0,
            ..self
        }
    }
}
