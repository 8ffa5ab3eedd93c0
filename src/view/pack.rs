//! What is in a pack, for the learner whose work it tells.

use std::path::Path;

use crate::model::pack::{Pack, PackLevel, WorkState};
use crate::view::text::{count, safe};
use crate::view::theme::Theme;

/// All that a pack tells, and what it doesn't. `written` is the file that it's in, if it was written.
pub fn contents(pack: &Pack, bytes: usize, written: Option<&Path>, theme: Theme) -> Vec<String> {
    let mut lines = Vec::new();
    let size = kibibytes(bytes);
    lines.push(match written {
        Some(file) => {
            let file = safe(&file.to_string_lossy(), false);
            theme.strong(&format!("{file} ({size}) is written. All that's in it:"))
        }
        None => theme.strong(&format!("A pack ({size}) would tell:")),
    });
    let passed = pack.work.iter().filter(|it| it.state == WorkState::Passed);
    let passed = passed.count();
    let started = pack.work.len() - passed;
    let learner = safe(&pack.head.learner, false);
    lines.push(item(&format!("who you are in the class: {learner}")));
    lines.push(item(&format!(
        "{} passed, {started} started: attempts, highest hint, error codes, minutes of work, last reason",
        count(passed, "exercise")
    )));
    lines.push(item(match pack.head.level {
        PackLevel::Summary => "on which days you first and last worked on each",
        _ => "when you first and last worked on each",
    }));
    if pack.head.level >= PackLevel::Timeline {
        let events = count(pack.events.len(), "line");
        lines.push(item(&format!(
            "your journal: {events} about checks, hints, solutions and resets, each with its time"
        )));
    }
    if pack.head.level >= PackLevel::Code {
        let names: Vec<&str> = pack.files.iter().map(|it| it.exercise.as_str()).collect();
        let names = safe(&names.join(", "), false);
        lines.push(item(&match pack.files.len() {
            0 => "no code: every exercise is as it began".to_owned(),
            some => format!("your code of {}: {names}", count(some, "exercise")),
        }));
    }
    lines.push(item(
        "the course, the version of this program, and the time of packing",
    ));
    if pack.work.is_empty() && pack.files.is_empty() {
        let note = "You haven't done anything in this folder yet. Is it the one in which you work?";
        lines.push(theme.warn(note));
    }
    let missing = match pack.head.level {
        PackLevel::Summary => "Neither your code nor times of day are in it",
        PackLevel::Timeline => "Your code isn't in it",
        PackLevel::Code => "Nothing else is in it",
    };
    lines.push(match written {
        Some(_) => format!("{missing}. It's a text file: open it in your editor to read it all."),
        None => format!("{missing}. Nothing was written."),
    });
    lines
}

fn item(text: &str) -> String {
    format!("  - {text}")
}

fn kibibytes(bytes: usize) -> String {
    format!("{} KiB", bytes.div_ceil(1024))
}
