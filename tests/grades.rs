//! The grader's own store: what was graded in the sandbox under the originals' tests is graded once.

mod common;

use std::path::Path;

use common::{Course, finish, tools};
use serde_json::Value;

const START: &str = "fn double(n: u32) -> u32 {\n    n\n}\n\nfn main() {}\n";
const SOLVED: &str = "fn double(n: u32) -> u32 {\n    n * 2\n}\n\nfn main() {}\n";
const ENDLESS: &str = "fn double(_: u32) -> u32 {\n    loop {}\n}\n\nfn main() {}\n";

fn with_tests(code: &str, expected: u32) -> String {
    format!(
        "{code}\n#[cfg(test)]\nmod tests {{\n    use super::*;\n\n    #[test]\n    fn doubles() {{\n        \
         assert_eq!(double(2), {expected});\n    }}\n}}\n"
    )
}

/// A course with two exercises whose tests expect this of `double(2)`.
fn original(expected: u32) -> Course {
    let text = with_tests(START, expected);
    Course::new()
        .exercise("one", "timeout = 1", &text)
        .exercise("two", "timeout = 1", &text)
}

/// A learner's folder with these files.
fn learner(one: &str, two: &str) -> Course {
    let course = original(4);
    course.write("exercises/one.rs", with_tests(one, 4));
    course.write("exercises/two.rs", with_tests(two, 4));
    course
}

/// Of each exercise, whether it passed and whether its grade was stored.
fn grade(store: &Path, original: &Course, learner: &Course, more: &[&str]) -> Vec<(bool, bool)> {
    let folder = original.root().to_str().expect("UTF-8");
    let args = [
        "verify",
        "--pristine",
        "--originals",
        folder,
        "--format",
        "json",
    ];
    let args = [&args, more].concat();
    let run = finish(learner.command(&args).env("XDG_CACHE_HOME", store));
    let report: Value = serde_json::from_str(&run.stdout).unwrap_or_else(|_| panic!("{run:?}"));
    let entries = report["exercises"].as_array().expect("an array").iter();
    let flags = |entry: &Value| (entry["verdict"] == "pass", entry["cached"] == true);
    entries.map(flags).collect()
}

fn has_sandbox() -> bool {
    let small = Course::new().exercise("small", "test = false", "fn main() {}");
    let has_sandbox = small.run(&["verify", "--sandbox"]).code != 4;
    tools::require("Landlock 6 (Linux 6.12)", has_sandbox)
}

#[test]
fn the_same_code_is_graded_once_whoever_hands_it_in() {
    if !has_sandbox() {
        return;
    }
    let store = tempfile::tempdir().expect("a folder");
    let grade = |original: &Course, learner: &Course, more: &[&str]| {
        grade(store.path(), original, learner, more)
    };
    let (solved, half) = (learner(SOLVED, SOLVED), learner(SOLVED, START));
    let course = original(4);
    let fresh = [(true, false), (true, false)];
    assert_eq!(grade(&course, &solved, &["--sandbox"]), fresh);
    assert_eq!(
        grade(&course, &half, &["--sandbox"]),
        [(true, true), (false, false)]
    );
    assert_eq!(
        grade(&course, &half, &["--sandbox"]),
        [(true, true), (false, true)]
    );
    // Nothing is kept in a learner's folder, and only the sandbox is believed.
    assert!(!solved.root().join(".rustlings-like/cache").exists());
    assert_eq!(grade(&course, &solved, &[]), fresh);
    assert_eq!(grade(&course, &solved, &["--sandbox", "--no-cache"]), fresh);
    // Other tests, or another file beside the exercises, make another course.
    let stricter = original(5);
    assert_eq!(
        grade(&stricter, &solved, &["--sandbox"]),
        [(false, false); 2]
    );
    course.write("data.txt", "1");
    assert_eq!(grade(&course, &solved, &["--sandbox"]), fresh);
    assert_eq!(grade(&course, &solved, &["--sandbox"]), [(true, true); 2]);
}

#[test]
fn what_was_earned_outside_of_the_sandbox_is_never_kept() {
    if !has_sandbox() {
        return;
    }
    let store = tempfile::tempdir().expect("a folder");
    let (course, solved) = (original(4), learner(SOLVED, SOLVED));
    let fresh = [(true, false), (true, false)];
    assert_eq!(grade(store.path(), &course, &solved, &[]), fresh);
    assert_eq!(grade(store.path(), &course, &solved, &["--sandbox"]), fresh);
}

#[test]
fn a_time_out_is_tried_again() {
    if !has_sandbox() {
        return;
    }
    let store = tempfile::tempdir().expect("a folder");
    let (course, endless) = (original(4), learner(SOLVED, ENDLESS));
    let sandboxed = |stored| {
        let found = grade(store.path(), &course, &endless, &["--sandbox"]);
        assert_eq!(found, [(true, stored), (false, false)]);
    };
    sandboxed(false);
    sandboxed(true);
}

#[test]
fn a_grade_that_was_altered_is_not_believed() {
    if !has_sandbox() {
        return;
    }
    let store = tempfile::tempdir().expect("a folder");
    let (course, failed) = (original(4), learner(START, START));
    let sandboxed = || grade(store.path(), &course, &failed, &["--sandbox"]);
    assert_eq!(sandboxed(), [(false, false); 2]);
    assert_eq!(sandboxed(), [(false, true); 2]);
    let shelves = std::fs::read_dir(store.path().join("rustlings-like/grades")).expect("a store");
    for shelf in shelves.flatten() {
        for file in std::fs::read_dir(shelf.path()).expect("a shelf").flatten() {
            let text = std::fs::read_to_string(file.path()).expect("a grade");
            let forged = text.replace("\"tests_failed\"", "\"passed\"");
            std::fs::write(file.path(), forged).expect("written");
        }
    }
    assert_eq!(sandboxed(), [(false, false); 2]);
}
