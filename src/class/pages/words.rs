//! Times, reasons and numbers as people say them.

use maud::{Markup, html};

use crate::class::report::facts::NeedForHelp;
use crate::class::report::map::CellState;
use crate::model::timestamp;
use crate::view::text::{count, safe};

/// Foreign text without what could hide or move other text.
pub fn shown(text: &str) -> String {
    safe(text, false).replace('\n', " ")
}

/// A text of ours with what's in backquotes as code.
pub fn prose(text: &str) -> Markup {
    let parts = text.split('`').enumerate();
    html! {
        @for (place, part) in parts {
            @if place % 2 == 1 { code { (part) } } @else { (part) }
        }
    }
}

/// A number of things.
pub fn counted(number: u32, one: &str) -> String {
    count(usize::try_from(number).unwrap_or(usize::MAX), one)
}

/// Time of work: `45 s`, `18 min`, `2 h 05 min`.
pub fn duration(seconds: u64) -> String {
    match (seconds / 3600, seconds / 60 % 60) {
        (0, 0) => format!("{seconds} s"),
        (0, minutes) => format!("{minutes} min"),
        (hours, minutes) => format!("{hours} h {minutes:02} min"),
    }
}

/// How long ago something was: `12 min ago`, `3 days ago`.
pub fn ago(seconds: u64) -> String {
    match seconds {
        0..60 => "just now".to_owned(),
        60..3600 => format!("{} min ago", seconds / 60),
        3600..172_800 => format!("{} h ago", seconds / 3600),
        _ => format!("{} days ago", seconds / 86_400),
    }
}

/// A moment in UTC: `2026-11-30 19:24`.
pub fn moment(seconds: u64) -> String {
    let text = timestamp::to_rfc3339(seconds);
    match (text.get(..10), text.get(11..16)) {
        (Some(day), Some(time)) => format!("{day} {time}"),
        _ => text,
    }
}

/// Why somebody needs help.
pub fn need(need: &NeedForHelp) -> String {
    match need {
        NeedForHelp::SameCode(code, versions, seconds) => format!(
            "{} in {versions} versions running, {}",
            shown(code),
            duration(u64::from(*seconds))
        ),
        NeedForHelp::ManyVersions(versions, seconds) => format!(
            "{versions} versions failed, {}",
            duration(u64::from(*seconds))
        ),
    }
}

/// The reason of a check, as a result.
pub fn reason(kind: &str) -> String {
    let words = match kind {
        "passed" => "passed",
        "bad_source" => "the file can't be read",
        "compile_error" => "doesn't compile",
        "lint" => "a lint is left",
        "tests_failed" => "a test fails",
        "tests_missing" => "tests are missing",
        "tests_edited" => "the tests were changed",
        "wasm_build_failed" => "doesn't build for WebAssembly",
        "not_done" => "not marked as done",
        "ended_early" => "ends before its tests are done",
        "exit_status" => "ends with an error",
        "signal" => "crashes",
        "time_out" => "doesn't end in time",
        "too_much_output" => "prints too much",
        "out_of_memory" => "needs too much memory",
        "too_many_processes" => "starts too many processes",
        "too_much_disk" => "writes too much",
        "tool_failure" => "the machine failed",
        other => return shown(other),
    };
    words.to_owned()
}

/// The state of a learner's work on an exercise.
pub fn state(state: CellState) -> &'static str {
    match state {
        CellState::Untouched => "not begun",
        CellState::Started => "at work",
        CellState::Claimed => "claimed",
        CellState::Verified => "verified",
        CellState::Refuted => "claimed, but fails",
    }
}

/// What a hand-in tells.
pub fn level(level: &str) -> &'static str {
    match level {
        "code" => "times and code",
        "timeline" => "times, no code",
        _ => "a summary",
    }
}

/// What a chapter is called, without the number that puts it in order.
pub fn chapter(name: &str) -> String {
    let plain = name.trim_start_matches(|c: char| c.is_ascii_digit() || c == '_');
    match plain {
        "" => shown(name),
        "-" => "the course".to_owned(),
        _ => shown(&plain.replace('_', " ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_short() {
        assert_eq!(duration(59), "59 s");
        assert_eq!(duration(18 * 60 + 59), "18 min");
        assert_eq!(duration(2 * 3600 + 300), "2 h 05 min");
        assert_eq!(ago(5), "just now");
        assert_eq!(ago(7200), "2 h ago");
        assert_eq!(ago(3 * 86_400), "3 days ago");
        assert_eq!(moment(0), "1970-01-01 00:00");
        assert_eq!(chapter("07_lifetimes"), "lifetimes");
        assert_eq!(shown("a\u{1b}[2Jb\nc"), "ab c");
    }
}
