//! What an author is told about a course: `dev check`, and what other people's courses lack.

mod common;
#[cfg(unix)]
#[path = "common/screen.rs"]
mod screen;

use common::{Course, Run};

const PASSES: &str = "fn main() {}\n";
const FAILS: &str = "fn main() { let n: u32 = \"one\"; }\n";

/// An entry that `dev check` has nothing against, for a starter that passes.
const WHOLE: &str = "test = false\nexpect = [\"passes\"]\ntitle = \"It\"\nconcepts = [\"it\"]\n\
                     source = \"a test\"\nhint = \"one\"\nfurther_hints = [\"two\", \"three\"]";

fn with_solution(course: Course, name: &str) -> Course {
    course.write(format!("solutions/{name}.rs"), PASSES);
    course
}

fn line<'a>(run: &'a Run, part: &str) -> &'a str {
    let mut lines = run.stdout.lines();
    let found = lines.find(|line| line.contains(part));
    found.unwrap_or_else(|| panic!("{part} is not in {run:?}"))
}

// Errors and advice.

#[test]
fn the_same_advice_is_given_once_with_a_count_and_is_no_failure() {
    let mut course = Course::new();
    for name in ["a", "b", "c", "d", "e", "f"] {
        course = with_solution(course.exercise(name, "test = false", PASSES), name);
    }
    let run = course.run(&["dev", "check"]);
    assert_eq!(run.code, 0, "{run:?}");
    assert_eq!(run.stdout.matches("title").count(), 1, "{run:?}");
    let line = line(&run, "no title");
    assert!(
        line.starts_with("info.toml:4: ") && line.contains("6 times") && line.contains("8, 12, 16"),
        "{line}"
    );
    assert!(!run.stdout.contains("Errors"), "{run:?}");
    assert!(
        run.stdout.contains("5 findings (5 pieces of advice)"),
        "{run:?}"
    );
    assert_eq!(course.run(&["dev", "check", "--strict"]).code, 1);
}

#[test]
fn errors_come_before_advice_and_are_a_failure() {
    let course = Course::new()
        .exercise("a", "test = false", PASSES)
        .exercise("b", "test = false\nexpect = [\"E0382\"]", FAILS)
        .exercise("c", WHOLE, FAILS);
    for name in ["a", "b"] {
        course.write(format!("solutions/{name}.rs"), FAILS);
    }
    let run = course.run(&["dev", "check"]);
    assert_eq!(run.code, 1, "{run:?}");
    let (errors, advice) = run.stdout.split_once("\nAdvice\n").expect("both kinds");
    assert!(errors.starts_with("Errors\n"), "{run:?}");
    for part in [
        "exercises/b.rs:1: the starter does not give \"E0382\"",
        "exercises/c.rs:1: the starter does not give \"passes\"",
        "solutions/a.rs:1: the solution does not pass",
        // Each is an error of its own, however alike.
        "solutions/b.rs:1: the solution does not pass",
        "solutions/c.rs:1: does not exist",
    ] {
        assert!(errors.contains(part), "{part} is not in {errors}");
    }
    assert!(advice.contains("no title"), "{advice}");
    assert!(!advice.contains(".rs:"), "{advice}");
}

#[test]
fn a_course_with_nothing_to_say_about() {
    let course = with_solution(Course::new().exercise("it", WHOLE, PASSES), "it");
    let run = course.run(&["dev", "check", "--strict"]);
    assert_eq!(run.code, 0, "{run:?}");
    assert_eq!(
        run.stdout,
        "1 starter and 1 solution checked: nothing to fix\n"
    );
}

#[test]
fn what_crates_keep_from_being_checked_keeps_nothing_else_from_being_reported() {
    let course = Course::new()
        .manifest("[dependencies]\nword = { path = \"word\" }\n")
        .exercise("with", WHOLE, "fn main() { word::word(); }\n")
        .exercise("wrong", WHOLE, FAILS);
    course.write(
        "word/Cargo.toml",
        "[package]\nname = \"word\"\nversion = \"1.0.0\"\n",
    );
    course.write("word/src/lib.rs", "mistake\n");
    let course = with_solution(with_solution(course, "with"), "wrong");
    course.write("exercises/stray.rs", PASSES);
    let mut check = course.command(&["dev", "check"]);
    let run = common::finish(check.env("CARGO_NET_OFFLINE", "true"));
    assert_eq!(run.code, 4, "{run:?}");
    assert!(run.stderr.contains("word/src/lib.rs:1"), "{run:?}");
    for part in [
        "exercises/stray.rs:1: is not listed",
        "exercises/wrong.rs:1: the starter does not give \"passes\"",
        "1 starter and 2 solutions checked (but not 1 exercise: no crates)",
    ] {
        assert!(run.stdout.contains(part), "{part} is not in {run:?}");
    }
    assert!(!run.stdout.contains("exercises/with.rs"), "{run:?}");
}

// Files that are no exercises.

#[test]
fn what_editors_leave_behind_is_no_exercise() {
    let course = with_solution(Course::new().exercise("x", WHOLE, PASSES), "x");
    for name in [
        ".#x.rs",
        "x.rs~",
        ".x.rs.swp",
        "#x.rs#",
        "x.rs.orig",
        "4913",
        ".DS_Store",
        "x.rs.bak",
    ] {
        course.write(format!("exercises/{name}"), FAILS);
        course.write(format!("solutions/{name}"), FAILS);
    }
    course.write("exercises/.idea/workspace.xml", "<x/>");
    let run = course.run(&["dev", "check", "--strict"]);
    assert_eq!(run.code, 0, "{run:?}");
}

#[test]
fn a_forgotten_exercise_is_an_error_and_a_module_is_not() {
    let course = with_solution(Course::new().exercise("x", WHOLE, PASSES), "x");
    course.write("exercises/common/mod.rs", "pub fn help() {}\n");
    course.write("exercises/data.txt", "fn main() {}\n");
    let run = course.run(&["dev", "check"]);
    assert_eq!(run.code, 0, "{run:?}");
    assert!(line(&run, "common/mod.rs").contains("2 times"), "{run:?}");
    course.write("exercises/forgotten.rs", PASSES);
    let run = course.run(&["dev", "check"]);
    assert_eq!(run.code, 1, "{run:?}");
    line(&run, "exercises/forgotten.rs:1: is not listed in info.toml");
}

// Courses without solutions.

#[test]
fn a_course_without_solutions_is_told_once() {
    let mut course = Course::new();
    for name in ["a", "b", "c"] {
        course = course.exercise(name, WHOLE, PASSES);
    }
    let run = course.run(&["verify", "--solutions"]);
    assert_eq!(run.code, 3, "{run:?}");
    assert_eq!(run.stdout, "");
    assert_eq!(run.stderr.lines().count(), 1, "{run:?}");
    assert!(
        run.stderr.contains("this course has no solutions"),
        "{run:?}"
    );
    let run = course.run(&["dev", "check"]);
    assert_eq!(run.code, 0, "{run:?}");
    assert_eq!(run.stdout.matches("solution").count(), 1, "{run:?}");
    // Before it passes, too, none is promised.
    let run = course.run(&["solution", "a"]);
    assert!(run.stderr.contains("no solution for a"), "{run:?}");
}

#[test]
fn one_solution_that_is_missing_is_named_and_no_command_is_said_to_bring_it_back() {
    let course = Course::new()
        .exercise("a", WHOLE, PASSES)
        .exercise("b", WHOLE, PASSES);
    let course = with_solution(course, "a");
    let run = course.run(&["verify", "--solutions"]);
    assert_eq!(run.code, 1, "{run:?}");
    assert!(line(&run, "does not exist").contains('b'), "{run:?}");
    assert!(!run.stdout.contains("reset"), "{run:?}");
}

#[cfg(unix)]
#[test]
fn watch_offers_no_solution_that_is_not_there() {
    let course = Course::new()
        .exercise("a", "test = false", PASSES)
        .exercise("b", "test = false", PASSES);
    let course = with_solution(course, "b");
    let watch = screen::Screen::watch(&course);
    let text = watch.wait_text(&["✓ Passed", "Press n for the next exercise."]);
    assert!(!text.contains("solution"), "{text}");
    watch.keys("s");
    watch.wait_text(&["This course has no solution for this exercise."]);
    watch.keys("?");
    let text = watch.wait_text(&["Help", "undo the last reset"]);
    assert!(!text.contains("solution"), "{text}");
    // The next one has one.
    watch.keys("qn");
    watch.wait_text(&["That was the last exercise", "s solution"]);
    watch.keys("?");
    watch.wait_text(&["compare it with our solution"]);
}
