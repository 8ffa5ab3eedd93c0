//! What a machine lacks: each time a true sentence that says what to do, and no verdict about
//! the learner's program.

#![cfg(unix)]

mod common;

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::process::Command;

use common::{Course, Run, finish};

const PASSES: &str = "fn main() {}\n";
const FAILS: &str = "fn main() { let _: u8 = \"a\"; }\n";

/// What the real compiler says to `--print what`.
fn real(what: &str) -> String {
    let output = Command::new("rustc").args(["--print", what]).output();
    let text = String::from_utf8(output.expect("rustc starts").stdout).expect("UTF-8");
    text.trim().to_owned()
}

/// Writes a program of the course: a shell script.
fn script(course: &Course, path: &str, text: &str) {
    course.write(path, format!("#!/bin/sh\n{text}\n"));
    let executable = fs::Permissions::from_mode(0o755);
    fs::set_permissions(course.path(path), executable).expect("permissions");
}

/// The program with these scripts before all others of the same names.
fn with_scripts(course: &Course, args: &[&str]) -> Command {
    let path = std::env::var("PATH").expect("PATH");
    let mut command = course.command(args);
    command
        .env("PATH", format!("{}:{path}", course.path("bin").display()))
        .env_remove("RUSTC");
    command
}

/// Says what this machine cannot do for a test.
#[cfg(target_os = "linux")]
fn skip(why: &str) {
    use std::io::Write;
    // Not by eprintln: the harness would keep that to itself.
    let _ = writeln!(std::io::stderr(), "skipped: {why}");
}

mod clippy {
    //! A toolchain without clippy, or with one that does not work.

    use super::*;

    /// Correct, but clippy dislikes the `return`.
    const RETURNS: &str = "fn one() -> u32 { return 1; }\nfn main() { assert_eq!(one(), 1) }\n";

    /// A toolchain in the course that has the real compiler, and as its clippy this script.
    fn toolchain(course: &Course, clippy: Option<&str>) {
        fs::create_dir_all(course.path("sysroot/bin")).expect("folders");
        let rustc = format!("{}/bin/rustc", real("sysroot"));
        symlink(&rustc, course.path("sysroot/bin/rustc")).expect("a link");
        if let Some(clippy) = clippy {
            script(course, "sysroot/bin/clippy-driver", clippy);
        }
        let text = format!(
            "case \"$*\" in\n\
             '--print sysroot --print target-libdir') echo '{}'; echo '{}';;\n\
             *) exec '{rustc}' \"$@\";;\nesac",
            course.path("sysroot").display(),
            real("target-libdir")
        );
        script(course, "bin/rustc", &text);
    }

    fn course() -> Course {
        Course::new()
            .exercise("plain", "", PASSES)
            .exercise("strict", "strict_clippy = true", RETURNS)
            .exercise(
                "strict_warned",
                "strict_clippy = true",
                "fn main() { let x = 1; }\n",
            )
            .exercise("strict_broken", "strict_clippy = true", FAILS)
    }

    fn run(course: &Course, args: &[&str]) -> Run {
        finish(&mut with_scripts(course, args))
    }

    const COMMAND: &str = "`rustup component add clippy`";

    #[test]
    fn a_strict_exercise_without_clippy_is_an_error_in_every_report() {
        let course = course();
        toolchain(&course, None);
        for format in [
            "human",
            "json",
            "ndjson",
            "junit",
            "sarif",
            "github",
            "gradescope",
            "exercism",
        ] {
            let run = run(&course, &["verify", "strict", "--format", format]);
            assert_eq!(run.code, 4, "{format}: {run:?}");
            assert!(
                run.stdout.contains("component add clippy"),
                "{format}: {run:?}"
            );
        }
        let run = run(&course, &["run", "strict"]);
        assert_eq!(run.code, 4, "{run:?}");
        assert!(run.stdout.contains("could not be checked"), "{run:?}");
        assert!(run.stdout.contains(COMMAND), "{run:?}");
        assert!(
            !course
                .read(".rustlings-like/progress.json")
                .contains("passed_at")
        );
    }

    #[test]
    fn what_rustc_alone_can_tell_of_a_strict_exercise_is_told() {
        let course = course();
        toolchain(&course, None);
        let run = run(&course, &["verify", "--format", "json"]);
        assert_eq!(run.code, 4, "{run:?}");
        let document: serde_json::Value = serde_json::from_str(&run.stdout).expect("JSON");
        let reasons: Vec<&str> = document["exercises"]
            .as_array()
            .expect("exercises")
            .iter()
            .map(|entry| entry["reason"].as_str().expect("a word"))
            .collect();
        assert_eq!(reasons, ["passed", "tool_failure", "lint", "compile_error"]);
        // Once, however many exercises there are.
        assert_eq!(run.stderr.matches(COMMAND).count(), 1, "{run:?}");
    }

    #[test]
    fn elsewhere_a_missing_clippy_is_one_note() {
        let course = Course::new()
            .exercise("one", "", PASSES)
            .exercise("two", "", RETURNS);
        toolchain(&course, None);
        for args in [&["verify"][..], &["verify", "--no-batch"], &["run", "one"]] {
            let run = run(&course, args);
            assert_eq!(run.code, 0, "{run:?}");
            assert_eq!(run.stderr.matches(COMMAND).count(), 1, "{run:?}");
            assert_eq!(run.stderr.matches("note:").count(), 1, "{run:?}");
        }
    }

    #[test]
    fn dev_check_without_clippy_is_no_finding_about_the_course() {
        let course = Course::new().exercise(
            "it",
            "strict_clippy = true\nexpect = [\"clippy::needless_return\"]",
            RETURNS,
        );
        course.write("solutions/it.rs", PASSES);
        toolchain(&course, None);
        let run = run(&course, &["dev", "check"]);
        assert_eq!(run.code, 4, "{run:?}");
        assert!(run.stdout.contains(COMMAND), "{run:?}");
        assert!(!run.stdout.contains("does not give"), "{run:?}");
    }

    #[test]
    fn a_clippy_that_breaks_down_is_no_missing_clippy_and_no_pass_of_a_strict_exercise() {
        let course = course();
        toolchain(&course, Some("echo 'out of tune' >&2; exit 101"));
        let strict = run(&course, &["verify", "strict"]);
        assert_eq!(strict.code, 4, "{strict:?}");
        assert!(strict.stdout.contains("out of tune"), "{strict:?}");
        assert!(!strict.stdout.contains("not installed"), "{strict:?}");
        for _ in 0..2 {
            // What was found out without it is not kept: it may work the next time.
            let plain = run(&course, &["verify", "plain"]);
            assert_eq!(plain.code, 0, "{plain:?}");
            assert!(plain.stderr.contains("out of tune"), "{plain:?}");
            assert!(!plain.stdout.contains("cached"), "{plain:?}");
        }
    }
}
