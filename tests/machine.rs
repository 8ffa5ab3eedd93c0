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

/// Runs a shell script that may mount; `$1` is the course, `$2` the program, `$3` the real
/// compiler. `None` where that is not possible.
#[cfg(target_os = "linux")]
fn in_namespace(course: &Course, script: &str) -> Option<Run> {
    let rustc = format!("{}/bin/rustc", real("sysroot"));
    common::in_mount_namespace(course, script, &[&rustc])
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

mod cargo {
    //! What cargo's configuration and variables say counts for crates and exercises alike, or
    //! for neither.

    use super::*;

    /// `plain` uses no crate, `with_crate` does; both print what they are compiled with.
    fn course() -> Course {
        let course = Course::new()
            .manifest("[dependencies]\nhelpers = { path = \"helpers\" }\n")
            .exercise(
                "plain",
                "test = false",
                "fn main() { let unused = 1; println!(\"fancy: {}\", cfg!(fancy)); }\n",
            )
            .exercise(
                "with_crate",
                "test = false",
                "fn main() {\n    let unused = 1;\n    \
                 println!(\"fancy: {} {}\", cfg!(fancy), helpers::fancy());\n}\n",
            );
        course.write(
            "helpers/Cargo.toml",
            "[package]\nname = \"helpers\"\nversion = \"0.1.0\"\nedition = \"2021\"\n",
        );
        course.write(
            "helpers/src/lib.rs",
            "pub fn fancy() -> bool { cfg!(fancy) }\n",
        );
        // Its program is linked for this machine while crates are built.
        course.write("helpers/build.rs", "fn main() {}\n");
        course
    }

    /// The program with a configuration of the user's.
    fn with_config(course: &Course, args: &[&str], config: &str) -> Command {
        course.write("home/config.toml", config);
        let mut command = course.command(args);
        let home = std::env::home_dir().expect("a home");
        let rustup = std::env::var_os("RUSTUP_HOME").unwrap_or(home.join(".rustup").into());
        command
            .env("CARGO_HOME", course.path("home"))
            .env("RUSTUP_HOME", rustup)
            .env("CARGO_NET_OFFLINE", "true");
        command
    }

    /// What each exercise printed; both must pass.
    fn output(command: &mut Command) -> [String; 2] {
        let run = finish(command);
        let document: serde_json::Value = serde_json::from_str(&run.stdout).expect("JSON");
        let output = |index: usize| {
            let entry = &document["exercises"][index];
            assert_eq!(entry["verdict"], "pass", "{entry:#}");
            entry["stdout"].as_str().expect("a text").trim().to_owned()
        };
        [output(0), output(1)]
    }

    const VERIFY: [&str; 3] = ["verify", "--format", "json"];
    const NOT_FANCY: [&str; 2] = ["fancy: false", "fancy: false false"];

    #[test]
    fn crates_are_built_for_this_machine_whatever_target_is_set() {
        let course = course();
        let other = "wasm32-unknown-unknown";
        let mut by_variable = with_config(&course, &VERIFY, "");
        assert_eq!(
            output(by_variable.env("CARGO_BUILD_TARGET", other)),
            NOT_FANCY
        );
        for config in [
            format!("[build]\ntarget = \"{other}\"\n"),
            format!("[build]\ntarget = [\"{other}\"]\n"),
        ] {
            let mut command = with_config(&course, &VERIFY, &config);
            assert_eq!(output(&mut command), NOT_FANCY, "{config}");
        }
    }

    #[test]
    fn wrappers_folders_and_compilers_of_the_user_change_nothing() {
        let course = course();
        let config = "[build]\nrustc-wrapper = \"/missing/sccache\"\nrustc = \"/missing/rustc\"\n\
                      rustc-workspace-wrapper = \"/missing/wrapper\"\ntarget-dir = \"elsewhere\"\n\
                      build-dir = \"elsewhere\"\n[term]\nverbose = true\n";
        let mut command = with_config(&course, &VERIFY, config);
        for (name, value) in [
            ("RUSTC_WRAPPER", "/missing/sccache"),
            ("CARGO_BUILD_RUSTC_WRAPPER", "/missing/sccache"),
            ("CARGO_TARGET_DIR", "elsewhere"),
            ("CARGO_BUILD_TARGET_DIR", "elsewhere"),
        ] {
            command.env(name, value);
        }
        assert_eq!(output(&mut command), NOT_FANCY);
        assert!(!course.path("elsewhere").exists());
    }

    #[test]
    fn the_users_rustflags_count_for_neither() {
        let course = course();
        let flags = "-Dwarnings --cfg fancy";
        let mut command = with_config(&course, &VERIFY, "");
        assert_eq!(output(command.env("RUSTFLAGS", flags)), NOT_FANCY);
        let config = "[build]\nrustflags = [\"-D\", \"warnings\", \"--cfg\", \"fancy\"]\n";
        let mut command = with_config(&course, &VERIFY, config);
        assert_eq!(output(&mut command), NOT_FANCY);
    }

    #[test]
    fn the_courses_own_rustflags_count_for_both() {
        let course = course();
        course.write(
            ".cargo/config.toml",
            "[target.'cfg(all())']\nrustflags = [\"--cfg\", \"fancy\"]\n",
        );
        let mut command = with_config(&course, &VERIFY, "");
        command.env("RUSTFLAGS", "-Dwarnings");
        assert_eq!(output(&mut command), ["fancy: true", "fancy: true true"]);
    }

    #[test]
    fn what_cargo_could_not_say_once_is_asked_again() {
        let course = course();
        course.write(
            ".cargo/config.toml",
            "[build]\nrustflags = [\"--cfg\", \"fancy\"]\n",
        );
        let mut command = with_config(&course, &VERIFY, "");
        finish(command.env("TMPDIR", course.path("not/there")));
        let mut command = with_config(&course, &VERIFY, "");
        assert_eq!(output(&mut command), ["fancy: true", "fancy: true true"]);
    }

    #[test]
    fn the_users_linker_counts_for_both() {
        let course = course();
        let log = course.path("linked");
        let text = format!("echo \"$@\" >> '{}'\nexec cc \"$@\"", log.display());
        script(&course, "bin/my-linker", &text);
        let linker = course.path("bin/my-linker");
        let configs = [
            format!("[target.'cfg(unix)']\nlinker = {linker:?}\n"),
            format!("[build]\nrustflags = [\"-Clinker={}\"]\n", linker.display()),
        ];
        for config in configs {
            let mut command =
                with_config(&course, &["verify", "--no-cache", "--no-batch"], &config);
            let run = finish(&mut command);
            assert_eq!(run.code, 0, "{config}: {run:?}");
            let linked = fs::read_to_string(&log).expect("something was linked");
            let of_crate = linked
                .lines()
                .filter(|line| line.contains("build_script_build"));
            assert!(of_crate.count() > 0, "{config}: {linked}");
            let of_exercise = linked.lines().filter(|line| line.contains("/scratch/"));
            assert_eq!(of_exercise.count(), 2, "{config}: {linked}");
            fs::remove_file(&log).expect("the log goes");
        }
        let missing = "[target.'cfg(unix)']\nlinker = \"/missing/linker\"\n";
        let run = finish(&mut with_config(
            &course,
            &["verify", "--no-cache"],
            missing,
        ));
        assert_eq!(run.code, 4, "{run:?}");
        assert!(
            run.stdout
                .contains("0 passed, 2 failed (2 could not be checked) of 2"),
            "{run:?}"
        );
        assert!(run.stdout.contains("`/missing/linker`"), "{run:?}");
    }

    #[test]
    fn the_users_profiles_count_for_neither() {
        let adds = "fn main() {\n    let most = std::hint::black_box(u8::MAX);\n    \
                    println!(\"{}\", most + 1);\n}\n";
        let course = course().exercise("adds", "test = false", adds).exercise(
            "adds_with_crate",
            "test = false",
            &adds.replace("most + 1", "most + helpers::fancy() as u8 + 1"),
        );
        let config = "[profile.dev]\nlto = true\nopt-level = 2\noverflow-checks = false\n\
                      debug-assertions = false\n";
        let run = finish(&mut with_config(&course, &VERIFY, config));
        let document: serde_json::Value = serde_json::from_str(&run.stdout).expect("JSON");
        let reason = |index: usize| &document["exercises"][index]["reason"];
        assert_eq!(reason(1), "passed", "{run:?}");
        assert_eq!(
            (reason(2), reason(3)),
            (&"exit_status".into(), &"exit_status".into())
        );
    }
}

mod linker {
    //! No linker, or one that lacks something.

    use super::*;

    fn course() -> Course {
        Course::new().exercise("it", "", "fn main() { println!(\"{}\", 1) }\n")
    }

    /// The entry of a check with this script as the C compiler.
    fn with_cc(text: &str) -> String {
        let course = course();
        script(&course, "bin/cc", text);
        let run = finish(&mut with_scripts(&course, &["verify", "--format", "json"]));
        assert_eq!(run.code, 4, "{run:?}");
        let document: serde_json::Value = serde_json::from_str(&run.stdout).expect("JSON");
        let entry = &document["exercises"][0];
        assert_eq!(entry["reason"], "tool_failure", "{entry:#}");
        let message = entry["message"].as_str().expect("a text").to_owned();
        assert!(!message.contains('\n'), "{message}");
        message
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_missing_linker_has_the_command_of_the_system() {
        for (system, command) in [
            (
                "ID=ubuntu\nID_LIKE=debian",
                "`sudo apt install build-essential`",
            ),
            ("ID=fedora", "`sudo dnf install gcc`"),
            ("ID=arch", "`sudo pacman -S base-devel`"),
            ("ID=alpine", "`apk add build-base`"),
            ("ID=unheard_of", "install a C compiler"),
        ] {
            let course = course();
            course.write("os-release", system);
            let script = "mount --bind os-release /etc/os-release
                env PATH=/missing RUSTC=\"$3\" \"$2\" run it";
            let Some(run) = in_namespace(&course, script) else {
                return;
            };
            assert_eq!(run.code, 4, "{run:?}");
            let first = run.stdout.lines().next().expect("a line");
            assert!(first.contains("can't find its linker, `cc`"), "{first}");
            assert!(first.contains(command), "{first}");
        }
    }

    #[test]
    fn a_compiler_without_its_linker_is_not_called_missing() {
        let message = with_cc("echo \"collect2: fatal error: cannot find 'ld'\" >&2; exit 1");
        assert!(
            message.contains("the C compiler can't find its linker"),
            "{message}"
        );
        assert!(!message.contains("`cc`"), "{message}");
    }

    #[test]
    fn a_missing_c_library_is_told() {
        let words = "/usr/bin/ld: cannot find Scrt1.o: No such file or directory";
        let message = with_cc(&format!("echo '{words}' >&2; exit 1"));
        assert!(
            message.contains("can't find the C library's files"),
            "{message}"
        );
    }

    #[test]
    fn a_linker_that_fails_without_a_known_reason_keeps_its_words() {
        let message = with_cc("echo 'something broke' >&2; exit 1");
        assert!(message.contains("linking with `cc` failed"), "{message}");
        assert!(!message.contains("install"), "{message}");
    }

    #[test]
    fn what_the_program_asks_the_linker_for_is_its_own_matter() {
        let source = "#[link(name = \"nowhere_to_be_found\")]\nunsafe extern \"C\" { fn f(); }\n\
                      fn main() { unsafe { f() } }\n";
        let course = Course::new().exercise("it", "", source);
        assert_eq!(course.verdict("it")["reason"], "compile_error");
    }
}

mod rust {
    //! No Rust, or one that is not usable.

    use super::*;

    fn message(course: &Course, command: &mut Command) -> String {
        let run = finish(command.current_dir(course.root()));
        assert_eq!(run.code, 4, "{run:?}");
        let said = run.stdout + &run.stderr;
        said.lines().next().expect("a line").to_owned()
    }

    fn course() -> Course {
        Course::new().exercise("it", "", PASSES)
    }

    #[test]
    fn no_rust_at_all_is_one_sentence() {
        let course = course();
        for args in [&["verify"][..], &["run", "it"]] {
            let mut command = course.command(args);
            let said = message(&course, command.env_remove("RUSTC").env("PATH", "/missing"));
            assert!(
                said.contains("install Rust from https://rustup.rs"),
                "{said}"
            );
        }
        let mut command = course.command(&["verify"]);
        let said = message(&course, command.env("RUSTC", "/missing/rustc"));
        assert!(said.contains("RUSTC, which names /missing/rustc"), "{said}");
    }

    #[test]
    fn without_rust_programs_get_their_reports_all_the_same() {
        let course = course();
        for format in ["json", "junit", "sarif"] {
            let report = format!("{format}=report");
            let mut command = course.command(&["verify", "--report", &report]);
            let run = finish(command.env_remove("RUSTC").env("PATH", "/missing"));
            assert_eq!(run.code, 4, "{run:?}");
            let report = course.read("report");
            assert!(
                report.contains("install Rust from https://rustup.rs"),
                "{format}: {report}"
            );
        }
    }

    #[test]
    fn rustup_without_a_toolchain_is_one_sentence() {
        let course = course();
        for (words, command) in [
            (
                "error: rustup could not choose a version of rustc to run, because one was not \
                 specified explicitly, and no default is configured.",
                "`rustup default stable`",
            ),
            (
                "error: toolchain nightly-2020-01-01 is not installed",
                "does not work",
            ),
        ] {
            script(&course, "bin/rustc", &format!("echo '{words}' >&2; exit 1"));
            let said = message(&course, &mut with_scripts(&course, &["verify"]));
            assert!(said.contains(command), "{said}");
        }
        let words = "error: toolchain '\\''1.70.0'\\'' is not installed";
        let behind = "Stack backtrace:\n 0: anyhow";
        script(
            &course,
            "bin/rustc",
            &format!("printf '{words}\n\n{behind}\n' >&2; exit 1"),
        );
        let run = finish(&mut with_scripts(&course, &["verify"]));
        assert!(
            run.stderr.contains("`rustup toolchain install 1.70.0`"),
            "{run:?}"
        );
        assert!(!run.stderr.contains("anyhow"), "{run:?}");
    }

    #[test]
    fn a_compiler_too_old_for_the_edition_is_no_error_of_the_program() {
        let course = course();
        let real = format!("{}/bin/rustc", real("sysroot"));
        let text = format!(
            "case \"$*\" in *--edition=2024*) echo 'error: argument for `--edition` must be one \
             of: <2015|2018|2021>. (instead was `2024`)' >&2; exit 1;; \
             '--print sysroot --print target-libdir') echo '{}'; '{real}' --print target-libdir;; \
             *) exec '{real}' \"$@\";; esac",
            course.path("sysroot").display()
        );
        script(&course, "bin/rustc", &text);
        fs::create_dir_all(course.path("sysroot/bin")).expect("folders");
        fs::copy(course.path("bin/rustc"), course.path("sysroot/bin/rustc")).expect("a copy");
        let run = finish(&mut with_scripts(&course, &["run", "it"]));
        assert_eq!(run.code, 4, "{run:?}");
        assert!(
            run.stdout.contains("too old: it doesn't know edition 2024"),
            "{run:?}"
        );
    }
}

#[cfg(target_os = "linux")]
mod disk {
    //! Disks that programs may not be run from, or that are full.

    use super::*;

    const NOEXEC: &str = "mkdir -p .rustlings-like
        mount -t tmpfs -o noexec none .rustlings-like\n";

    #[test]
    fn where_no_programs_may_be_run_another_folder_is_used() {
        let course = Course::new()
            .manifest("[dependencies]\nhelpers = { path = \"helpers\" }\n")
            .exercise("plain", "", PASSES)
            .exercise("with_crate", "", "fn main() { helpers::help() }\n");
        course.write(
            "helpers/Cargo.toml",
            "[package]\nname = \"helpers\"\nversion = \"0.1.0\"\nedition = \"2021\"\n",
        );
        course.write("helpers/src/lib.rs", "pub fn help() {}\n");
        // A program that is run while crates are built.
        course.write("helpers/build.rs", "fn main() {}\n");
        let script = format!("{NOEXEC} XDG_CACHE_HOME=\"$1/cache\" \"$2\" verify");
        let Some(run) = in_namespace(&course, &script) else {
            return;
        };
        assert_eq!(run.code, 0, "{run:?}");
        assert!(run.stdout.contains("2 passed"), "{run:?}");
    }

    #[test]
    fn where_programs_may_be_run_nowhere_one_sentence_says_so() {
        let course = Course::new().exercise("it", "", PASSES);
        let script = format!(
            "{NOEXEC} export TMPDIR=\"$1/.rustlings-like\" XDG_CACHE_HOME=\"$1/.rustlings-like\"
            \"$2\" run it"
        );
        let Some(run) = in_namespace(&course, &script) else {
            return;
        };
        assert_eq!(run.code, 4, "{run:?}");
        let first = run.stdout.lines().next().expect("a line");
        assert!(
            first.contains("`noexec`: set TMPDIR to a folder"),
            "{first}"
        );
    }

    /// Where nothing can be compiled, nobody knows whether there is an error.
    #[test]
    fn explain_does_not_take_a_check_that_could_not_be_made_for_a_program_without_errors() {
        let source = "fn main() {\n    let a = String::new();\n    let b = a;\n    \
                      println!(\"{a}{b}\");\n}\n";
        let course = Course::new().exercise("it", "", source);
        course.write("lone.rs", source);
        // No folder can be made there.
        let full = "mkdir -p .rustlings-like tmp
            mount -t tmpfs -o nr_inodes=1 none .rustlings-like
            mount -t tmpfs -o nr_inodes=1 none tmp";
        let read_only = "mkdir -p .rustlings-like tmp
            mount -t tmpfs -o ro none .rustlings-like
            mount -t tmpfs -o ro none tmp";
        let no_compiler = "mkdir -p empty tmp; touch empty/rustc
            mount --bind empty/rustc \"$3\"";
        for (obstacle, words) in [
            (full, "free some"),
            (read_only, "read-only"),
            (no_compiler, ""),
        ] {
            for what in [
                "exercises/it.rs",
                "it",
                "it --format json",
                "lone.rs",
                "lone.rs --format json",
                "- < lone.rs",
            ] {
                let script = format!(
                    "{obstacle}
                    export TMPDIR=\"$1/tmp\" XDG_CACHE_HOME=\"$1/tmp\"
                    exec \"$2\" explain {what}"
                );
                let Some(run) = in_namespace(&course, &script) else {
                    return;
                };
                assert_eq!((run.code, run.stdout.as_str()), (4, ""), "{what}: {run:?}");
                assert!(run.stderr.contains(words), "{what}: {run:?}");
                // rustup's own words stay.
                let is_disk = !words.is_empty();
                assert!(
                    !is_disk || !run.stderr.contains("os error"),
                    "{what}: {run:?}"
                );
            }
        }
    }

    /// Whatever can't be written, the system's own words are no help.
    #[test]
    fn all_that_cannot_be_written_says_what_to_do() {
        let course = Course::new().exercise("it", "hint = \"a hint\"", PASSES);
        let disk = "mkdir small; mount -t tmpfs -o size=200k none small
            cp -r exercises info.toml small; cd small
            \"$2\" run it > /dev/null";
        let full = "head -c 1m /dev/zero > ballast 2> \"$1/words\" || true";
        let read_only = "mount -o remount,ro \"$1/small\"";
        let full_at_first = format!("{disk}; rm -r .rustlings-like; {full}");
        let cases = [
            (full_at_first, "free some"),
            (format!("{disk}; {full}"), "free some"),
            (format!("{disk}; {read_only}"), "read-only"),
        ];
        for (state, words) in &cases {
            for args in [
                "hint it",
                "reset it",
                "reset --tests it",
                "run it",
                "init new",
                "dev new other --dir chapter",
                "verify --report json=report.json",
            ] {
                let script = format!("{state}\nexec \"$2\" {args}");
                let _ = fs::remove_dir_all(course.path("small"));
                let Some(run) = in_namespace(&course, &script) else {
                    return;
                };
                let said = format!("{}{}", run.stdout, run.stderr);
                assert!(!said.contains("os error"), "{args}: {run:?}");
                let is_told = said.contains(words);
                // Without a copy of the original there is nothing to write.
                let is_else =
                    said.contains("there is no original copy") || said.contains("nothing");
                assert!(
                    is_told || is_else && args.starts_with("reset"),
                    "{args}: {run:?}"
                );
            }
        }
    }

    #[test]
    fn a_full_disk_is_one_sentence() {
        let course = Course::new().exercise("it", "", "fn main() { println!(\"{}\", 1) }\n");
        for kib in [0, 12] {
            let script = format!(
                "mkdir -p .rustlings-like
                mount -t tmpfs -o size=$((64 + {kib}))k none .rustlings-like
                head -c 60k /dev/zero > .rustlings-like/ballast
                \"$2\" run it"
            );
            let Some(run) = in_namespace(&course, &script) else {
                return;
            };
            assert_eq!(run.code, 4, "{run:?}");
            let first = run.stdout.lines().next().expect("a line");
            assert!(first.contains("could not be checked"), "{first}");
            assert!(first.contains("free some"), "{first}");
        }
    }
}
