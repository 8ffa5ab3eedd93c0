//! The learner's journal: what commands write into it, what `progress` tells from it, and that it's
//! in nobody's way.

mod common;

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use common::{Course, Run, Running};
use serde_json::{Value, json};

const JOURNAL: &str = ".rustlings-like/journal.ndjson";
const PASSES: &str = "fn main() {}\n";
const FAILS: &str = "fn main() { let n: u32 = \"one\"; }\n";

/// One exercise with hints and a solution, and one with tests.
fn course() -> Course {
    let hints = "test = false\nhint = \"Look.\"\nfurther_hints = [\"Look again.\"]";
    let tests = "#[test]\nfn one() {}\n#[test]\nfn two() { panic!() }\nfn main() {}\n";
    let course = Course::new()
        .manifest("id = \"test\"\n")
        .exercise("one", hints, FAILS)
        .exercise("two", "", tests);
    course.write("solutions/one.rs", PASSES);
    course
}

fn lines(text: &str) -> Vec<Value> {
    let lines = text.lines();
    let parse = |line| serde_json::from_str(line).unwrap_or_else(|e| panic!("{e}: {line}"));
    lines.map(parse).collect()
}

/// The journal's lines, which the schema allows.
#[track_caller]
fn journal(course: &Course) -> Vec<Value> {
    let schema = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/schemas/event-v1.json");
    let schema = fs::read_to_string(schema).expect("a schema");
    let schema: Value = serde_json::from_str(&schema).expect("JSON");
    let validator = jsonschema::validator_for(&schema).expect("a schema");
    let lines = lines(&course.read(JOURNAL));
    for (index, line) in lines.iter().enumerate() {
        let errors: Vec<String> = validator.iter_errors(line).map(|e| e.to_string()).collect();
        assert_eq!(errors, Vec::<String>::new(), "{line:#}");
        assert_eq!(line["schema"].is_string(), index == 0, "{line:#}");
        assert_eq!(line["seq"], index + 1, "{line:#}");
    }
    lines
}

/// What happened to which exercise.
#[track_caller]
fn kinds(course: &Course) -> Vec<String> {
    let word = |line: &Value, key: &str| line[key].as_str().unwrap_or_default().to_owned();
    let lines = journal(course).into_iter();
    let kinds = lines.map(|line| format!("{} {}", word(&line, "exercise"), word(&line, "kind")));
    kinds.collect()
}

#[track_caller]
fn run(course: &Course, args: &[&str], code: i32) -> Run {
    let run = course.run(args);
    assert_eq!(run.code, code, "{args:?}: {run:?}");
    run
}

fn progress(course: &Course) -> Value {
    let run = run(course, &["progress", "--format", "json"], 0);
    serde_json::from_str(&run.stdout).expect("JSON")
}

#[test]
fn each_command_writes_what_it_did() {
    let course = course();
    run(&course, &["run", "one", "two"], 1);
    run(&course, &["hint", "one"], 0);
    run(&course, &["hint", "one"], 0);
    run(&course, &["reset", "one"], 0);
    run(&course, &["undo"], 0);
    course.write("exercises/one.rs", PASSES);
    run(&course, &["run", "one"], 0);
    run(&course, &["solution", "one"], 0);
    course.write("exercises/two.rs", "#[test]\nfn one() {}\nfn main() {}\n");
    run(&course, &["reset", "--tests", "two"], 0);
    let expected = [
        "one checked",
        "two checked",
        "one hint",
        "one hint",
        "one reset",
        "one undo",
        "one checked",
        "one solution",
        "two reset",
    ];
    assert_eq!(kinds(&course), expected);
    let lines = journal(&course);
    assert_eq!(lines[0]["reason"], "compile_error");
    assert_eq!(lines[0]["codes"], json!(["E0308"]));
    assert_eq!(lines[1]["reason"], "tests_failed");
    assert_eq!(lines[1]["tests"], json!([1, 1]));
    assert_eq!(
        (&lines[2]["level"], &lines[3]["level"]),
        (&json!(1), &json!(2))
    );
    assert_eq!(lines[6]["reason"], "passed");
    assert_eq!(lines[8]["tests_only"], true);
    // Git doesn't hand it on.
    let ignored = course.read(".rustlings-like/.gitignore");
    assert!(ignored.contains("/journal*.ndjson\n"), "{ignored}");
}

#[test]
fn what_grades_or_only_reads_writes_nothing() {
    let course = course();
    run(&course, &["verify"], 1);
    run(&course, &["list", "--format", "json"], 0);
    run(&course, &["solution", "one"], 1);
    run(&course, &["hint", "one", "--level", "7"], 2);
    run(&course, &["undo"], 0);
    assert_eq!(progress(&course)["journal"], Value::Null);
    let people = run(&course, &["progress"], 0).stdout;
    assert!(!people.contains("Time "), "{people}");
    assert!(!course.path(JOURNAL).exists());
}

#[test]
fn the_same_outcome_at_once_is_one_line() {
    let course = course();
    let began = Instant::now();
    run(&course, &["run", "one"], 1);
    course.write("exercises/one.rs", format!("// Another version.\n{FAILS}"));
    run(&course, &["run", "one"], 1);
    if began.elapsed() < Duration::from_secs(25) {
        assert_eq!(kinds(&course), ["one checked"]);
    }
    run(&course, &["reset", "one"], 0);
    run(&course, &["run", "one"], 1);
    assert_eq!(
        kinds(&course).last().map(String::as_str),
        Some("one checked")
    );
}

#[test]
fn a_reset_loses_no_history() {
    let course = course();
    run(&course, &["run", "one"], 1);
    run(&course, &["hint", "one"], 0);
    run(&course, &["reset", "one"], 0);
    let document = progress(&course);
    assert_eq!(document["codes"], json!([]));
    let work = &document["journal"]["exercises"][0];
    let facts = ["name", "failed_attempts", "hints_seen", "resets", "checks"];
    let facts = facts.map(|key| work[key].clone());
    assert_eq!(
        facts,
        [json!("one"), json!(1), json!(1), json!(1), json!(1)]
    );
    let code = json!({"code": "E0308", "met": 1, "beaten": false});
    assert_eq!(document["journal"]["codes"], json!([code]));
    let people = run(&course, &["progress"], 0).stdout;
    assert!(
        people.contains("E0308") && people.contains("still open"),
        "{people}"
    );
    course.write("exercises/one.rs", PASSES);
    run(&course, &["run", "one"], 0);
    assert_eq!(progress(&course)["journal"]["codes"][0]["beaten"], true);
}

/// A line about a check of `one` at this time of a day long ago.
fn check(seq: u64, time: &str, reason: &str) -> String {
    let line = json!({
        "seq": seq, "at": format!("2026-03-02T{time}Z"), "exercise": "one", "kind": "checked",
        "version": "", "reason": reason, "tests": [0, 0], "ms": 5,
    });
    format!("{line}\n")
}

#[test]
fn progress_adds_up_the_time_and_skips_what_is_broken() {
    let course = course();
    let text = [
        check(1, "10:00:00", "compile_error"),
        check(2, "10:04:00", "exit_status"),
        "{\"seq\":3,\"at\":\"2026-0\n".to_owned(),
        // A pause.
        check(4, "10:30:00", "exit_status"),
        check(5, "10:31:30", "passed"),
    ];
    course.write(JOURNAL, text.concat());
    let document = progress(&course);
    let journal = &document["journal"];
    assert_eq!(journal["since"], "2026-03-02T10:00:00Z");
    assert_eq!(
        (&journal["active_seconds"], &journal["skipped_lines"]),
        (&json!(330), &json!(1))
    );
    assert_eq!(
        journal["chapters"],
        json!([{"name": "-", "active_seconds": 330}])
    );
    let day = json!({"day": "2026-03-02", "active_seconds": 330, "checks": 4, "passed": 1});
    assert_eq!(journal["days"], json!([day]));
    let people = run(&course, &["progress", "--ascii"], 0);
    assert!(people.stdout.contains("6 min"), "{people:?}");
    assert!(
        people.stdout.contains("6 min in all since 2026-03-02."),
        "{people:?}"
    );
    assert!(
        people
            .stderr
            .contains("1 line of the journal can't be read"),
        "{people:?}"
    );
    assert!(people.stdout.is_ascii(), "{people:?}");
}

/// Folders that an earlier version made don't ignore it yet.
#[test]
fn git_ignores_it_unless_the_learner_decided_otherwise() {
    let ignored = ".rustlings-like/.gitignore";
    for (before, is_ours) in [
        ("/cache/\n/scratch/\n/lock\n/watching\n", true),
        ("/cache/\n", false),
    ] {
        let course = course();
        course.write(ignored, before);
        run(&course, &["hint", "one"], 0);
        let now = course.read(ignored);
        assert_eq!(now.contains("journal"), is_ours, "{now}");
        assert!(now.starts_with(before), "{now}");
    }
}

#[test]
fn a_line_that_was_cut_off_gets_an_end() {
    let course = course();
    course.write(
        JOURNAL,
        format!("{}{{\"seq\":2,\"at", check(1, "10:00:00", "passed")),
    );
    run(&course, &["hint", "one"], 0);
    let text = course.read(JOURNAL);
    let last = text.lines().last().expect("a line");
    assert!(
        last.starts_with("{\"seq\":2,") && last.ends_with('}'),
        "{text}"
    );
    assert!(text.ends_with('\n') && text.lines().count() == 3, "{text}");
}

#[test]
fn a_full_file_is_kept_under_another_name() {
    let course = course();
    let full: String = (1..=40_000)
        .map(|seq| check(seq, "10:00:00", "passed"))
        .collect();
    assert!(full.len() > 4 << 20);
    course.write(JOURNAL, &full);
    run(&course, &["hint", "one"], 0);
    assert!(course.read(".rustlings-like/journal.1.ndjson") == full);
    let lines = lines(&course.read(JOURNAL));
    assert_eq!(lines.len(), 1);
    assert_eq!(
        (&lines[0]["seq"], &lines[0]["kind"]),
        (&json!(40_001), &json!("hint"))
    );
    assert_eq!(
        progress(&course)["journal"]["exercises"][0]["checks"],
        40_000
    );
}

#[test]
fn processes_at_the_same_time_write_whole_lines() {
    let course = course();
    let start = |_| Running::start(&mut course.command(&["hint", "one", "--level", "1"]));
    let mut all: Vec<Running> = (0..12).map(start).collect();
    for running in &mut all {
        assert!(running.end().success());
    }
    assert_eq!(kinds(&course), vec!["one hint"; 12]);
}

#[cfg(unix)]
#[test]
fn what_stands_in_its_place_stops_nothing() {
    use rustix::fs::{CWD, FileType, Mode, mknodat};
    use std::os::unix::fs::symlink;

    for kind in ["pipe", "device", "link", "folder"] {
        let course = course();
        course.write("elsewhere", "mine\n");
        fs::create_dir(course.path(".rustlings-like")).expect("a folder");
        for path in [JOURNAL, ".rustlings-like/journal.lock"] {
            let path = course.path(path);
            match kind {
                "pipe" => mknodat(CWD, &path, FileType::Fifo, Mode::RWXU, 0).expect("a pipe"),
                "device" => symlink("/dev/full", &path).expect("a link"),
                "link" => symlink("../elsewhere", &path).expect("a link"),
                _ => fs::create_dir(&path).expect("a folder"),
            }
        }
        let checked = run(&course, &["run", "one"], 1);
        assert_eq!(checked.stderr, "", "{kind}");
        run(&course, &["hint", "one"], 0);
        run(&course, &["reset", "one"], 0);
        let shown = run(&course, &["progress"], 0);
        let place = ".rustlings-like/journal.ndjson";
        assert!(shown.stderr.contains(place), "{kind}: {shown:?}");
        assert!(
            shown.stdout.contains("0 of 2 exercises done"),
            "{kind}: {shown:?}"
        );
        assert_eq!(course.read("elsewhere"), "mine\n", "{kind}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_read_only_folder_stops_nothing() {
    let course = course();
    run(&course, &["run", "one"], 1);
    let before = course.read(JOURNAL);
    let script = "mount --bind \"$1\" \"$1\"; mount -o remount,bind,ro \"$1\"; cd \"$1\"
        if touch x 2>&-; then echo 'it can be written to'; exit 99; fi
        \"$2\" hint one; \"$2\" progress";
    let Some(shown) = common::in_mount_namespace(&course, script, &[]) else {
        return;
    };
    assert_eq!(shown.code, 0, "{shown:?}");
    assert!(
        shown.stdout.contains("Look.") && shown.stdout.contains("The journal begins on"),
        "{shown:?}"
    );
    assert_eq!(course.read(JOURNAL), before);
}
