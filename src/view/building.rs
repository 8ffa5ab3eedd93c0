//! The progress of building a course's crates, in words.

use crate::model::building::{BuildStatus, Meanwhile};
use crate::view::text::safe;

/// How often plain output reports the progress, in seconds.
const INTERVAL: u64 = 15;

/// The heading above the progress.
pub const HEADING: &str = "Building this course's crates (only once)";

/// `12/45`, or `counting` until the total is known.
pub fn count(building: &BuildStatus) -> String {
    match building.total {
        Some(total) => format!("{}/{total}", building.done),
        None => "counting".to_owned(),
    }
}

/// How long it has taken so far, and which crate has been compiling longest.
pub fn time(building: &BuildStatus) -> String {
    let time = format!("{} s", building.seconds);
    match longest_compile(building) {
        Some(oldest) => format!("{time}, {oldest}"),
        None => time,
    }
}

/// The crate that has been compiling longest, if one is compiling.
pub fn longest_compile(building: &BuildStatus) -> Option<String> {
    let oldest = building.oldest.as_ref()?;
    let (name, seconds) = (safe(&oldest.name, false), oldest.seconds);
    Some(format!("compiling {name} for {seconds} s"))
}

/// What the learner can do in the meantime, if anything.
pub fn meanwhile(building: &BuildStatus) -> Option<&'static str> {
    match building.meanwhile {
        Meanwhile::Nothing => None,
        Meanwhile::Exercises => Some("Meanwhile, you can do exercises that need no crates"),
        Meanwhile::Chapters => Some("Meanwhile, you can do chapters that need no crates"),
    }
}

/// Everything in one line.
pub fn line(building: &BuildStatus) -> String {
    let line = format!("{HEADING}: {}, {}.", count(building), time(building));
    match meanwhile(building) {
        Some(meanwhile) => format!("{line} {meanwhile}."),
        None => line,
    }
}

/// Decides when plain output reports the progress: at the start, then at intervals.
#[derive(Debug, Default)]
pub struct Reporter {
    /// When the last line was written, in seconds since the build began.
    last: Option<u64>,
}

impl Reporter {
    /// The next line, if it's due.
    pub fn next(&mut self, building: &BuildStatus) -> Option<String> {
        let seconds = building.seconds;
        let is_due = match self.last {
            // Fewer seconds mean that another build has begun.
            Some(last) => seconds < last || seconds >= last + INTERVAL,
            None => true,
        };
        is_due.then(|| {
            self.last = Some(seconds);
            line(building)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::building::RunningCompile;

    #[test]
    fn a_line_comes_at_the_start_and_every_fifteen_seconds() {
        let mut reporter = Reporter::default();
        let mut at = |seconds| {
            let building = BuildStatus {
                seconds,
                ..BuildStatus::default()
            };
            reporter.next(&building).is_some()
        };
        let told: Vec<u64> = (0..=47).filter(|seconds| at(*seconds)).collect();
        assert_eq!(told, [0, 15, 30, 45]);
        // Ticks may be missed.
        assert!(!at(59) && at(61) && !at(75) && at(76));
        assert!(at(0) && !at(1));
    }

    #[test]
    fn a_line_says_all_that_is_known() {
        let building = BuildStatus {
            done: 12,
            total: Some(45),
            seconds: 34,
            oldest: Some(RunningCompile {
                name: "sqlx-core".to_owned(),
                seconds: 9,
            }),
            meanwhile: Meanwhile::Chapters,
        };
        assert_eq!(
            line(&building),
            "Building this course's crates (only once): 12/45, 34 s, compiling sqlx-core for 9 s. \
             Meanwhile, you can do chapters that need no crates."
        );
        let line = line(&BuildStatus::default());
        assert!(line.ends_with("(only once): counting, 0 s."), "{line}");
    }
}
