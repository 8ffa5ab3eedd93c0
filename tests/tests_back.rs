//! Tests that a learner changed: what differs is shown, and they come back without the learner's
//! code.

#![cfg(unix)]

mod common;
#[path = "common/screen.rs"]
mod screen;

use common::Course;
use screen::{Screen, Start};

const ONE: &str = "exercises/one.rs";

const STARTER: &str = "\
pub fn double(x: u32) -> u32 {
    x
}

fn main() {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn doubles() {
        assert_eq!(double(2), 4);
    }

    #[test]
    fn doubles_nothing() {
        assert_eq!(double(0), 0);
    }
}
";

/// The learner's code, which passes.
fn solved() -> String {
    STARTER.replace("    x\n", "    // Mine.\n    x + x\n")
}

/// A course whose first exercise the learner has begun; its original is kept.
fn course() -> Course {
    let course =
        Course::new()
            .exercise("one", "", STARTER)
            .exercise("free", "edit_tests = true", STARTER);
    assert_eq!(course.run(&["run", "one"]).code, 1);
    course
}

#[test]
fn changed_tests_are_shown_and_t_puts_them_back_and_keeps_the_code() {
    let course = course();
    let watch = Screen::watch(&course);
    watch.wait_text(&["1 of 2 tests failed"]);
    let cheated = solved().replace("double(2), 4", "double(2), 2 + 2");
    course.write(ONE, &cheated);
    watch.wait_text(&[
        "tests::doubles",
        "It passes, but the exercise's tests were changed. Restore tests::doubles (press t)",
        "Your code outside the tests stays as it is.",
        "What changed in the tests (- original, + yours)",
        "-     assert_eq!(double(2), 4);",
        "+     assert_eq!(double(2), 2 + 2);",
        "t tests",
    ]);
    watch.keys("t");
    let text = watch.wait_text(&[
        "The original tests of one are back; your code hasn't changed.",
        "✓ Passed, 2 tests",
    ]);
    assert!(!text.contains("t tests"), "{text}");
    assert_eq!(course.read(ONE), solved());
    watch.keys("u");
    watch.wait_text(&[
        "Your version of one is back.",
        "+     assert_eq!(double(2), 2 + 2);",
    ]);
    assert_eq!(course.read(ONE), cheated);
    // An ignored test, and one that is gone.
    course.write(
        ONE,
        solved().replacen("#[test]", "#[test]\n    #[ignore]", 1),
    );
    watch.wait_text(&[
        "The test tests::doubles did not run: was it renamed, ignored or deleted?",
        "Press t to restore the original tests and keep your code.",
        "+ #[ignore]",
    ]);
    watch.keys("t");
    watch.wait_text(&["The original tests of one are back", "✓ Passed, 2 tests"]);
    assert_eq!(course.read(ONE), solved());
    // Nothing to do.
    watch.keys("t");
    watch.wait_text(&["one already has its original tests."]);
}

#[test]
fn plain_watch_shows_changed_tests_and_puts_them_back() {
    let course = course();
    course.write(ONE, solved().replace("double(2), 4", "double(2), 2 + 2"));
    let fifo = course.path("words");
    let made = std::process::Command::new("mkfifo").arg(&fifo).status();
    assert!(made.is_ok_and(|status| status.success()));
    let script = "(cat words; cat words) | $PROGRAM watch | cat";
    let watch = Start::script(&course, script).size(60, 100).go();
    watch.wait_text(&["(press t)", "+     assert_eq!(double(2), 2 + 2);"]);
    course.write("words", "t\n");
    watch.wait_text(&["The original tests of one are back", "Passed, 2 tests"]);
    course.write("words", "q\n");
    assert_eq!(watch.wait_exit(), 0);
    assert_eq!(course.read(ONE), solved());
}

#[test]
fn reset_tests_keeps_the_code_and_undo_brings_the_changed_tests_back() {
    let course = course();
    let cheated = solved().replace("double(2), 4", "4, 4");
    course.write(ONE, &cheated);
    let run = course.run(&["run", "one"]);
    assert!(
        run.stdout.contains("-     assert_eq!(double(2), 4);"),
        "{run:?}"
    );
    assert!(
        run.stdout.contains("`rustlings-like reset --tests one`"),
        "{run:?}"
    );
    let reset = course.run(&["reset", "--tests", "one"]);
    assert_eq!(reset.code, 0, "{reset:?}");
    assert!(
        reset.stdout.contains("your code hasn't changed"),
        "{reset:?}"
    );
    assert_eq!(course.read(ONE), solved());
    assert_eq!(course.verdict("one")["verdict"], "pass");
    let again = course.run(&["reset", "--tests", "one"]);
    assert!(
        again.code == 0 && again.stdout.contains("nothing was changed"),
        "{again:?}"
    );
    assert_eq!(course.run(&["undo"]).code, 0);
    assert_eq!(course.read(ONE), cheated);
}

#[test]
fn where_there_are_no_tests_none_are_called_original() {
    let course = course().exercise("plain", "test = false", "fn main() {}\n");
    assert_eq!(course.run(&["run", "plain"]).code, 0);
    let run = course.run(&["reset", "--tests", "plain"]);
    assert_eq!(run.code, 2, "{run:?}");
    assert!(
        run.stderr.contains("the original of plain has no tests"),
        "{run:?}"
    );
    let watch = Start::program(&course, &["watch", "plain"]).go();
    watch.wait_text(&["Passed"]);
    watch.keys("t");
    watch.wait_text(&["the original of plain has no tests; nothing was changed"]);
}

#[test]
fn where_tests_cannot_be_put_back_alone_nothing_changes() {
    let course = course();
    for (source, says) in [
        (
            solved().replace("x + x\n}", "x + x\n"),
            "the `{` on line 1 has no partner in exercises/one.rs; nothing was changed",
        ),
        (
            solved().replace("fn main() {}", "const A: u32 = 1"),
            "`tests` can't be told from the code around it in exercises/one.rs",
        ),
    ] {
        course.write(ONE, &source);
        let reset = course.run(&["reset", "--tests", "one"]);
        assert!(reset.code == 1 && reset.stderr.contains(says), "{reset:?}");
        assert_eq!(course.read(ONE), source);
    }
    let free = course.run(&["reset", "--tests", "free"]);
    let says = "the tests of free are yours to write; nothing was changed";
    assert!(free.code == 2 && free.stderr.contains(says), "{free:?}");
    assert!(!course.path(".rustlings-like/backups").exists());
    let all = course.run(&["reset", "--tests", "--all"]);
    assert_eq!(all.code, 2, "{all:?}");
}

#[test]
fn code_that_stands_in_the_tests_way_is_named_and_stays() {
    let course = course();
    let cheated = format!("macro_rules! assert_eq {{ ($($t:tt)*) => {{}}; }}\n{STARTER}");
    course.write(ONE, &cheated);
    let watch = Screen::watch(&course);
    let text = watch
        .wait_text(&["It passes, but not with the exercise's original tests: check assert_eq!"]);
    assert!(!text.to_lowercase().contains("press t"), "{text}");
    watch.keys("t");
    watch.wait_text(&["your own code gets in their way: assert_eq!."]);
    assert_eq!(course.read(ONE), cheated);
}

#[test]
fn what_the_starter_leaves_to_the_learner_stays_where_nothing_else_was_changed() {
    let starter = "fn f() -> u32 { 1 }\nfn main() {}\n#[test]\nfn first() { assert_eq!(f(), ???); }\n\
                   #[test]\nfn second() { f(); assert_eq!(f(), ???); }\n";
    let course = Course::new().exercise("one", "", starter);
    assert_eq!(course.run(&["run", "one"]).code, 1);
    let solved = starter.replace("???", "1");
    course.write(ONE, solved.replace("f(); ", ""));
    let run = course.run(&["reset", "--tests", "one"]);
    assert!(
        run.stdout.contains("your part of second is gone"),
        "{run:?}"
    );
    assert_eq!(course.read(ONE), starter.replacen("???", "1", 1));
    course.write(ONE, &solved);
    let run = course.run(&["reset", "--tests", "one"]);
    assert!(run.stdout.contains("nothing was changed"), "{run:?}");
}
