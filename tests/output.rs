//! What programs print: in the order in which they printed it, and all of it where that was
//! promised.

#![cfg(unix)]

mod common;
#[path = "common/screen.rs"]
mod screen;

use std::path::Path;

use common::Course;
use screen::Screen;
use serde_json::Value;

/// Alternates, and panics at the end.
const PANICS: &str = r#"fn main() {
    println!("one");
    eprintln!("two");
    println!("three");
    let rounds = vec![7];
    println!("{}", rounds[rounds.len()]);
}
"#;

/// Alternates, and passes.
const PASSES: &str = r#"fn main() {
    println!("one");
    eprintln!("two");
    print!("three, ");
    println!("four");
    eprintln!("five");
    print!("six");
}
"#;

/// Alternates for long and in writes of all sizes, and ends in the middle.
const MUCH: &str = r#"use std::io::Write;
fn main() {
    for number in 0..4000_usize {
        let text = format!("{number}{}\n", " ".repeat(number * 7 % 9001 * (number % 50 / 49)));
        match number % 3 {
            0 => std::io::stderr().write_all(text.as_bytes()).unwrap(),
            1 => println!("{}", text.trim_end_matches('\n')),
            _ => print!("{text}"),
        }
    }
    print!("never flushed");
    std::process::abort();
}
"#;

fn course() -> Course {
    Course::new()
        .exercise("panics", "test = false", PANICS)
        .exercise("passes", "test = false", PASSES)
        .exercise("much", "test = false", MUCH)
        .exercise(
            "plain",
            "test = false",
            "fn main() { println!(\"only\"); }\n",
        )
}

/// Asserts that these parts stand in a text in this order.
#[track_caller]
fn assert_order(text: &str, parts: &[&str]) {
    let mut rest = text;
    for part in parts {
        let found = rest.split_once(part);
        (_, rest) = found.unwrap_or_else(|| panic!("{part:?} is not where it belongs: {text}"));
    }
}

const PANIC: &[&str] = &[
    "one\n",
    "two\n",
    "three\n",
    "panicked at ",
    "index out of bounds",
];

/// The entries of a report by their names.
fn entries(course: &Course, args: &[&str]) -> Vec<Value> {
    let args = [&["verify", "--format", "json", "--no-cache"], args].concat();
    let run = course.run(&args);
    let document: Value =
        serde_json::from_str(&run.stdout).unwrap_or_else(|error| panic!("{error}: {run:?}"));
    document["exercises"].as_array().expect("a list").clone()
}

#[cfg(target_os = "linux")]
#[track_caller]
fn assert_in_order(entries: &[Value]) {
    let text = |index: usize, key: &str| entries[index][key].as_str();
    let panics = text(0, "output").expect("on both streams");
    assert_order(panics, PANIC);
    assert_eq!(text(0, "stdout"), Some("one\nthree\n"));
    assert!(text(0, "stderr").is_some_and(|text| text.starts_with("two\n")));
    let passes = "one\ntwo\nthree, four\nfive\nsix";
    assert_eq!(text(1, "output"), Some(passes));
    assert_eq!(text(1, "stdout"), Some("one\nthree, four\nsix"));
    assert_eq!(text(1, "stderr"), Some("two\nfive\n"));
    // One stream alone needs no other order.
    assert_eq!(
        (text(3, "output"), text(3, "stdout")),
        (None, Some("only\n"))
    );
}

/// As many at once, where those that pass are compiled together; in the sandbox, which is
/// left out where the kernel has none; and as text.
#[cfg(target_os = "linux")]
#[test]
fn reports_have_what_main_printed_in_its_order() {
    let course = course();
    assert_in_order(&entries(&course, &["--report", "junit=report.xml"]));
    let junit = course.read("report.xml");
    assert_order(
        &junit,
        &[
            "---- output ----",
            "one\n",
            "two\n",
            "three\n",
            "panicked at ",
        ],
    );
    let sandboxed = course.run(&["verify", "passes", "--sandbox"]);
    if sandboxed.code == 0 {
        assert_in_order(&entries(&course, &["--sandbox"]));
    }
}

#[cfg(target_os = "linux")]
#[test]
fn run_shows_what_main_printed_in_its_order_however_much_that_is() {
    let course = course();
    let run = course.run(&["run", "passes"]);
    assert_order(
        &run.stdout,
        &["passed", "one\ntwo\nthree, four\nfive\nsix\n"],
    );
    let run = course.run(&["run", "panics"]);
    assert_order(&run.stdout, PANIC);
    let run = course.run(&["run", "much"]);
    let numbers: Vec<usize> = run
        .stdout
        .lines()
        .filter_map(|line| line.trim().parse().ok())
        .collect();
    let all: Vec<usize> = (0..4000).collect();
    assert!(numbers == all, "{numbers:?}");
    assert!(!run.stdout.contains("never flushed"), "{run:?}");
}

#[test]
fn watch_shows_a_panic_below_what_led_to_it() {
    let course = course();
    let watch = Screen::watch(&course);
    let text = watch.wait_text(&["The program panicked", "one", "two", "index out of bounds"]);
    assert_order(&text, PANIC);
}

/// Through the harness, past it, and on both streams.
#[test]
fn run_shows_what_passing_tests_printed() {
    let source = r#"use std::io::Write;
fn slice(cake: u32) -> u32 {
    dbg!(cake);
    println!("cutting");
    cake / 8
}
fn main() {}
#[cfg(test)]
mod tests {
    use super::*;
    #[test]
    fn is_cut() {
        assert_eq!(slice(24), 3);
        eprintln!("cut");
    }
    #[test]
    fn writes() {
        std::io::stdout().write_all(b"past the harness").unwrap();
        std::io::stderr().write_all(b"and past it again\n").unwrap();
    }
}
"#;
    let course = Course::new().exercise("it", "", source);
    for _fresh_and_stored in 0..2 {
        let run = course.run(&["run", "it"]);
        assert_eq!(run.code, 0, "{run:?}");
        assert_order(
            &run.stdout,
            &[
                "passed, 2 tests",
                "tests::is_cut",
                "cake = 24",
                "cutting",
                "cut",
                "tests::writes",
                "past the harness",
                "and past it again",
            ],
        );
    }
}

/// A program that finds out what its standard input is, reads it, and asks for a number.
fn reads(input: &str) -> String {
    format!(
        "fn main() {{\n    let kind = std::fs::read_link(\"/proc/self/fd/0\");\n    \
         println!(\"{{kind:?}}\");\n    let text = {input};\n    \
         println!(\"<{{text}}>\");\n    let _: u8 = text.trim().parse().unwrap();\n}}\n"
    )
}

#[test]
fn a_program_that_reads_and_fails_is_told_that_there_is_nothing_to_read() {
    const EMPTY: &str = "standard input is empty here";
    let stdin = "std::io::read_to_string(std::io::stdin()).unwrap()";
    let course = Course::new()
        .exercise("reads", "test = false", &reads(stdin))
        .exercise("invents", "test = false", &reads("\"stdin\""))
        .exercise(
            "passes",
            "test = false",
            "fn main() { std::io::stdin(); }\n",
        )
        .exercise("broken", "test = false", "fn main() { std::io::stdin() }\n");
    for name in ["reads", "invents", "passes", "broken"] {
        let run = course.run(&["run", name]);
        assert_eq!(
            run.stdout.contains(EMPTY),
            name == "reads",
            "{name}: {run:?}"
        );
        if name == "reads" {
            assert!(run.stdout.contains("\n<>\n"), "{run:?}");
            let is_pipe = run.stdout.contains("Ok(\"pipe:[");
            assert_eq!(is_pipe, Path::new("/proc/self/fd").exists(), "{run:?}");
        }
    }
    let entry = course.verdict("reads");
    let message = entry["message"].as_str().expect("a message");
    assert!(message.contains(EMPTY), "{entry}");
}
