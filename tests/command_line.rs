//! The command line itself: names that are mistyped, several at once, completions, JSON,
//! colours, links.

mod common;

#[cfg(unix)]
#[path = "common/screen.rs"]
mod screen;

use std::process::Command;

use common::{Course, PROGRAM, Run, finish};
use serde_json::{Value, json};

const PASSES: &str = "fn main() {}\n";
const FAILS: &str = "fn main() { let n: u32 = \"one\"; }\n";

fn json(run: &Run) -> Value {
    serde_json::from_str(&run.stdout).unwrap_or_else(|error| panic!("{error}: {run:?}"))
}

/// One that passes and two that do not, in two chapters.
fn course() -> Course {
    let course = Course::new()
        .manifest("id = \"test\"\n")
        .exercise("good", "title = \"It is good\"\ndir = \"01_first\"", "")
        .exercise("bad", "dir = \"01_first\"", "")
        .exercise("worse", "dir = \"02_second\"", "");
    course.write("exercises/01_first/good.rs", PASSES);
    course.write("exercises/01_first/bad.rs", FAILS);
    course.write("exercises/02_second/worse.rs", FAILS);
    course
}

#[cfg(unix)]
#[test]
fn without_a_command_a_terminal_that_cannot_draw_gets_plain_lines() {
    let course = course();
    let start = screen::Start::program(&course, &[]).variable("TERM", "dumb");
    let watch = start.go();
    let text = watch.wait_text(&["h for a hint", "good"]);
    assert!(!text.contains("needs a terminal"), "{text}");
    watch.keys("q\r");
    watch.wait_text(&["Continue with"]);
    watch.wait_end();
}

// Mistyped.

#[test]
fn a_mistyped_command_is_answered_with_the_one_that_was_meant() {
    let course = course();
    for (typed, meant) in [
        ("wach", "'watch'"),
        ("runn", "'run'"),
        ("verfy", "'verify'"),
    ] {
        let run = course.run(&[typed]);
        assert_eq!(run.code, 2, "{run:?}");
        assert!(run.stderr.contains(meant), "{run:?}");
    }
}

#[test]
fn of_several_similar_commands_the_nearest_comes_first() {
    let course = Course::new();
    for (typed, meant) in [
        ("wach", "'watch'"),
        ("inti", "'init'"),
        ("solutoin", "'solution'"),
        ("hnit", "'hint'"),
        ("resset", "'reset'"),
    ] {
        let run = course.run(&[typed]);
        assert_eq!(run.code, 2, "{run:?}");
        let (_, tip) = run.stderr.split_once("similar").expect("a suggestion");
        let (_, first) = tip.split_once('\'').expect("a command");
        assert!(format!("'{first}").starts_with(meant), "{typed}: {run:?}");
    }
}

#[test]
fn what_was_typed_is_shown_with_its_invisible_characters() {
    let course = Course::new();
    for args in [
        &["wat\u{202e}h"][..],
        &["--wat\u{202e}h"],
        &["run", "--wat\u{202e}h"],
        &["verify", "--format", "js\u{202e}on"],
        &["progress", "a\u{202e}b"],
        &["verify", "--jobs", "\u{202e}7"],
        &["wat\u{1b}[2Jh"],
    ] {
        let run = course.run(args);
        assert_eq!(run.code, 2, "{run:?}");
        assert!(!run.stderr.contains(['\u{202e}', '\u{1b}']), "{run:?}");
    }
    assert!(
        course
            .run(&["wat\u{202e}h"])
            .stderr
            .contains("wat\\u{202e}h")
    );
}

#[test]
fn an_exercise_in_the_place_of_a_command_is_answered_with_commands_for_it() {
    let course = course();
    let run = course.run(&["good"]);
    assert_eq!(run.code, 2, "{run:?}");
    for part in [
        "good is an exercise",
        "rustlings-like run good ",
        "rustlings-like watch good ",
    ] {
        assert!(run.stderr.contains(part), "{part}: {run:?}");
    }
    // By its file, in a folder below, from elsewhere.
    let run = course.run(&["exercises/01_first/good.rs"]);
    assert!(run.stderr.contains("rustlings-like run good "), "{run:?}");
    let root = course.root().to_str().expect("UTF-8");
    let elsewhere = Course::new();
    let run = elsewhere.run(&["--course", root, "good"]);
    assert!(run.stderr.contains("rustlings-like run good "), "{run:?}");
    assert_eq!(run.code, 2, "{run:?}");
    // Mistyped itself.
    let run = course.run(&["wors"]);
    assert!(run.stderr.contains("an exercise worse"), "{run:?}");
    // Without a course there is nothing to say of it.
    let run = elsewhere.run(&["good"]);
    assert_eq!(run.code, 2, "{run:?}");
    assert!(!run.stderr.contains("is an exercise"), "{run:?}");
}

#[test]
fn a_file_in_the_place_of_a_command_can_be_explained() {
    let course = course();
    course.write("mine.rs", FAILS);
    let run = course.run(&["mine.rs"]);
    assert_eq!(run.code, 2, "{run:?}");
    assert!(
        run.stderr.contains("rustlings-like explain mine.rs"),
        "{run:?}"
    );
}

// Several.

#[test]
fn several_exercises_are_checked_in_the_order_in_which_they_are_named() {
    let course = course();
    let run = course.run(&["run", "bad", "good", "bad"]);
    assert_eq!(run.code, 1, "{run:?}");
    let at = |part: &str| {
        run.stdout
            .find(part)
            .unwrap_or_else(|| panic!("{part}: {run:?}"))
    };
    assert!(at("bad: does not compile") < at("good: "), "{run:?}");
    assert!(
        run.stdout.ends_with("\n1 of 2 exercises passed\n"),
        "{run:?}"
    );
    let list = json(&course.run(&["list", "--format", "json"]));
    assert_eq!(list["exercises"][0]["done"], true);
    assert_eq!(list["exercises"][1]["attempts"], 1);
    // A single one needs no total, and a pattern stands for all that it fits.
    let run = course.run(&["run", "good"]);
    assert_eq!(run.code, 0, "{run:?}");
    assert!(!run.stdout.contains("of 1"), "{run:?}");
    let run = course.run(&["run", "*o*"]);
    assert!(run.stdout.contains("1 of 2 exercises passed"), "{run:?}");
    // A wrong name among right ones: nothing is checked.
    let run = course.run(&["run", "good", "goood"]);
    assert_eq!((run.code, run.stdout.as_str()), (2, ""), "{run:?}");
    assert!(run.stderr.contains("Did you mean good?"), "{run:?}");
}

#[test]
fn watch_starts_with_the_exercise_that_is_named() {
    let course = course();
    let run = course.run(&["watch", "worse"]);
    assert_eq!(run.code, 0, "{run:?}");
    assert!(run.stdout.contains("worse  3 of 3"), "{run:?}");
    assert!(!run.stdout.contains("1 of 3"), "{run:?}");
    // It is the current one from then on, as if it had been chosen there.
    let list = json(&course.run(&["list", "--format", "json"]));
    assert_eq!(list["current"], "worse");
    let run = course.run(&["watch", "nowhere"]);
    assert_eq!(run.code, 2, "{run:?}");
    assert!(
        run.stderr.contains("no exercise called \"nowhere\""),
        "{run:?}"
    );
}

// Completions.

/// What a shell is offered for the last of these words.
fn offered(course: &Course, words: &[&str]) -> Vec<String> {
    let index = words.len().to_string();
    let mut command = course.command(&["--", "rustlings-like"]);
    command.args(words).env("COMPLETE", "bash");
    let run = finish(command.env("_CLAP_COMPLETE_INDEX", index));
    assert_eq!((run.code, run.stderr.as_str()), (0, ""), "{run:?}");
    run.stdout.lines().map(str::to_owned).collect()
}

#[test]
fn names_and_chapters_are_completed_wherever_they_are_taken() {
    let course = course();
    let names = ["good", "bad", "worse"];
    let mut begun = names.map(|name| name[..2].to_owned());
    for command in [
        &["run"][..],
        &["run", "good"],
        &["watch"],
        &["hint"],
        &["reset"],
        &["solution"],
        &["verify"],
        &["explain"],
    ] {
        for (name, begun) in names.iter().zip(&mut begun) {
            let words = [command, &[begun.as_str()]].concat();
            assert!(
                offered(&course, &words).contains(&(*name).to_owned()),
                "{words:?}"
            );
        }
    }
    for words in [
        &["verify", "--chapter", "0"][..],
        &["dev", "new", "x", "--dir", "0"],
    ] {
        assert_eq!(
            offered(&course, words),
            ["01_first", "02_second"],
            "{words:?}"
        );
    }
    assert_eq!(offered(&course, &["explain", "E050"])[0], "E0500");
    course.write("mine.rs", "");
    assert_eq!(offered(&course, &["explain", "mi"]), ["mine.rs"]);
    assert_eq!(offered(&course, &["undo", "go"]), [""; 0]);
    assert_eq!(offered(&course, &["wat"]), ["watch"]);
    // In another folder than the course's, and where there is none.
    let elsewhere = Course::new();
    let root = course.root().to_str().expect("UTF-8");
    assert_eq!(
        offered(&elsewhere, &["--course", root, "run", "go"]),
        ["good"]
    );
    assert_eq!(offered(&elsewhere, &["run", "go"]), [""; 0]);
    elsewhere.write("info.toml", "this is no course");
    assert_eq!(offered(&elsewhere, &["run", "go"]), [""; 0]);
}

#[cfg(unix)]
#[test]
fn bash_completes_a_name_by_the_script_that_is_printed() {
    let course = course();
    let script = format!(
        "source <('{PROGRAM}' completions bash)\n\
         COMP_WORDS=(rustlings-like run wo) COMP_CWORD=2\n\
         _clap_complete_rustlings_like rustlings-like wo run\n\
         printf '%s\\n' \"${{COMPREPLY[@]}}\""
    );
    let mut bash = Command::new("bash");
    let run = finish(bash.args(["-c", &script]).current_dir(course.root()));
    assert_eq!((run.code, run.stdout.as_str()), (0, "worse\n"), "{run:?}");
}

#[test]
fn a_variable_that_names_no_shell_is_no_question() {
    let course = course();
    let mut command = course.command(&["list"]);
    let run = finish(command.env("COMPLETE", "yes"));
    assert_eq!(run.code, 0, "{run:?}");
    assert!(run.stdout.contains("good"), "{run:?}");
}

// JSON.

/// Fails where a document is not of the form that docs/json.md promises.
#[track_caller]
fn assert_form(document: &Value, keys: Value) {
    let schema = json!({
        "type": "object", "required": keys.as_object().expect("keys").keys().collect::<Vec<_>>(),
        "properties": keys, "additionalProperties": false,
    });
    let validator = jsonschema::validator_for(&schema).expect("a schema");
    let errors: Vec<String> = validator
        .iter_errors(document)
        .map(|e| e.to_string())
        .collect();
    assert_eq!(errors, [""; 0], "{document:#}");
}

#[test]
fn run_as_json_has_the_entries_of_verify() {
    let course = course();
    let run = course.run(&["run", "bad", "good", "--format", "json"]);
    assert_eq!(run.code, 1, "{run:?}");
    let document = json(&run);
    let entry = json!({"type": "object", "required": ["name", "verdict", "reason", "diagnostics"]});
    assert_form(
        &document,
        json!({
            "schema": {"const": "rustlings-like/run/v1"},
            "course": {"const": "test"},
            "passed": {"const": 1},
            "failed": {"const": 1},
            "exercises": {"type": "array", "items": entry, "minItems": 2, "maxItems": 2},
        }),
    );
    let mut from_run = document["exercises"][0].clone();
    let mut from_verify = course.verdict("bad");
    for entry in [&mut from_run, &mut from_verify] {
        entry["duration_ms"] = json!(0);
        entry["cached"] = json!(true);
    }
    assert_eq!(from_run["name"], "bad");
    assert_eq!(from_run, from_verify);
}

#[test]
fn progress_as_json_tells_what_the_tables_tell() {
    let course = course();
    course.run(&["run", "bad", "good"]);
    let run = course.run(&["progress", "--format", "json"]);
    assert_eq!(run.code, 0, "{run:?}");
    let number = json!({"type": "integer", "minimum": 0});
    let exercise = json!({
        "type": "object",
        "required": ["name", "done", "passed_at", "failed_attempts", "hints_seen"],
        "properties": {"done": {"type": "boolean"}, "passed_at": {"type": ["integer", "null"]}},
    });
    let chapter = json!({
        "type": "object",
        "required": ["name", "done", "total", "failed_attempts", "hints_seen", "exercises"],
        "properties": {"exercises": {"type": "array", "items": exercise}, "total": number},
    });
    let document = json(&run);
    assert_form(
        &document,
        json!({
            "schema": {"const": "rustlings-like/progress-report/v1"},
            "course": {"const": "test"},
            "current": {"const": "bad"},
            "done": {"const": 1},
            "total": {"const": 3},
            "chapters": {"type": "array", "items": chapter, "minItems": 2, "maxItems": 2},
            "codes": {"const": [{"code": "E0308", "met": 1, "beaten": false}]},
            "journal": {
                "type": "object",
                "required": ["since", "active_seconds", "skipped_lines", "chapters", "exercises",
                    "codes", "days"],
                "properties": {"active_seconds": number, "skipped_lines": {"const": 0}},
            },
        }),
    );
    let first = &document["chapters"][0];
    assert_eq!(
        (&first["done"], &first["failed_attempts"]),
        (&json!(1), &json!(1))
    );
}

#[test]
fn dev_check_as_json_lists_the_findings() {
    let course = Course::new().exercise("a", "test = false", PASSES);
    let course = course.exercise("b", "test = false\nexpect = [\"E0382\"]", FAILS);
    let run = course.run(&["dev", "check", "--format", "json"]);
    assert_eq!(run.code, 1, "{run:?}");
    let number = json!({"type": "integer", "minimum": 0});
    let place = json!({
        "type": "object", "required": ["file", "line"], "properties": {"line": number},
    });
    let finding = json!({
        "type": "object",
        "required": ["kind", "file", "line", "message", "count", "further"],
        "properties": {
            "kind": {"enum": ["error", "advice"]},
            "file": {"type": "string"},
            "message": {"type": "string"},
            "line": number,
            "count": {"type": "integer", "minimum": 1},
            "further": {"type": "array", "items": place},
        },
        "additionalProperties": false,
    });
    let document = json(&run);
    assert_form(
        &document,
        json!({
            "schema": {"const": "rustlings-like/dev-check/v1"},
            "errors": number,
            "advice": number,
            "starters": {"const": 2},
            "solutions": {"const": 0},
            "unchecked": {"const": 0},
            "crates_failure": {"type": "null"},
            "findings": {"type": "array", "items": finding},
        }),
    );
    let findings = document["findings"].as_array().expect("findings");
    let of = |kind: &str| findings.iter().filter(|f| f["kind"] == kind).count();
    assert_eq!(
        (json!(of("error")), json!(of("advice"))),
        (document["errors"].clone(), document["advice"].clone())
    );
    let wrong = findings
        .iter()
        .find(|f| f["message"].as_str().is_some_and(|m| m.contains("E0308")));
    let wrong = wrong.expect("the starter does not fail as it says");
    assert_eq!(
        (&wrong["kind"], &wrong["file"]),
        (&json!("error"), &json!("exercises/b.rs")),
        "{wrong}"
    );
    let untitled = findings
        .iter()
        .find(|f| f["message"].as_str().is_some_and(|m| m.contains("title")));
    let untitled = untitled.expect("advice");
    assert_eq!(
        (&untitled["count"], &untitled["further"]),
        (&json!(2), &json!([{"file": "info.toml", "line": 8}])),
        "{untitled}"
    );
}

// Colours.

#[test]
fn variables_decide_on_colours_and_the_flag_before_them() {
    let course = course();
    let colored = |args: &[&str], variables: &[(&str, &str)]| {
        let mut command = course.command(args);
        command.envs(variables.iter().copied());
        let run = finish(&mut command);
        [run.stdout, run.stderr].concat().contains('\x1b')
    };
    const FORCED: (&str, &str) = ("CLICOLOR_FORCE", "1");
    // Of ours on both streams, and of clap's.
    for args in [
        &["progress"][..],
        &["run", "nowhere"],
        &["--help"],
        &["no-command"],
    ] {
        assert!(!colored(args, &[]), "{args:?}");
        assert!(colored(args, &[FORCED]), "{args:?}");
        assert!(!colored(args, &[FORCED, ("NO_COLOR", "1")]), "{args:?}");
        assert!(!colored(args, &[("CLICOLOR_FORCE", "0")]), "{args:?}");
        let flag = [args, &["--color", "never"]].concat();
        assert!(!colored(&flag, &[FORCED]), "{args:?}");
        let flag = [args, &["--color=always"]].concat();
        assert!(colored(&flag, &[("NO_COLOR", "1")]), "{args:?}");
    }
}

// Links.

#[cfg(unix)]
mod links {
    use super::screen::{Screen, Start};
    use super::{Course, course, finish};

    const BEGIN: &str = "\x1b]8;;";
    const VTE: (&str, &str) = ("VTE_VERSION", "7600");
    const VSCODE: (&str, &str) = ("TERM_PROGRAM", "vscode");

    fn host() -> String {
        let uname = rustix::system::uname();
        uname.nodename().to_string_lossy().into_owned()
    }

    fn start(course: &Course, args: &[&str], variables: &[(&str, &str)], columns: u16) -> Screen {
        let mut start = Start::program(course, args).size(30, columns);
        for (name, value) in variables {
            start = start.variable(name, value);
        }
        start.go()
    }

    /// All that the program writes on a terminal.
    fn written(course: &Course, args: &[&str], variables: &[(&str, &str)]) -> String {
        let screen = start(course, args, variables, 100);
        screen.wait_end();
        screen.raw()
    }

    #[test]
    fn places_are_links_on_terminals_that_are_known_to_show_them() {
        let course = course();
        let root = course.root().to_str().expect("UTF-8");
        let file = format!("{}/exercises/01_first/bad.rs", root.trim_end_matches('/'));
        let on_host = format!(
            "{BEGIN}file://{}{file}\x1b\\exercises/01_first/bad.rs:1:26",
            host()
        );
        let vscode = format!("{BEGIN}file://{file}#L1,26\x1b\\exercises/01_first/bad.rs:1:26");
        for args in [&["run", "bad"][..], &["verify", "bad"], &["explain", "bad"]] {
            let raw = written(&course, args, &[VTE]);
            assert!(raw.contains(&on_host), "{args:?}: {raw:?}");
            assert!(
                written(&course, args, &[VSCODE]).contains(&vscode),
                "{args:?}"
            );
            for term in ["foot", "foot-extra", "xterm-ghostty", "contour"] {
                let raw = written(&course, args, &[("TERM", term)]);
                assert!(raw.contains(&on_host), "{term} {args:?}: {raw:?}");
            }
            for without in [
                &[][..],
                &[("VTE_VERSION", "4000")],
                &[("TERM", "footer")],
                &[("TERM", "foot"), ("FORCE_HYPERLINK", "0")],
                &[VTE, ("TERM", "dumb")],
                &[VTE, ("FORCE_HYPERLINK", "0")],
            ] {
                let raw = written(&course, args, without);
                assert!(!raw.contains(BEGIN), "{args:?} {without:?}: {raw:?}");
            }
            let never = [args, &["--color", "never"]].concat();
            assert!(
                !written(&course, &never, &[VTE]).contains(BEGIN),
                "{args:?}"
            );
        }
    }

    #[test]
    fn a_pipe_and_a_program_get_no_links() {
        let course = course();
        for (args, force, wanted) in [
            (&["run", "bad"][..], false, false),
            (&["run", "bad"], true, true),
            (&["run", "bad", "--format", "json"], true, false),
            (&["verify", "bad", "--format", "junit"], true, false),
        ] {
            let mut command = course.command(args);
            command.env(VSCODE.0, VSCODE.1);
            if force {
                command.env("FORCE_HYPERLINK", "1");
            }
            let run = finish(&mut command);
            assert_eq!(run.stdout.contains("]8;;"), wanted, "{args:?}: {run:?}");
        }
    }

    #[test]
    fn a_screen_with_links_shows_what_one_without_them_shows() {
        for columns in [100, 50, 24] {
            let wanted = ["Does not compile", "q quit"];
            // Each in a folder of its own: a second `watch` in one would mention the first.
            let (plain, linked) = (course(), course());
            let screen = start(&plain, &["watch", "bad"], &[], columns);
            let plain = screen.wait_text(&wanted);
            let screen = start(&linked, &["watch", "bad"], &[VTE], columns);
            assert_eq!(screen.wait_text(&wanted), plain, "{columns}");
            let raw = screen.raw();
            let link = format!("{BEGIN}file://{}", host());
            assert!(raw.contains(&link), "{columns}: {raw:?}");
            screen.keys("q");
            screen.wait_end();
        }
    }

    #[test]
    fn links_of_a_program_are_not_passed_on() {
        let course = course();
        let source = "fn main() { println!(\"\\u{1b}]8;;http://evil.example\\u{1b}\\\\here\\u{1b}]8;;\\u{1b}\\\\\"); }";
        course.write("exercises/01_first/good.rs", source);
        let raw = written(&course, &["run", "good"], &[VTE]);
        assert!(raw.contains("here") && raw.contains(BEGIN), "{raw:?}");
        assert!(!raw.contains("evil"), "{raw:?}");
    }
}
