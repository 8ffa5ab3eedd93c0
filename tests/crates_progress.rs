//! While a course's crates are being built, whoever waits sees how far that is.

#![cfg(unix)]

mod common;
#[path = "common/screen.rs"]
mod screen;

use common::{Course, finish};
use screen::Start;

const FREE: &str = "fn main() {\n    println!(\"no_crates_here\");\n}\n";
const NEEDS: &str = "fn main() {\n    println!(\"the answer is {}\", slow::answer());\n}\n";

/// A course with three crates. The compiler is at work on `slow` until there is a file `go_on`,
/// since a macro waits for it.
fn course() -> Course {
    let head = "[dependencies]\nquick = { path = \"quick\" }\nslow = { path = \"slow\" }\n";
    let course = Course::new()
        .manifest(head)
        .exercise("free", "test = false\ndir = \"01_free\"", FREE)
        .exercise("needs", "test = false\ndir = \"02_needs\"", NEEDS);
    for name in ["free", "needs"] {
        let dir = if name == "free" {
            "01_free"
        } else {
            "02_needs"
        };
        let text = course.read(format!("exercises/{name}.rs"));
        course.write(format!("exercises/{dir}/{name}.rs"), text);
    }
    let package = |name: &str, more: &str| {
        let text = format!(
            "[package]\nname = \"{name}\"\nversion = \"1.0.0\"\nedition = \"2024\"\n{more}"
        );
        course.write(format!("{name}/Cargo.toml"), text);
    };
    package("quick", "");
    course.write("quick/src/lib.rs", "");
    package("waits", "[lib]\nproc-macro = true\n");
    let waits = "#[proc_macro]\npub fn wait(input: proc_macro::TokenStream) -> proc_macro::TokenStream {\n    \
                 let folder = std::env::var(\"CARGO_MANIFEST_DIR\").unwrap();\n    \
                 while !std::path::Path::new(&folder).join(\"../go_on\").exists() {\n        \
                 std::thread::sleep(std::time::Duration::from_millis(20));\n    }\n    input\n}\n";
    course.write("waits/src/lib.rs", waits);
    package("slow", "[dependencies]\nwaits = { path = \"../waits\" }\n");
    course.write(
        "slow/src/lib.rs",
        "waits::wait! {\n    pub fn answer() -> u32 { 42 }\n}\n",
    );
    course
}

fn offline<'a>(start: Start<'a>) -> Start<'a> {
    start.variable("CARGO_NET_OFFLINE", "true")
}

#[test]
fn in_watch_a_check_and_a_check_of_all_show_how_far_crates_are() {
    let course = course();
    let watch = offline(Start::program(&course, &["watch"])).go();
    watch.wait_text(&["no_crates_here"]);
    watch.keys("n");
    let all = [
        "Building this course's crates (only once).",
        " 2/3, ",
        " s, compiling slow for ",
        "Meanwhile, you can do chapters that need no crates. Press l for the list.",
    ];
    watch.wait_text(&all);
    watch.resize(20, 50);
    // The sentence takes two rows now.
    watch.wait_text(&[
        "2/3",
        "compiling slow for ",
        "chapters that need no",
        "crates. Press l",
    ]);
    watch.look(|screen| {
        let wrapped = (0..20).any(|row| screen.row_wrapped(row));
        assert!(!wrapped, "{}", screen.contents());
    });
    watch.resize(30, 100);
    // They can: the chapter's exercise is checked at once. Nobody waits there.
    watch.keys("p");
    watch.wait_change("Building this course", "no_crates_here");
    watch.keys("a");
    watch.wait_text(&[&all[..], &["Checking all exercises: ", "1/2"]].concat());
    course.write("go_on", "");
    watch.wait_text(&["2 of 2 pass."]);
    watch.keys("qlj\r");
    watch.wait_text(&["› needs", "the answer is 42"]);
}

#[test]
fn run_and_verify_on_a_terminal_show_how_far_crates_are() {
    for command in ["run", "verify"] {
        let course = course();
        let args = [command, "needs"];
        let screen = offline(Start::program(&course, &args)).go();
        screen.wait_text(&[
            "2/3 crates, ",
            "compiling slow for ",
            "Meanwhile, you can do chapters that need no crates.",
        ]);
        course.write("go_on", "");
        assert_eq!(screen.wait_exit(), 0, "{command}");
        let left = screen.text();
        assert!(
            !left.contains("2/3") && !left.contains("Meanwhile"),
            "{left}"
        );
    }
}

#[test]
fn redirected_output_gets_a_line_at_the_start_on_standard_error() {
    let course = course();
    course.write("go_on", "");
    let verify = || {
        let mut command = course.command(&["verify", "needs"]);
        finish(command.env("CARGO_NET_OFFLINE", "true"))
    };
    let run = verify();
    assert_eq!(run.code, 0, "{run:?}");
    let says = "Building this course's crates (only once): counting, 0 s. \
                Meanwhile, you can do chapters that need no crates.\n";
    assert_eq!(run.stderr, says, "{run:?}");
    assert!(!run.stdout.contains("Building"), "{run:?}");
    // There is nothing left to build, and nothing to say.
    let again = verify();
    assert_eq!(again.stderr, "", "{again:?}");
}

#[test]
fn plain_watch_says_that_crates_are_being_built() {
    let course = course();
    let watch = offline(Start::script(&course, "(cat; :) | $PROGRAM watch | cat")).go();
    watch.wait_text(&["no_crates_here"]);
    watch.keys("n\r");
    watch.wait_text(&[
        "Building this course's crates (only once): 2/3, ",
        "compiling slow for ",
        "Meanwhile, you can do chapters that need no crates.",
    ]);
    course.write("go_on", "");
    watch.wait_text(&["the answer is 42"]);
}

#[test]
fn a_build_script_that_takes_long_is_named() {
    let course = course();
    course.write("go_on", "");
    let script = "fn main() {\n    while !std::path::Path::new(\"../script_may_end\").exists() {\n        \
                  std::thread::sleep(std::time::Duration::from_millis(20));\n    }\n}\n";
    course.write("slow/build.rs", script);
    let screen = offline(Start::program(&course, &["run", "needs"])).go();
    screen.wait_text(&["2/3 crates, ", "compiling slow (its build script) for "]);
    course.write("script_may_end", "");
    assert_eq!(screen.wait_exit(), 0);
}
