//! What each command says, writes and ends with, for people and for scripts.

mod common;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use common::{Course, PROGRAM, Run, finish};
use serde_json::Value;

const PASSES: &str = "fn main() {}\n";
const FAILS: &str = "fn main() { let n: u32 = \"one\"; }\n";

/// The program outside of any course.
fn program(args: &[&str]) -> Run {
    finish(
        Command::new(PROGRAM)
            .args(args)
            .current_dir(std::env::temp_dir()),
    )
}

fn json(run: &Run) -> Value {
    serde_json::from_str(&run.stdout).unwrap_or_else(|error| panic!("{error}: {run:?}"))
}

/// A file of this repository.
fn ours(path: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).expect("it is read")
}

#[track_caller]
fn assert_usage(run: &Run, parts: &[&str]) {
    assert_eq!(run.code, 2, "{run:?}");
    assert_eq!(run.stdout, "", "{run:?}");
    for part in parts {
        assert!(run.stderr.contains(part), "{part:?} is not in {run:?}");
    }
}

// Help.

#[test]
fn the_help_of_every_command_ends_well() {
    for command in [
        "watch",
        "run",
        "list",
        "hint",
        "reset",
        "undo",
        "solution",
        "progress",
        "init",
        "verify",
        "merge-reports",
        "cache",
        "dev",
        "completions",
        "man",
    ] {
        let run = program(&[command, "--help"]);
        assert_eq!((run.code, run.stderr.as_str()), (0, ""), "{command}");
        assert!(run.stdout.contains("Usage: rustlings-like"), "{run:?}");
        assert_eq!(program(&["help", command]).code, 0);
        // The general help names it.
        let all = program(&["--help"]).stdout;
        assert!(
            all.contains(&format!("\n  {command} ")),
            "{command} in {all}"
        );
    }
}

#[test]
fn the_help_of_every_command_with_arguments_has_an_example() {
    for command in [
        &["--help"][..],
        &["watch", "--help"],
        &["run", "--help"],
        &["list", "--help"],
        &["hint", "--help"],
        &["reset", "--help"],
        &["solution", "--help"],
        &["init", "--help"],
        &["verify", "--help"],
        &["merge-reports", "--help"],
        &["cache", "stats", "--help"],
        &["cache", "clean", "--help"],
        &["dev", "check", "--help"],
        &["completions", "--help"],
    ] {
        let help = program(command).stdout;
        let (_, examples) = help
            .split_once("\nExample")
            .unwrap_or_else(|| panic!("{command:?} has no example: {help}"));
        assert!(examples.contains("\n  rustlings-like"), "{examples}");
        if let [name, _] = command {
            assert!(
                examples.contains(&format!("rustlings-like {name}")),
                "{examples}"
            );
        }
    }
}

#[test]
fn the_help_names_the_exit_codes() {
    let help = program(&["--help"]).stdout;
    assert!(help.contains("Exit codes: 0 passed, 1 "), "{help}");
}

#[test]
fn the_version_is_the_packages_with_the_commit_in_a_checkout() {
    let version = program(&["--version"]).stdout;
    assert_eq!(program(&["-V"]).stdout, version);
    let package = format!("rustlings-like {}", env!("CARGO_PKG_VERSION"));
    let mut git = Command::new("git");
    git.args(["rev-parse", "--short=9", "HEAD"]);
    let git = finish(git.current_dir(env!("CARGO_MANIFEST_DIR")));
    let is_checkout = Path::new(env!("CARGO_MANIFEST_DIR")).join(".git").exists();
    if is_checkout && git.code == 0 {
        let commit = git.stdout.trim();
        let known = [
            format!("{package} ({commit})\n"),
            format!("{package} ({commit}-dirty)\n"),
        ];
        assert!(known.contains(&version), "{version}");
    } else {
        assert_eq!(version, format!("{package}\n"));
    }
}

#[test]
fn without_a_command_and_a_terminal_there_is_advice() {
    let course = Course::new().exercise("it", "", PASSES);
    let parts = ["needs a terminal", "`verify`", "--help"];
    assert_usage(&course.run(&[]), &parts);
    assert_usage(&program(&[]), &parts);
}

#[test]
fn wrong_arguments_are_wrong_usage() {
    for args in [
        &["no-such-command"][..],
        &["--no-such-flag"],
        &["run", "one", "--format", "xml"],
        &["progress", "one"],
        &["progress", "--format", "table"],
        &["watch", "one", "two"],
        &["reset"],
        &["reset", "it", "--all"],
        &["verify", "--jobs", "0"],
        &["verify", "--timeout", "0"],
        &["verify", "--format", "xml"],
        &["verify", "--report", "xml=file"],
        &["verify", "--partition", "hash:3/2"],
        &["verify", "--retries", "-1"],
        &["merge-reports"],
        &["cache"],
        &["cache", "clean", "--older-than", "x"],
        &["list", "--format", "yaml"],
        &["hint", "--level", "x"],
        &["completions"],
        &["completions", "cobol"],
        &["--color", "sometimes", "list"],
        &["dev"],
    ] {
        let run = program(args);
        assert_eq!(run.code, 2, "{args:?}: {run:?}");
        assert!(!run.stderr.is_empty(), "{args:?}");
    }
}

#[test]
fn a_mistyped_command_is_answered_with_the_closest() {
    assert_usage(&program(&["verifi"]), &["verify"]);
}

#[test]
fn completions_are_written_for_each_shell() {
    for (shell, sign) in [
        ("bash", "-F _clap_complete_rustlings_like rustlings-like"),
        ("zsh", "#compdef rustlings-like"),
        ("fish", "--command rustlings-like"),
        ("elvish", "completion:arg-completer[rustlings-like]"),
        ("powershell", "-CommandName rustlings-like"),
    ] {
        let run = program(&["completions", shell]);
        assert_eq!(run.code, 0, "{run:?}");
        assert!(run.stdout.contains(sign), "{shell}: {run:?}");
        // The script asks the program by its path, and is told of all commands.
        assert!(run.stdout.contains(PROGRAM), "{shell}: {run:?}");
        let mut asked = Command::new(PROGRAM);
        asked
            .args(["--", "rustlings-like", ""])
            .env("COMPLETE", shell);
        let offered = finish(asked.env("_CLAP_COMPLETE_INDEX", "1"));
        assert_eq!((offered.code, offered.stderr.as_str()), (0, ""), "{shell}");
        for command in ["verify", "solution", "undo"] {
            assert!(offered.stdout.contains(command), "{shell}: {command}");
        }
        // The guard's hidden argument is nobody's business.
        assert!(!offered.stdout.contains("__guard"), "{shell}");
    }
}

#[test]
fn the_manual_page_is_roff() {
    let page = program(&["man"]);
    assert_eq!(page.code, 0);
    let title = page.stdout.lines().find(|line| line.starts_with(".TH"));
    assert!(
        title.expect("a title").contains("rustlings-like 1"),
        "{title:?}"
    );
    assert!(
        page.stdout
            .lines()
            .take(3)
            .all(|line| line.starts_with('.'))
    );
    for command in ["watch", "verify", "undo"] {
        assert!(page.stdout.contains(command));
    }
}

// Init.

#[test]
fn init_writes_a_course_into_an_empty_folder() {
    let course = Course::new();
    let run = course.run(&["init"]);
    assert_eq!(run.code, 0, "{run:?}");
    assert!(run.stdout.contains("ready"), "{run:?}");
    assert!(
        run.stdout.contains("Start with: rustlings-like\n"),
        "{run:?}"
    );
    assert_eq!(course.read("info.toml"), ours("info.toml"));
    let starter = "exercises/00_start/start2.rs";
    assert_eq!(course.read(starter), ours(starter));
    assert_eq!(course.run(&["list"]).code, 0);
}

#[test]
fn init_makes_a_new_folder() {
    let course = Course::new();
    let run = course.run(&["init", "deep/my-course"]);
    assert_eq!(run.code, 0, "{run:?}");
    assert!(run.stdout.contains("cd deep/my-course"), "{run:?}");
    let list = finish(
        course
            .command(&["list"])
            .current_dir(course.path("deep/my-course")),
    );
    assert_eq!(list.code, 0, "{list:?}");
}

/// Everything below a folder: paths and contents.
fn snapshot(folder: &Path) -> BTreeSet<(String, Option<Vec<u8>>)> {
    let mut all = BTreeSet::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("it is listed").flatten() {
            let path = entry.path();
            all.insert((path.display().to_string(), fs::read(&path).ok()));
            if path.is_dir() {
                folders.push(path);
            }
        }
    }
    all
}

#[test]
fn init_overwrites_nothing() {
    for taken in [
        "info.toml",
        "exercises/00_start/start1.rs",
        "solutions/mine.rs",
        "Cargo.toml",
        ".rustlings-like/progress.json",
    ] {
        let course = Course::new();
        course.write(taken, "mine\n");
        let before = snapshot(course.root());
        assert_usage(&course.run(&["init"]), &["nothing was changed"]);
        assert_usage(&course.run(&["init", "."]), &["nothing was changed"]);
        assert_eq!(snapshot(course.root()), before);
    }
}

#[test]
fn init_twice_is_refused_and_keeps_the_work() {
    let course = Course::built_in();
    course.write("exercises/00_start/start1.rs", "// mine\n");
    let before = snapshot(course.root());
    let root = course.root().display().to_string();
    assert_usage(&program(&["init", &root]), &["a course", "already"]);
    assert_eq!(snapshot(course.root()), before);
}

#[test]
fn init_without_a_name_refuses_a_folder_with_anything_in_it() {
    let course = Course::new();
    course.write("notes.txt", "mine\n");
    let run = course.run(&["init"]);
    assert_usage(
        &run,
        &["isn't empty", "notes.txt", "rustlings-like init my-course"],
    );
    assert!(!course.path("info.toml").exists());
}

#[test]
fn init_with_a_name_leaves_other_files_alone() {
    let course = Course::new();
    course.write("notes.txt", "mine\n");
    course.write(".gitignore", "mine\n");
    course.write("README.md", "mine\n");
    assert_eq!(course.run(&["init", "."]).code, 0);
    assert_eq!(course.read("notes.txt"), "mine\n");
    assert_eq!(course.read(".gitignore"), "mine\n");
    assert_eq!(course.read("README.md"), "mine\n");
}

#[test]
fn init_writes_a_readme_and_nothing_but_exercises_into_their_folder() {
    let course = Course::built_in();
    let readme = course.read("README.md");
    for part in [
        "rustlings-like\n",
        "`exercises/`",
        "`solutions/`",
        "`.rustlings-like/`",
    ] {
        assert!(readme.contains(part), "{part}: {readme}");
    }
    for name in ["crates/instantiations.rs", "Cargo.toml", "info.toml"] {
        assert!(course.path(name).is_file(), "{name}");
    }
    let entries = std::fs::read_dir(course.path("exercises")).expect("a folder");
    let files = entries.flatten().filter(|entry| !entry.path().is_dir());
    assert_eq!(files.count(), 0);
}

#[test]
fn init_into_a_file_is_an_error() {
    let course = Course::new();
    course.write("file", "mine\n");
    let run = course.run(&["init", "file"]);
    assert_ne!(run.code, 0, "{run:?}");
    assert!(run.stderr.contains("file"), "{run:?}");
    assert_eq!(course.read("file"), "mine\n");
}

#[test]
fn init_works_in_a_git_repository() {
    let course = Course::new();
    course.write(".git/HEAD", "ref: refs/heads/main\n");
    assert_eq!(course.run(&["init"]).code, 0);
    // Below it as well.
    assert_eq!(course.run(&["init", "below"]).code, 0);
    assert_eq!(course.read(".git/HEAD"), "ref: refs/heads/main\n");
    assert_eq!(course.read(".gitignore"), "/target/\n");
    // Progress can be committed; what can be made again need not be.
    let ignored = course.read(".rustlings-like/.gitignore");
    assert!(ignored.contains("/cache/") && !ignored.contains("progress"));
}

/// What cargo says of the package in this folder.
fn metadata(folder: &Path) -> Value {
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args([
        "metadata",
        "--offline",
        "--no-deps",
        "--format-version",
        "1",
    ]);
    let run = finish(cargo.current_dir(folder));
    assert_eq!(run.code, 0, "{run:?}");
    json(&run)
}

#[test]
fn init_works_inside_a_cargo_workspace() {
    let course = Course::new();
    course.write(
        "Cargo.toml",
        "[workspace]\nmembers = [\"member\"]\nresolver = \"3\"\n",
    );
    course.write(
        "member/Cargo.toml",
        "[package]\nname = \"member\"\nedition = \"2024\"\n",
    );
    course.write("member/src/main.rs", PASSES);
    assert_eq!(course.run(&["init", "learn"]).code, 0);
    let inside = metadata(&course.path("learn"));
    assert_eq!(inside["packages"][0]["name"], "exercises");
    // And the workspace around it still works.
    assert_eq!(metadata(course.root())["packages"][0]["name"], "member");
}

#[test]
fn cargo_knows_every_exercise_of_a_new_course() {
    let course = Course::built_in();
    let metadata = metadata(course.root());
    let targets = metadata["packages"][0]["targets"]
        .as_array()
        .expect("targets");
    let targets: BTreeSet<&str> = targets.iter().filter_map(|t| t["name"].as_str()).collect();
    let list = json(&course.run(&["list", "--format", "json"]));
    let exercises = list["exercises"].as_array().expect("exercises");
    let exercises: BTreeSet<&str> = exercises
        .iter()
        .filter_map(|e| e["name"].as_str())
        .collect();
    assert_eq!(targets, exercises);
}

#[test]
fn a_new_course_can_be_reset_before_anything_was_run() {
    let course = Course::built_in();
    let starter = course.read("exercises/00_start/start2.rs");
    course.write("exercises/00_start/start2.rs", "// mine\n");
    assert_eq!(course.run(&["reset", "start2"]).code, 0);
    assert_eq!(course.read("exercises/00_start/start2.rs"), starter);
}

// Solutions.

const START2: &str = "exercises/00_start/start2.rs";
const SOLUTION2: &str = "solutions/00_start/start2.rs";

#[test]
fn a_solution_is_sealed_until_the_exercise_passes() {
    let course = Course::built_in();
    assert!(course.read(SOLUTION2).starts_with("// Sealed"));
    for args in [
        &["solution", "start2"][..],
        &["solution", "start2", "--diff"],
    ] {
        let run = course.run(args);
        assert_eq!((run.code, run.stdout.as_str()), (1, ""), "{run:?}");
        assert!(run.stderr.contains("hasn't passed yet"), "{run:?}");
    }
    // A failing run does not open it.
    assert_eq!(course.run(&["run", "start2"]).code, 1);
    assert!(course.read(SOLUTION2).starts_with("// Sealed"));
}

#[test]
fn a_solution_opens_when_the_exercise_passes() {
    let course = Course::built_in();
    let mine = ours(SOLUTION2).replace("next customer", "next guest");
    course.write(START2, &mine);
    assert_eq!(course.run(&["run", "start2"]).code, 0);
    assert_eq!(course.read(SOLUTION2), ours(SOLUTION2));
    assert_eq!(course.run(&["solution", "start2"]).stdout, ours(SOLUTION2));

    let run = course.run(&["solution", "start2", "--diff"]);
    assert_eq!(run.code, 0, "{run:?}");
    assert!(run.stdout.contains("next guest"), "{run:?}");
    assert!(run.stdout.contains("next customer"), "{run:?}");

    // Others stay closed.
    assert!(
        course
            .read("solutions/00_start/start3.rs")
            .starts_with("// Sealed")
    );
    assert_eq!(course.run(&["solution", "start3"]).code, 1);
}

#[test]
fn the_difference_to_an_equal_file_is_said_to_be_none() {
    let course = Course::built_in();
    course.write(START2, ours(SOLUTION2));
    assert_eq!(course.run(&["run", "start2"]).code, 0);
    let run = course.run(&["solution", "start2", "--diff"]);
    assert_eq!(run.stdout, "Your file is the same as the solution.\n");
}

#[test]
fn a_sealed_solution_is_not_verified() {
    let course = Course::built_in();
    let run = course.run(&["verify", "--solutions", "start2", "--format", "json"]);
    assert_eq!(run.code, 1);
    let entry = &json(&run)["exercises"][0];
    assert_eq!(entry["reason"], "bad_source");
    assert_eq!(entry["path"], SOLUTION2);
}

#[test]
fn solutions_of_a_course_are_verified_instead_of_the_exercises() {
    let course = Course::new().exercise("it", "", FAILS);
    course.write("solutions/it.rs", PASSES);
    assert_eq!(course.run(&["verify", "--solutions"]).code, 0);
    assert_eq!(course.run(&["verify"]).code, 1);
}

#[test]
fn a_course_without_solutions_says_so() {
    let course = Course::new().exercise("it", "", PASSES);
    assert_eq!(course.run(&["run", "it"]).code, 0);
    let run = course.run(&["solution", "it"]);
    assert_eq!(run.code, 3, "{run:?}");
    assert!(run.stderr.contains("no solution for it"), "{run:?}");
}

// Hints.

const HINTS: &str = "hint = \"gentle\"\nfurther_hints = [\"clearer\", \"clearest\"]";

#[test]
fn each_call_shows_a_clearer_hint() {
    let course = Course::new().exercise("it", HINTS, FAILS);
    for (level, text) in [
        (1, "gentle"),
        (2, "clearer"),
        (3, "clearest"),
        (3, "clearest"),
    ] {
        let run = course.run(&["hint"]);
        let expected = format!("it: hint {level} of 3\n{text}\n");
        assert!(run.stdout.starts_with(&expected), "{run:?}");
    }
}

#[test]
fn a_hint_can_be_chosen_by_its_level() {
    let course = Course::new().exercise("it", HINTS, FAILS);
    assert!(
        course
            .run(&["hint", "it", "--level", "2"])
            .stdout
            .contains("clearer\n")
    );
    // An earlier one again does not take back what was seen.
    assert!(
        course
            .run(&["hint", "it", "--level", "1"])
            .stdout
            .contains("gentle\n")
    );
    assert!(course.run(&["hint", "it"]).stdout.contains("clearest\n"));
}

#[test]
fn a_hint_that_does_not_exist_is_wrong_usage() {
    let course = Course::new()
        .exercise("it", HINTS, FAILS)
        .exercise("none", "", PASSES);
    for level in ["0", "4"] {
        let run = course.run(&["hint", "it", "--level", level]);
        assert_usage(&run, &["it has no hint", "its hints are 1 to 3", level]);
    }
    assert_usage(&course.run(&["hint", "none"]), &["none has no hints"]);
}

// Lists.

#[test]
fn the_list_shows_state_chapter_name_and_title() {
    let course = Course::new()
        .exercise("first", "title = \"The first\"", PASSES)
        .exercise("second", "", FAILS);
    assert_eq!(course.run(&["run", "first"]).code, 0);
    let run = course.run(&["list"]);
    assert_eq!(run.code, 0);
    let lines: Vec<&str> = run.stdout.lines().collect();
    // A course without chapters has no column for them.
    assert_eq!(lines[0], "  ✓ first                    The first");
    assert!(!lines[1].starts_with(' ') && lines[1].ends_with("second"));
    assert_eq!(&lines[2..], ["", "1 of 2 done"]);
    assert_eq!(
        course.run(&["list", "--format", "table"]).stdout,
        run.stdout
    );
}

#[test]
fn the_list_as_json_has_its_documented_keys() {
    let course = Course::new()
        .exercise("first", "title = \"The first\"", PASSES)
        .exercise("second", "", FAILS);
    assert_eq!(course.run(&["run", "first"]).code, 0);
    assert_eq!(course.run(&["run", "second"]).code, 1);
    let list = json(&course.run(&["list", "--format", "json"]));
    let expected = serde_json::json!({
        "schema": "rustlings-like/list/v1",
        "current": "second",
        "exercises": [
            {"name": "first", "path": "exercises/first.rs", "chapter": "-",
             "title": "The first", "done": true, "attempts": 0},
            {"name": "second", "path": "exercises/second.rs", "chapter": "-",
             "title": null, "done": false, "attempts": 1},
        ]
    });
    assert_eq!(list, expected);
}

#[test]
fn progress_tells_chapters_and_codes() {
    let course = Course::new()
        .exercise("it", "", FAILS)
        .exercise("other", "", PASSES);
    assert_eq!(course.run(&["run", "it"]).code, 1);
    let run = course.run(&["progress"]);
    assert_eq!(run.code, 0, "{run:?}");
    assert!(run.stdout.contains("E0308"), "{run:?}");
    assert!(run.stdout.contains("still open"), "{run:?}");
    assert!(run.stdout.contains("0 of 2 exercises done"), "{run:?}");
}

// Run.

#[test]
fn run_ends_with_the_verdict() {
    let course = Course::new()
        .exercise("passes", "", PASSES)
        .exercise("fails", "", FAILS);
    let run = course.run(&["run", "passes"]);
    assert_eq!((run.code, run.stderr.as_str()), (0, ""), "{run:?}");
    assert!(run.stdout.starts_with("✓ passes: passed\n"), "{run:?}");
    let run = course.run(&["run", "fails"]);
    assert_eq!((run.code, run.stderr.as_str()), (1, ""), "{run:?}");
    assert!(run.stdout.contains("exercises/fails.rs:1:26\n"), "{run:?}");
    assert!(run.stdout.contains("error[E0308]"), "{run:?}");
}

#[test]
fn run_without_a_name_takes_the_first_that_is_not_done() {
    let course = Course::new()
        .exercise("first", "", PASSES)
        .exercise("second", "", FAILS);
    assert!(course.run(&["run"]).stdout.contains("first"));
    assert!(course.run(&["run"]).stdout.contains("second"));
}

#[test]
fn run_shows_all_that_tests_and_main_printed() {
    let source = "fn main() { println!(\"from main\"); eprintln!(\"to stderr\"); }
        #[test] fn fine() { println!(\"from a test\") }\n";
    let course = Course::new().exercise("it", "", source);
    let run = course.run(&["run"]);
    assert_eq!(run.code, 0, "{run:?}");
    for part in ["test fine", "from a test", "from main", "to stderr"] {
        assert!(run.stdout.contains(part), "{part}: {run:?}");
    }
}

// Verify.

fn keys(value: &Value) -> Vec<&str> {
    let map = value.as_object().expect("an object");
    map.keys().map(String::as_str).collect()
}

/// The keys of a value that another one has.
fn only(value: &Value, other: &Value) -> Value {
    let entries = keys(other).into_iter();
    let entries = entries.map(|key| (key.to_owned(), value[key].clone()));
    Value::Object(entries.collect())
}

const TESTED: &str = "fn main() { let unused = 1; }
#[test] fn fails() { panic!() }
#[test] fn holds() {}
#[test] #[ignore] fn later() {}
";

#[test]
fn verify_as_json_has_exactly_its_documented_keys() {
    let course = Course::new()
        .exercise("fails", "", FAILS)
        .exercise("tested", "", TESTED)
        .exercise("passes", "", PASSES);
    let run = course.run(&["verify", "--format", "json"]);
    assert_eq!((run.code, run.stderr.as_str()), (1, ""), "{run:?}");
    let document = json(&run);
    let expected = [
        "chosen",
        "course",
        "duration_ms",
        "exercises",
        "failed",
        "flaky",
        "not_run",
        "originals",
        "partition",
        "passed",
        "points",
        "pristine",
        "root",
        "schema",
        "score",
        "started",
        "tool",
    ];
    assert_eq!(keys(&document), expected);
    assert_eq!(document["schema"], "rustlings-like/verify/v1");
    assert_eq!(
        (&document["passed"], &document["failed"]),
        (&1.into(), &2.into())
    );
    for entry in document["exercises"].as_array().expect("exercises") {
        let expected = [
            "cached",
            "chapter",
            "diagnostics",
            "duration_ms",
            "earlier",
            "flaky",
            "message",
            "name",
            "path",
            "place",
            "points",
            "position",
            "reason",
            "score",
            "stderr",
            "stdout",
            "tests",
            "title",
            "verdict",
        ];
        assert_eq!(keys(entry), expected);
        assert!(entry["duration_ms"].is_u64() && entry["cached"].is_boolean());
        assert!(
            entry["message"]
                .as_str()
                .is_some_and(|text| !text.is_empty())
        );
    }
    let [fails, tested, passes] = &document["exercises"].as_array().expect("exercises")[..] else {
        panic!("{document:#}");
    };
    assert_eq!(
        (&fails["verdict"], &fails["reason"]),
        (&"fail".into(), &"compile_error".into())
    );
    assert_eq!(fails["path"], "exercises/fails.rs");
    assert_eq!(
        (&passes["verdict"], &passes["reason"]),
        (&"pass".into(), &"passed".into())
    );
    assert_eq!(tested["reason"], "tests_failed");
}

#[test]
fn diagnostics_have_code_level_message_and_place() {
    let course = Course::new().exercise("it", "", "fn main() { let ä = \"ö\"; let n: u32 = ä; }\n");
    let entry = course.verdict("it");
    let diagnostics = entry["diagnostics"].as_array().expect("diagnostics");
    let [diagnostic] = &diagnostics[..] else {
        panic!("{diagnostics:?}");
    };
    let expected = serde_json::json!(
        {"code": "E0308", "level": "error", "message": "mismatched types", "line": 1, "column": 39}
    );
    assert_eq!(only(diagnostic, &expected), expected);
    assert_eq!(entry["tests"], serde_json::json!([]));
}

#[test]
fn a_diagnostic_without_a_code_or_a_place_has_null() {
    let source = "unsafe extern \"C\" { fn nowhere_to_be_found(); }\n\
        fn main() { unsafe { nowhere_to_be_found() } }\n";
    let entry = Course::new().exercise("it", "", source).verdict("it");
    let diagnostic = &entry["diagnostics"][0];
    let expected = [
        "code", "column", "level", "line", "message", "rendered", "spans",
    ];
    assert_eq!(keys(diagnostic), expected);
    assert_eq!(entry["reason"], "compile_error", "{entry:#}");
    assert!(diagnostic["code"].is_null() && diagnostic["line"].is_null());
    assert!(diagnostic["column"].is_null());
}

#[test]
fn tests_have_a_name_and_whether_they_passed() {
    let entry = Course::new().exercise("it", "", TESTED).verdict("it");
    let expected = serde_json::json!([
        {"name": "fails", "passed": false},
        {"name": "holds", "passed": true},
        {"name": "later", "passed": false},
    ]);
    let tests = entry["tests"].as_array().expect("tests");
    let named = tests.iter().map(|test| only(test, &expected[0]));
    assert_eq!(named.collect::<Value>(), expected);
    let warning = &entry["diagnostics"][0];
    assert_eq!(
        (&warning["code"], &warning["level"]),
        (&"unused_variables".into(), &"warning".into())
    );
}

#[test]
fn a_lint_that_is_an_error_is_not_said_to_be_strictness() {
    let course = Course::new().exercise(
        "it",
        "",
        "fn main() { let a = [1]; println!(\"{}\", a[5]) }\n",
    );
    let entry = course.verdict("it");
    assert_eq!(entry["verdict"], "fail");
    let message = entry["message"].as_str().expect("a message");
    assert!(!message.contains("allows no warnings"), "{message}");
}

#[test]
fn a_strict_exercise_fails_by_its_lints() {
    let course = Course::new().exercise(
        "it",
        "strict_clippy = true",
        "fn main() { let unused = 1; }\n",
    );
    let entry = course.verdict("it");
    assert_eq!(entry["reason"], "lint");
    assert!(entry["message"].to_string().contains("unused_variables"));
}

/// Six exercises of which the first takes the longest.
fn six() -> Course {
    let slow = "fn main() { std::thread::sleep(std::time::Duration::from_millis(700)) }\n";
    let course = Course::new().exercise("slow", "", slow);
    let names = ["e", "b", "d", "a", "c"];
    names
        .iter()
        .fold(course, |course, name| course.exercise(name, "", PASSES))
}

#[test]
fn verify_keeps_the_order_of_the_course() {
    let course = six();
    let order = |args: &[&str]| -> Vec<String> {
        let base = ["verify", "--no-cache", "--format", "json"];
        let document = json(&course.run(&[&base[..], args].concat()));
        let entries = document["exercises"].as_array().expect("exercises");
        let names = entries.iter().map(|e| e["name"].as_str().expect("a name"));
        names.map(str::to_owned).collect()
    };
    for jobs in ["1", "2", "6", "99"] {
        assert_eq!(
            order(&["--jobs", jobs]),
            ["slow", "e", "b", "d", "a", "c"],
            "{jobs}"
        );
    }
    assert_eq!(order(&["c", "slow", "e", "c"]), ["slow", "e", "c"]);
}

#[test]
fn verify_for_people_has_a_line_an_exercise_and_totals() {
    let course = Course::new()
        .exercise("passes", "", PASSES)
        .exercise("fails", "", FAILS);
    let run = course.run(&["verify"]);
    assert_eq!((run.code, run.stderr.as_str()), (1, ""), "{run:?}");
    let lines: Vec<&str> = run.stdout.lines().collect();
    assert!(lines[0].starts_with("✓ passes "), "{run:?}");
    assert!(
        lines[1].starts_with("✗ fails ") && lines[1].contains("E0308"),
        "{run:?}"
    );
    assert_eq!(
        &lines[2..],
        [
            "",
            "✗ exercises/fails.rs:1:26",
            "1 passed, 1 failed of 2 exercises"
        ]
    );
}

#[test]
fn verify_ends_with_0_or_1() {
    let course = Course::new()
        .exercise("passes", "", PASSES)
        .exercise("fails", "", FAILS);
    assert_eq!(course.run(&["verify", "passes"]).code, 0);
    assert_eq!(course.run(&["verify", "fails"]).code, 1);
    assert_eq!(course.run(&["verify"]).code, 1);
    assert_eq!(course.run(&["verify", "--format", "json"]).code, 1);
}

#[test]
fn the_time_limit_of_verify_is_for_exercises_without_their_own() {
    let source = "fn main() { std::thread::sleep(std::time::Duration::from_millis(1500)) }\n";
    let course = Course::new()
        .exercise("none", "", source)
        .exercise("own", "timeout = 60", source);
    let document = json(&course.run(&["verify", "--timeout", "1", "--format", "json"]));
    assert_eq!(document["exercises"][0]["reason"], "time_out");
    assert_eq!(document["exercises"][1]["reason"], "passed");
}

#[test]
fn the_environment_of_the_caller_does_not_change_a_verdict() {
    let source = "fn main() {}\n#[test] fn a() {}\n#[test] fn b() { panic!(\"why\") }\n";
    let course = Course::new().exercise("it", "", source);
    let expected = course.verdict("it");
    for (name, value) in [
        ("RUST_TEST_THREADS", "7"),
        ("RUST_TEST_NOCAPTURE", "1"),
        ("RUST_TEST_SHUFFLE", "1"),
        ("RUST_BACKTRACE", "full"),
        ("RUSTFLAGS", "--cap-lints=forbid -Dwarnings"),
        ("LANG", "de_DE.UTF-8"),
        ("CARGO_TERM_COLOR", "always"),
    ] {
        let args = ["verify", "--no-cache", "--format", "json"];
        let run = finish(course.command(&args).env(name, value));
        let entry = &json(&run)["exercises"][0];
        assert_eq!(entry["message"], expected["message"], "{name}");
        let names = |entry: &Value| -> BTreeSet<String> {
            let tests = entry["tests"].as_array().expect("tests");
            let result = |test: &Value| format!("{} {}", test["name"], test["passed"]);
            tests.iter().map(result).collect()
        };
        assert_eq!(names(entry), names(&expected), "{name}");
    }
}

// Colours and symbols.

fn colourful() -> Course {
    Course::new()
        .exercise("passes", HINTS, PASSES)
        .exercise("fails", HINTS, FAILS)
}

const COMMANDS: [&[&str]; 8] = [
    &["list"],
    &["run", "fails"],
    &["run", "passes"],
    &["verify"],
    &["hint", "fails"],
    &["progress"],
    &["run", "failz"],
    &["--help"],
];

#[test]
fn what_goes_into_a_pipe_has_no_colours() {
    let course = colourful();
    for args in COMMANDS {
        for color in ["auto", "never"] {
            let run = course.run(&[args, &["--color", color]].concat());
            assert!(
                !run.stdout.contains('\x1b') && !run.stderr.contains('\x1b'),
                "{run:?}"
            );
        }
    }
}

#[test]
fn colours_can_be_asked_for() {
    let course = colourful();
    for args in &COMMANDS[..5] {
        let run = course.run(&[args, &["--color", "always"][..]].concat());
        assert!(run.stdout.contains("\x1b["), "{args:?}: {run:?}");
        // The command line outweighs the environment.
        let mut command = course.command(&[args, &["--color", "always"][..]].concat());
        let run = finish(command.env("NO_COLOR", "1"));
        assert!(run.stdout.contains("\x1b["), "{args:?}: {run:?}");
    }
}

#[test]
fn json_never_has_colours() {
    let course = colourful();
    for args in [&["list"][..], &["verify"]] {
        let run = course.run(&[args, &["--format", "json", "--color", "always"]].concat());
        assert!(!run.stdout.contains('\x1b'), "{run:?}");
        json(&run);
    }
}

#[test]
fn a_dumb_terminal_gets_ascii_only() {
    let course = colourful();
    for args in COMMANDS {
        let run = finish(course.command(args).env("TERM", "dumb"));
        assert!(run.stdout.is_ascii() && run.stderr.is_ascii(), "{run:?}");
        assert!(!run.stdout.contains('\x1b'), "{run:?}");
    }
}

#[test]
fn a_locale_without_utf8_gets_ascii_only() {
    let course = colourful();
    for args in COMMANDS {
        let run = finish(course.command(args).env_remove("LANG").env("LC_ALL", "C"));
        assert!(run.stdout.is_ascii() && run.stderr.is_ascii(), "{run:?}");
    }
}

// Readers that go away, disks that are full.

/// Runs the program with a standard output that nobody reads.
fn unread(course: &Course, args: &[&str]) -> Run {
    let (reader, writer) = std::io::pipe().expect("a pipe");
    drop(reader);
    let mut command = course.command(args);
    command
        .stdin(Stdio::null())
        .stdout(writer)
        .stderr(Stdio::piped());
    let child = command.spawn().expect("it starts");
    drop(command);
    Run::of(child.wait_with_output().expect("its end"))
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let course = Course::new().exercise("it", HINTS, PASSES);
    for args in [
        &["list"][..],
        &["list", "--format", "json"],
        &["run"],
        &["verify"],
        &["verify", "--format", "json"],
        &["hint"],
        &["progress"],
        &["man"],
        &["completions", "bash"],
        &["--help"],
        &["--version"],
    ] {
        let run = unread(&course, args);
        assert_eq!((run.code, run.stderr.as_str()), (0, ""), "{args:?}");
    }
}

#[test]
fn a_reader_that_goes_away_makes_no_pass_of_a_failure() {
    let course = Course::new().exercise("it", "", FAILS);
    for args in [&["verify"][..], &["verify", "--format", "json"], &["run"]] {
        let run = unread(&course, args);
        assert_eq!((run.code, run.stderr.as_str()), (1, ""), "{args:?}");
    }
}

#[test]
fn a_reader_that_goes_away_does_not_cost_the_progress() {
    let course = Course::new().exercise("it", HINTS, PASSES);
    unread(&course, &["run", "it"]);
    let list = json(&course.run(&["list", "--format", "json"]));
    assert_eq!(list["exercises"][0]["done"], true);
}

#[cfg(target_os = "linux")]
#[test]
fn output_that_cannot_be_written_is_an_error() {
    let course = Course::new().exercise("it", HINTS, PASSES);
    for args in [
        &["list"][..],
        &["list", "--format", "json"],
        &["run"],
        &["verify"],
        &["verify", "--format", "json"],
        &["hint"],
        &["man"],
        &["completions", "bash"],
    ] {
        let full = fs::OpenOptions::new()
            .write(true)
            .open("/dev/full")
            .expect("it is there");
        let mut command = course.command(args);
        let output = command.stdin(Stdio::null()).stdout(full).output();
        let run = Run::of(output.expect("its end"));
        assert_eq!(run.code, 4, "{args:?}: {run:?}");
        assert!(
            run.stderr
                .contains("no space is left on the disk: free some"),
            "{args:?}: {run:?}"
        );
        assert!(!run.stderr.contains("panicked"), "{args:?}: {run:?}");
    }
}

#[cfg(unix)]
#[test]
fn the_list_can_be_piped_into_head() {
    let course = Course::built_in();
    let script = format!("set -o pipefail; '{PROGRAM}' list | head -1");
    let mut bash = Command::new("bash");
    let run = finish(bash.args(["-c", &script]).current_dir(course.root()));
    assert_eq!((run.code, run.stderr.as_str()), (0, ""), "{run:?}");
    assert_eq!(run.stdout.lines().count(), 1);
}
