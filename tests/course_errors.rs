//! Courses that are missing or broken, and machines without a compiler, without room or
//! without leave to write: each is said plainly, with its exit code, and never mistaken for
//! a verdict about the learner's program.

mod common;

use std::path::Path;
use std::process::Command;

use common::{Course, PROGRAM, Run, finish};

const PASSES: &str = "fn main() {}\n";
const FAILS: &str = "fn main() { let n: u32 = \"one\"; }\n";

#[track_caller]
fn assert_refused(run: &Run, code: i32, parts: &[&str]) {
    assert_eq!(run.code, code, "{run:?}");
    assert_eq!(run.stdout, "", "{run:?}");
    assert!(run.stderr.starts_with("error: "), "{run:?}");
    for part in parts {
        assert!(run.stderr.contains(part), "{part:?} is not in {run:?}");
    }
}

/// A course with this `info.toml`.
fn with_manifest(text: &str) -> Course {
    let course = Course::new();
    course.write("info.toml", text);
    course.write("exercises/it.rs", PASSES);
    course
}

#[track_caller]
fn assert_manifest_refused(text: &str, parts: &[&str]) {
    let course = with_manifest(text);
    for command in ["list", "verify", "run"] {
        assert_refused(&course.run(&[command]), 3, parts);
    }
}

// No course.

#[test]
fn without_a_course_every_command_says_how_to_start_one() {
    let nowhere = Course::new();
    for args in [
        &["run"][..],
        &["list"],
        &["list", "--format", "json"],
        &["hint"],
        &["reset", "it"],
        &["undo"],
        &["solution"],
        &["progress"],
        &["verify"],
        &["watch"],
        &["dev", "check"],
    ] {
        let run = nowhere.run(args);
        assert_refused(
            &run,
            3,
            &["no course here", "rustlings-like init", "--course"],
        );
    }
    assert!(!nowhere.path(".rustlings-like").exists());
}

#[test]
fn a_named_folder_without_a_course_is_named() {
    let nowhere = Course::new();
    let folder = nowhere.root().display().to_string();
    let run = nowhere.run(&["list", "--course", &folder]);
    assert_refused(&run, 3, &["no course in", &folder, "info.toml"]);
}

#[test]
fn a_named_folder_that_does_not_exist_is_named() {
    let nowhere = Course::new();
    let run = nowhere.run(&["--course", "no/such/folder", "verify"]);
    assert_refused(&run, 3, &["no course in", "no/such/folder"]);
}

#[test]
fn a_named_course_is_used_instead_of_the_one_around() {
    let here = Course::new().exercise("here", "", PASSES);
    let there = Course::new().exercise("there", "", PASSES);
    let folder = there.root().display().to_string();
    let run = here.run(&["list", "--course", &folder]);
    assert_eq!(run.code, 0, "{run:?}");
    assert!(run.stdout.contains("there") && !run.stdout.contains("here "));
}

#[test]
fn a_course_can_be_named_by_a_relative_path() {
    let course = Course::new().exercise("it", "", PASSES);
    let around = course.root().parent().expect("a folder").to_owned();
    let name = Path::new(course.root().file_name().expect("a name")).to_owned();
    let mut verify = Command::new(PROGRAM);
    verify.arg("verify").arg("--course").arg(name);
    let run = finish(verify.current_dir(around));
    assert_eq!(run.code, 0, "{run:?}");
}

#[test]
fn a_course_is_found_from_a_folder_inside_it() {
    let course = Course::new().exercise("it", "dir = \"01_one\"", PASSES);
    course.write("exercises/01_one/it.rs", PASSES);
    for command in ["list", "run", "verify"] {
        let run = finish(
            course
                .command(&[command])
                .current_dir(course.path("exercises/01_one")),
        );
        assert_eq!(run.code, 0, "{run:?}");
        assert!(run.stdout.contains("it"));
    }
    // Its state is kept at its root, wherever it was called from.
    assert!(course.path(".rustlings-like/progress.json").is_file());
    assert!(!course.path("exercises/01_one/.rustlings-like").exists());
}

// Manifests.

#[test]
fn broken_toml_is_named_with_its_place() {
    assert_manifest_refused(
        "format_version = 1\n\n[[exercises]\nname = \"it\"\n",
        &["info.toml:3:", "broken"],
    );
    assert_manifest_refused(
        "format_version = 1\n[[exercises]]\nname = 3\n",
        &["info.toml:3:8: "],
    );
}

#[test]
fn a_manifest_that_is_not_text_is_named() {
    let course = Course::new();
    course.write("info.toml", b"format_version = 1 # \xff\xfe\n");
    assert_refused(&course.run(&["list"]), 3, &["info.toml"]);
}

#[test]
fn a_newer_format_is_refused() {
    assert_manifest_refused(
        "format_version = 2\n[[exercises]]\nname = \"it\"\n",
        &["info.toml:1:18: ", "newer", "update"],
    );
}

#[test]
fn a_missing_format_is_refused() {
    assert_manifest_refused(
        "[[exercises]]\nname = \"it\"\n",
        &["info.toml:1:1: ", "format_version = 1 is missing"],
    );
}

#[test]
fn a_course_without_exercises_is_refused() {
    assert_manifest_refused("format_version = 1\n", &["at least one [[exercises]]"]);
}

#[test]
fn names_that_occur_twice_are_refused() {
    let text = "format_version = 1\n[[exercises]]\nname = \"it\"\n[[exercises]]\nname = \"IT\"\n";
    assert_manifest_refused(text, &["info.toml:5:8: ", "already taken on line 3"]);
}

#[test]
fn a_name_that_leads_out_of_the_course_is_refused() {
    for name in ["../x", "..", "a/b", "", "a\\\\b"] {
        let text = format!("format_version = 1\n[[exercises]]\nname = \"{name}\"\n");
        assert_manifest_refused(&text, &["info.toml:3:8: ", "the name"]);
    }
}

#[test]
fn a_folder_that_leads_out_of_the_course_is_refused() {
    for dir in ["/etc", "../..", "a/../..", "C:\\\\x"] {
        let text = format!("format_version = 1\n[[exercises]]\nname = \"it\"\ndir = \"{dir}\"\n");
        assert_manifest_refused(&text, &["info.toml:4:7: ", "the folder"]);
    }
}

#[test]
fn an_unknown_expectation_is_refused() {
    let text = "format_version = 1\n[[exercises]]\nname = \"it\"\nexpect = [\"E0382\", \"E1\"]\n";
    assert_manifest_refused(text, &["info.toml:4:20: ", "\"E1\"", "takes an error code"]);
}

#[test]
fn a_time_limit_out_of_range_is_refused() {
    for timeout in ["0", "3601"] {
        let text =
            format!("format_version = 1\n[[exercises]]\nname = \"it\"\ntimeout = {timeout}\n");
        assert_manifest_refused(&text, &["info.toml:4:11: ", "from 1 to 3600"]);
    }
}

#[test]
fn all_problems_are_told_at_once() {
    let text =
        "format_version = 2\n[[exercises]]\nname = \"../x\"\ndir = \"/etc\"\nexpect = [\"E1\"]\n";
    let run = with_manifest(text).run(&["list"]);
    assert_eq!(run.stderr.matches("info.toml:").count(), 4, "{run:?}");
}

#[test]
fn escapes_in_a_manifest_do_not_reach_the_terminal() {
    let text = "format_version = 1\n\
        [[exercises]]\nname = \"it\\u001b[2J\"\ndir = \"\\u001b[2J\"\nexpect = [\"\\u001b[2J\"]\n";
    let run = with_manifest(text).run(&["list"]);
    assert_eq!(run.code, 3, "{run:?}");
    assert!(!run.stderr.contains('\x1b'), "{run:?}");
}

#[test]
fn escapes_in_titles_and_hints_do_not_reach_the_terminal() {
    let keys = "title = \"\\u001b[2Jtitle\"\nhint = \"\\u001b]0;x\\u0007hint\"";
    let course = Course::new().exercise("it", keys, PASSES);
    for (command, word) in [("list", "title"), ("hint", "hint")] {
        let run = course.run(&[command]);
        assert_eq!(run.code, 0, "{run:?}");
        assert!(
            run.stdout.contains(word) && !run.stdout.contains('\x1b'),
            "{run:?}"
        );
    }
}

// Cargo.toml.

#[test]
fn a_broken_cargo_toml_is_refused() {
    let course = Course::new().exercise("it", "", PASSES);
    course.write("Cargo.toml", "[package\nname = \"x\"\n");
    for command in ["list", "run", "verify"] {
        assert_refused(&course.run(&[command]), 3, &["Cargo.toml", "line 1"]);
    }
}

#[test]
fn escapes_in_a_broken_cargo_toml_do_not_reach_the_terminal() {
    let course = Course::new().exercise("it", "", PASSES);
    course.write("Cargo.toml", "[package] name = \"\x1b[2J\"\n");
    let run = course.run(&["list"]);
    assert_eq!(run.code, 3, "{run:?}");
    assert!(!run.stderr.contains('\x1b'), "{run:?}");
}

#[test]
fn a_cargo_toml_of_something_else_does_not_matter() {
    let course = Course::new().exercise("it", "", PASSES);
    course.write(
        "Cargo.toml",
        "[package]\nname = \"x\"\nedition = \"2015\"\n[lints.rust]\nunused = \"deny\"\n",
    );
    course.write(
        "exercises/it.rs",
        "fn main() { let async_is_a_word = async {}; }\n",
    );
    assert_eq!(course.run(&["verify"]).code, 0);
}

// Names.

#[test]
fn an_unknown_name_is_answered_with_the_closest() {
    let course = Course::new()
        .exercise("two_writers", "hint = \"x\"", PASSES)
        .exercise("other", "", PASSES);
    for args in [
        &["run", "two_writer"][..],
        &["hint", "two_writer"],
        &["reset", "two_writer"],
        &["solution", "two_writer"],
        &["verify", "other", "two_writer"],
    ] {
        let run = course.run(args);
        assert_refused(&run, 2, &["\"two_writer\"", "Did you mean two_writers?"]);
    }
}

#[test]
fn an_unknown_name_like_no_other_is_answered_with_the_list() {
    let course = Course::new().exercise("it", "", PASSES);
    let run = course.run(&["run", "quite_another"]);
    assert_refused(&run, 2, &["quite_another", "rustlings-like list"]);
    assert!(!run.stderr.contains("Did you mean"));
}

// Compilers.

#[test]
fn without_a_compiler_there_is_advice_and_no_verdict() {
    let course = Course::new().exercise("it", "", FAILS);
    for command in ["verify", "run"] {
        let mut without = course.command(&[command]);
        let run = finish(without.env("PATH", course.root()).env_remove("RUSTC"));
        assert_eq!(run.code, 4, "{run:?}");
        let words = run.stdout + &run.stderr;
        assert!(words.contains("https://rustup.rs"), "{words}");
        assert!(!words.contains("does not compile"), "{words}");
    }
}

#[test]
fn without_a_compiler_the_list_still_works() {
    let course = Course::new().exercise("it", "", PASSES);
    let run = finish(
        course
            .command(&["list"])
            .env("PATH", "")
            .env_remove("RUSTC"),
    );
    assert_eq!(run.code, 0, "{run:?}");
}

#[test]
fn the_compiler_that_is_named_is_used() {
    let course = Course::new().exercise("it", "", PASSES);
    let run = finish(course.command(&["verify"]).env("RUSTC", "no-such-compiler"));
    assert_refused(&run, 4, &["no-such-compiler"]);
}

#[cfg(unix)]
mod on_unix {
    //! With compilers made of shell scripts.

    use std::fs;
    use std::os::unix::fs::{PermissionsExt, symlink};

    use super::*;

    /// What the real compiler says to `--print WHAT`.
    fn real(what: &str) -> String {
        let output = Command::new("rustc").args(["--print", what]).output();
        let text = String::from_utf8(output.expect("rustc starts").stdout).expect("UTF-8");
        text.trim().to_owned()
    }

    /// A folder `bin` in the course with this script as its `rustc`.
    fn script(course: &Course, text: &str) -> String {
        course.write("bin/rustc", format!("#!/bin/sh\n{text}\n"));
        let executable = fs::Permissions::from_mode(0o755);
        fs::set_permissions(course.path("bin/rustc"), executable).expect("permissions");
        course.path("bin").display().to_string()
    }

    fn with_path_first(course: &Course, args: &[&str], folder: &str) -> Run {
        let path = std::env::var("PATH").expect("PATH");
        let mut command = course.command(args);
        finish(
            command
                .env("PATH", format!("{folder}:{path}"))
                .env_remove("RUSTC"),
        )
    }

    /// A toolchain in the course that has no clippy; the result goes first in PATH.
    fn without_clippy(course: &Course) -> String {
        fs::create_dir_all(course.path("sysroot/bin")).expect("folders");
        let rustc = format!("{}/bin/rustc", real("sysroot"));
        symlink(&rustc, course.path("sysroot/bin/rustc")).expect("a link");
        let text = format!(
            "case \"$*\" in\n\
             '--print sysroot --print target-libdir') echo '{}'; echo '{}';;\n\
             *) exec '{rustc}' \"$@\";;\nesac",
            course.path("sysroot").display(),
            real("target-libdir")
        );
        script(course, &text)
    }

    #[test]
    fn a_compiler_that_fails_is_no_verdict() {
        let course = Course::new().exercise("it", "", PASSES);
        let folder = script(&course, "echo 'no toolchain is installed' >&2; exit 1");
        let run = with_path_first(&course, &["verify"], &folder);
        assert_refused(&run, 4, &["does not work", "no toolchain is installed"]);
    }

    #[test]
    fn a_compiler_that_crashes_is_no_verdict() {
        let course = Course::new().exercise("it", "", PASSES);
        // It knows where it is, and is killed whenever it compiles.
        fs::create_dir_all(course.path("sysroot/bin")).expect("folders");
        let text = format!(
            "case \"$*\" in\n'--print sysroot --print target-libdir') echo '{0}'; echo '{0}';;\n\
             *) kill -SEGV $$;;\nesac",
            course.path("sysroot").display()
        );
        let folder = script(&course, &text);
        let run = with_path_first(&course, &["verify"], &folder);
        assert_eq!(run.code, 4, "{run:?}");
        assert!(run.stdout.contains("could not be checked"), "{run:?}");
    }

    #[test]
    fn without_clippy_the_plain_compiler_gives_the_verdict() {
        let course = Course::new()
            .exercise("passes", "", PASSES)
            .exercise("fails", "", FAILS)
            .exercise("strict", "strict_clippy = true", PASSES);
        let folder = without_clippy(&course);
        let run = with_path_first(&course, &["verify", "passes", "fails"], &folder);
        assert_eq!(run.code, 1, "{run:?}");
        assert!(run.stdout.contains("1 passed, 1 failed"), "{run:?}");
        assert!(run.stdout.contains("E0308"), "{run:?}");
        // The strict one passes with clippy only: tests/machine.rs.
        let run = with_path_first(&course, &["verify"], &folder);
        assert_eq!(run.code, 4, "{run:?}");
        assert!(run.stdout.contains("1 passed, 2 failed"), "{run:?}");
    }

    #[test]
    fn a_pass_without_clippy_is_not_believed_once_clippy_is_there() {
        let returns = "fn one() -> u32 { return 1; }\nfn main() { assert_eq!(one(), 1) }\n";
        let course = Course::new().exercise("it", "strict_clippy = true", returns);
        let folder = without_clippy(&course);
        assert_eq!(with_path_first(&course, &["verify"], &folder).code, 4);
        let entry = course.verdict("it");
        assert_eq!(entry["reason"], "lint", "{entry:#}");
        assert_eq!(entry["cached"], false);
        let course = Course::new().exercise("it", "", returns);
        let folder = without_clippy(&course);
        assert_eq!(with_path_first(&course, &["verify"], &folder).code, 0);
        let entry = course.verdict("it");
        assert_eq!(entry["diagnostics"][0]["code"], "clippy::needless_return");
        assert_eq!(entry["cached"], false);
    }

    #[test]
    fn without_a_linker_there_is_no_verdict() {
        let course = Course::new().exercise("it", "", PASSES);
        let mut verify = course.command(&["verify", "--format", "json"]);
        verify.env("RUSTC", format!("{}/bin/rustc", real("sysroot")));
        let run = finish(verify.env("PATH", course.root()));
        assert_eq!(run.code, 4, "{run:?}");
        assert!(run.stdout.contains("\"verdict\": \"error\""), "{run:?}");
        assert!(run.stdout.contains("linker"), "{run:?}");
    }

    #[test]
    fn where_no_linker_was_the_next_check_is_fresh() {
        let course = Course::new().exercise("it", "", PASSES);
        let mut verify = course.command(&["verify"]);
        verify.env("RUSTC", format!("{}/bin/rustc", real("sysroot")));
        assert_eq!(finish(verify.env("PATH", course.root())).code, 4);
        assert_eq!(course.verdict("it")["verdict"], "pass");
    }
}

#[cfg(target_os = "linux")]
mod on_linux {
    //! In a mount namespace of our own, where one may be made.

    use super::*;

    /// Runs a shell script that may mount; `$1` is the course, `$2` the program. `None`
    /// where that is not possible.
    fn in_namespace(course: &Course, script: &str) -> Option<Run> {
        common::in_mount_namespace(course, script, &[])
    }

    /// A course that has one exercise that passes and one that fails.
    fn both() -> Course {
        Course::new()
            .exercise("passes", "hint = \"Look.\"", PASSES)
            .exercise("fails", "", FAILS)
    }

    const READ_ONLY: &str = "mount --bind \"$1\" \"$1\"; mount -o remount,bind,ro \"$1\"; cd \"$1\"
        if touch \"$1/x\" 2>&-; then echo 'it can be written to'; exit 99; fi\n";

    #[test]
    fn in_a_read_only_course_verify_gives_its_verdicts() {
        let script = format!("{READ_ONLY} \"$2\" verify");
        let course = both();
        let Some(run) = in_namespace(&course, &script) else {
            return;
        };
        assert_eq!(run.code, 1, "{run:?}");
        assert!(run.stdout.contains("1 passed, 1 failed"), "{run:?}");
        assert!(!course.path(".rustlings-like").exists());
    }

    #[test]
    fn in_a_read_only_course_run_gives_its_verdict_and_says_what_it_could_not_do() {
        for (name, code) in [("passes", 0), ("fails", 1)] {
            let script = format!("{READ_ONLY} \"$2\" run {name}");
            let Some(run) = in_namespace(&both(), &script) else {
                return;
            };
            assert_eq!(run.code, code, "{run:?}");
            assert!(run.stdout.contains(name), "{run:?}");
            assert!(run.stderr.contains("progress cannot be saved"), "{run:?}");
        }
    }

    #[test]
    fn in_a_read_only_course_hints_are_shown_and_resets_refused() {
        let course = both();
        assert_eq!(course.run(&["run", "passes"]).code, 0);
        let script = format!("{READ_ONLY} \"$2\" hint passes; \"$2\" reset passes");
        let Some(run) = in_namespace(&course, &script) else {
            return;
        };
        assert!(run.stdout.contains("Look."), "{run:?}");
        assert_eq!(run.code, 4, "{run:?}");
        assert_eq!(course.read("exercises/passes.rs"), PASSES);
    }

    /// Runs `command` with a state folder on which only `kib` are free, and returns what it
    /// said and what then was in `progress.json`.
    fn with_room(course: &Course, kib: usize, command: &str) -> Option<(Run, String)> {
        let script = format!(
            "state=\"$1/.rustlings-like\"
            cp \"$state/progress.json\" \"$1/saved.json\"
            mount -t tmpfs -o size=$((64 + {kib}))k none \"$state\"
            cd \"$1\"
            cp saved.json \"$state/progress.json\"
            head -c 60k /dev/zero > \"$state/ballast\"
            [ {kib} -gt 0 ] || cat /dev/zero > \"$state/more\" 2>&- || true
            set +e; \"$2\" {command}; code=$?
            cat \"$state/progress.json\" > after.json
            exit $code"
        );
        let run = in_namespace(course, &script)?;
        Some((run, course.read("after.json")))
    }

    /// Checks an exercise again with so little room, and that it did no harm.
    fn check_with_room(kib: usize, name: &str, right: i32) {
        let course = both().exercise("tested", "", TESTED);
        assert_eq!(course.run(&["run", "passes"]).code, 0);
        assert_eq!(course.run(&["hint", "passes"]).code, 0);
        let command = format!("run --no-cache {name}");
        let Some((run, after)) = with_room(&course, kib, &command) else {
            return;
        };
        let first = run.stdout.lines().next();
        assert!(
            [right, 4].contains(&run.code),
            "{name} with {kib} KiB: {} {first:?} {}",
            run.code,
            run.stderr
        );
        let progress: serde_json::Value = serde_json::from_str(&after)
            .unwrap_or_else(|error| panic!("{error} with {kib} KiB: {after:?}"));
        let record = &progress["exercises"]["passes"];
        assert!(record["passed_at"].is_u64(), "{kib} KiB: {after}");
        assert_eq!(record["hints_seen"], 1, "{kib} KiB: {after}");
    }

    const TESTED: &str = "fn main() { println!(\"{}\", 1) }
        #[cfg(test)] mod tests { #[test] fn it_holds() { assert_eq!(1 + 1, 2) } }\n";

    // From no room at all over room for a part of the program to room for everything.

    #[test]
    fn on_a_full_disk_a_pass_is_no_failure_and_progress_stays() {
        for kib in (0..=72).step_by(6) {
            check_with_room(kib, "passes", 0);
        }
    }

    #[test]
    fn on_a_full_disk_passing_tests_are_no_failure_and_progress_stays() {
        for kib in (0..=240).step_by(20) {
            check_with_room(kib, "tested", 0);
        }
    }

    #[test]
    fn on_a_full_disk_a_failure_is_no_pass_and_progress_stays() {
        for kib in [0, 4, 8, 16, 64] {
            check_with_room(kib, "fails", 1);
        }
    }

    #[test]
    fn on_a_full_disk_what_could_not_be_done_is_said() {
        let course = both();
        assert_eq!(course.run(&["run", "fails"]).code, 1);
        let Some((run, _)) = with_room(&course, 0, "hint passes") else {
            return;
        };
        assert!(run.stdout.contains("Look."), "{run:?}");
        assert!(run.stderr.contains("progress cannot be saved"), "{run:?}");
        assert!(
            run.stderr
                .contains("no space is left on the disk: free some"),
            "{run:?}"
        );
    }

    #[test]
    fn on_a_full_disk_a_reset_changes_nothing() {
        let course = both();
        assert_eq!(course.run(&["run", "fails"]).code, 1);
        course.write("exercises/fails.rs", "// mine\n");
        let Some((run, _)) = with_room(&course, 0, "reset fails") else {
            return;
        };
        assert_eq!(run.code, 4, "{run:?}");
        assert_eq!(course.read("exercises/fails.rs"), "// mine\n");
    }

    #[test]
    fn with_room_for_everything_a_small_disk_is_no_hindrance() {
        let course = both();
        assert_eq!(course.run(&["run", "fails"]).code, 1);
        let Some((run, after)) = with_room(&course, 64 * 1024, "run --no-cache passes") else {
            return;
        };
        assert_eq!(run.code, 0, "{run:?}");
        assert!(after.contains("passed_at"), "{after}");
    }
}
