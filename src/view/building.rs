//! How far the building of a course's crates is, in words.

use crate::model::building::{Building, Meanwhile};
use crate::view::text::safe;

/// How often a line is written where nothing can be drawn, in seconds.
const INTERVAL: u64 = 15;

/// What is being done.
pub const HEADING: &str = "Building the crates of this course, once";

/// `12/45`, or what is there where nobody knows yet how many there are.
pub fn count(building: &Building) -> String {
    match building.total {
        Some(total) => format!("{}/{total}", building.done),
        None => "counting".to_owned(),
    }
}

/// The time, and what has been compiling longest.
pub fn time(building: &Building) -> String {
    let time = format!("{} s", building.seconds);
    match oldest(building) {
        Some(oldest) => format!("{time}, {oldest}"),
        None => time,
    }
}

/// What has been compiling longest, if a compiler is at work.
pub fn oldest(building: &Building) -> Option<String> {
    let oldest = building.oldest.as_ref()?;
    let (name, seconds) = (safe(&oldest.name, false), oldest.seconds);
    Some(format!("compiling {name} for {seconds} s"))
}

/// What can be done meanwhile, if something can.
pub fn meanwhile(building: &Building) -> Option<&'static str> {
    match building.meanwhile {
        Meanwhile::Nothing => None,
        Meanwhile::Exercises => Some("Exercises without crates can be done meanwhile"),
        Meanwhile::Chapters => Some("Chapters without crates can be done meanwhile"),
    }
}

/// All of it in one line.
pub fn line(building: &Building) -> String {
    let line = format!("{HEADING}: {}, {}.", count(building), time(building));
    match meanwhile(building) {
        Some(meanwhile) => format!("{line} {meanwhile}."),
        None => line,
    }
}

/// When lines are written: at the start, then at intervals.
#[derive(Debug, Default)]
pub struct Lines {
    /// The seconds of the last one.
    last: Option<u64>,
}

impl Lines {
    /// The line, if it is time for one.
    pub fn next(&mut self, building: &Building) -> Option<String> {
        let seconds = building.seconds;
        let is_due = match self.last {
            // Another build begins from the start.
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
    use crate::model::building::Compiling;

    #[test]
    fn a_line_comes_at_the_start_and_every_fifteen_seconds() {
        let mut lines = Lines::default();
        let mut at = |seconds| {
            let building = Building {
                seconds,
                ..Building::default()
            };
            lines.next(&building).is_some()
        };
        let told: Vec<u64> = (0..=47).filter(|seconds| at(*seconds)).collect();
        assert_eq!(told, [0, 15, 30, 45]);
        // Ticks may be missed.
        assert!(!at(59) && at(61) && !at(75) && at(76));
        assert!(at(0) && !at(1));
    }

    #[test]
    fn a_line_says_all_that_is_known() {
        let building = Building {
            done: 12,
            total: Some(45),
            seconds: 34,
            oldest: Some(Compiling {
                name: "sqlx-core".to_owned(),
                seconds: 9,
            }),
            meanwhile: Meanwhile::Chapters,
        };
        assert_eq!(
            line(&building),
            "Building the crates of this course, once: 12/45, 34 s, compiling sqlx-core for 9 s. \
             Chapters without crates can be done meanwhile."
        );
        let line = line(&Building::default());
        assert!(line.ends_with("once: counting, 0 s."), "{line}");
    }
}
