//! The exercise's screen scrolls, as a learner does it in a terminal.

#![cfg(unix)]

mod common;
#[path = "common/screen.rs"]
mod screen;

use common::Course;
use screen::{Screen, Start};

const FILE: &str = "exercises/long.rs";

/// The arrows and keys as terminals send them; the wheel sends the arrows.
const UP: &str = "\x1b[A";
const DOWN: &str = "\x1b[B";
const PAGE_UP: &str = "\x1b[5~";
const PAGE_DOWN: &str = "\x1b[6~";
const HOME: &str = "\x1b[H";
const END: &str = "\x1b[F";

/// A program that prints numbered lines and ends with a failure.
fn printing(word: &str, lines: usize) -> String {
    format!(
        "fn main() {{\n    for n in 1..={lines} {{\n        println!(\"{word} {{n:02}}\");\n    }}\n    std::process::exit(1);\n}}\n"
    )
}

fn course() -> Course {
    let hints = "hint = \"Look closely.\"\nfurther_hints = [\"Look again.\", \"Give up.\"]";
    Course::new().exercise(
        "long",
        &format!("test = false\n{hints}"),
        &printing("line", 40),
    )
}

fn watch(course: &Course, rows: u16, columns: u16) -> Screen {
    let watch = Start::program(course, &["watch"]).size(rows, columns).go();
    watch.wait_text(&["status 1", "more lines", "line 01"]);
    watch
}

/// Presses keys and waits for a text that comes and one that goes.
#[track_caller]
fn press(watch: &Screen, keys: &str, gone: &str, comes: &str) -> String {
    watch.keys(keys);
    watch.wait_change(gone, comes)
}

fn quit(watch: &Screen) {
    watch.keys("q");
    assert_eq!(watch.wait_exit(), 0);
}

#[test]
fn every_key_scrolls_and_the_signs_count_the_rest() {
    let course = course();
    let watch = watch(&course, 24, 80);
    let top = watch.text();
    assert!(top.contains("↓ ") && !top.contains("↑ "), "{top}");
    assert!(top.contains("? help"), "{top}");
    let text = press(&watch, DOWN, "status 1", "↑ 1 more line ");
    assert!(text.contains("? help") && text.contains(FILE), "{text}");
    press(&watch, UP, "↑ ", "status 1");
    press(&watch, "jj", "status 1", "↑ 2 more lines");
    press(&watch, "k", "↑ 2", "↑ 1 more line ");
    press(&watch, HOME, "↑ ", "status 1");
    let text = press(&watch, END, "↓ ", "line 40");
    assert!(text.contains("↑ "), "{text}");
    // At the end, further keys change nothing that one key back would have to undo.
    watch.keys(&DOWN.repeat(9));
    watch.keys(PAGE_DOWN);
    press(&watch, UP, "line 40", "↓ 1 more line ");
    press(&watch, HOME, "↑ ", "status 1");
    press(&watch, PAGE_DOWN, "status 1", "↑ ");
    press(&watch, PAGE_UP, "↑ ", "status 1");
    press(&watch, " ", "status 1", "↑ ");
}

#[test]
fn pages_leave_no_line_out() {
    let course = course();
    let watch = watch(&course, 24, 80);
    let mut seen = watch.text();
    while seen.contains("↓ ") && !watch.text().contains("line 40") {
        let before = watch.text();
        watch.keys(PAGE_DOWN);
        seen += &watch.wait_for(|screen| screen.contents() != before);
    }
    for n in 1..=40 {
        assert!(seen.contains(&format!("line {n:02}")), "{n}: {seen}");
    }
}

#[test]
fn a_save_goes_to_the_top_and_a_resize_keeps_the_place() {
    let course = course();
    let watch = watch(&course, 24, 80);
    press(&watch, END, "↓ ", "line 40");
    watch.resize(24, 60);
    let text = watch.wait_text(&["line 40", "? help"]);
    assert!(!text.contains("status 1"), "{text}");
    watch.resize(12, 30);
    let text = watch.wait_text(&["↑ "]);
    assert!(!text.contains("status 1"), "{text}");
    watch.resize(24, 80);
    watch.wait_text(&["? help"]);
    watch.keys(END);
    watch.wait_text(&["line 40"]);
    course.write(FILE, printing("other", 40));
    let text = watch.wait_text(&["other 01", "status 1"]);
    assert!(!text.contains("↑ "), "{text}");
}

#[test]
fn a_hint_and_a_message_are_seen_from_anywhere() {
    let course = course();
    let watch = watch(&course, 24, 80);
    press(&watch, END, "↓ ", "line 40");
    press(&watch, "h", "↑ ", "Look closely.");
    // A page that was opened in between leaves the place as it was.
    press(&watch, END, "Look closely.", "line 40");
    press(&watch, "?", "line 40", "Help");
    let text = watch.text();
    assert!(text.contains("PageUp"), "{text}");
    press(&watch, "q", "Help", "line 40");
    press(&watch, "n", "line 40", "Not solved yet.");
    // A message stays while the learner scrolls.
    press(&watch, DOWN, "Not solved", "↑ 1 more line ");
    press(&watch, UP, "↑ ", "Not solved yet.");
}

#[test]
fn earlier_hints_fold_away_to_the_end() {
    let course = course();
    let watch = watch(&course, 24, 80);
    watch.keys("hh");
    let text = watch.wait_text(&["Hint 2 of 3 (hint 1 is at the end)", "Look again."]);
    assert!(!text.contains("Look closely."), "{text}");
    watch.keys("h");
    watch.wait_text(&["Hint 3 of 3 (hints 1 and 2 are at the end)", "Give up."]);
    let text = press(&watch, END, "Give up.", "Look again.");
    assert!(
        text.contains("Look closely.") && text.contains("Hint 1 of 3"),
        "{text}"
    );
}

#[test]
fn a_narrow_terminal_a_low_one_and_one_without_symbols() {
    let course = course();
    let narrow = watch(&course, 24, 30);
    press(&narrow, END, "↓ ", "line 40");
    quit(&narrow);
    let low = watch(&course, 12, 80);
    let text = press(&low, DOWN, "status 1", "↑ 1 more line ");
    assert!(text.contains("↓ ") && text.contains("? help"), "{text}");
    press(&low, END, "↓ ", "line 40");
    quit(&low);
    let start = Start::program(&course, &["watch"]).size(24, 80);
    let plain = start.variable("LANG", "C").variable("NO_COLOR", "1").go();
    plain.wait_text(&["status 1", "v 2", "more lines"]);
    let text = press(&plain, DOWN, "status 1", "^ 1 more line ");
    assert!(text.is_ascii(), "{text}");
}

/// The wheel sends arrows, and no mouse report takes the selection of text away.
#[test]
fn the_wheel_is_asked_for_without_the_mouse() {
    let course = course();
    let watch = watch(&course, 24, 80);
    let raw = watch.raw();
    assert!(raw.contains("\x1b[?1007s\x1b[?1007h"), "{raw:?}");
    quit(&watch);
    watch.assert_given_back();
    let raw = watch.raw();
    assert!(
        raw.rfind("\x1b[?1007r") > raw.rfind("\x1b[?1007h"),
        "{raw:?}"
    );
    for mouse in ["\x1b[?1000h", "\x1b[?1002h", "\x1b[?1003h", "\x1b[?1006h"] {
        assert!(!raw.contains(mouse), "{raw:?}");
    }
}
