//! Which exercises `verify` checks, how a run is divided and joined again, and the cache.

mod common;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, SystemTime};

use common::{Course, Run, finish};
use serde_json::{Value, json};

const PASSES: &str = "fn main() {}\n";
const FAILS: &str = "fn main() { panic!(); }\n";

/// Five exercises in three chapters.
fn course() -> Course {
    let course = Course::new();
    let mut manifest = "format_version = 1\nid = \"five\"\n".to_owned();
    for (chapter, name) in EXERCISES {
        manifest.push_str(&format!(
            "[[exercises]]\nname = \"{name}\"\ndir = \"{chapter}\"\npoints = 2\n"
        ));
        let source = if name == "c1" { FAILS } else { PASSES };
        course.write(format!("exercises/{chapter}/{name}.rs"), source);
    }
    course.write("info.toml", manifest);
    course
}

const EXERCISES: [(&str, &str); 5] = [
    ("00_start", "a1"),
    ("00_start", "a2"),
    ("02_borrowing", "b1"),
    ("02_borrowing", "b2"),
    ("more", "c1"),
];

fn document(run: &Run) -> Value {
    serde_json::from_str(&run.stdout).unwrap_or_else(|error| panic!("{error}: {run:?}"))
}

fn names_of(document: &Value) -> Vec<String> {
    let entries = document["exercises"].as_array().expect("exercises");
    let names = entries.iter().filter_map(|e| e["name"].as_str());
    names.map(str::to_owned).collect()
}

/// The names that these arguments choose.
fn chosen(course: &Course, args: &[&str]) -> Vec<String> {
    names_of(&document(
        &course.run(&[&["verify", "--format", "json"], args].concat()),
    ))
}

#[track_caller]
fn assert_usage(run: &Run, part: &str) {
    assert_eq!((run.code, run.stdout.as_str()), (2, ""), "{run:?}");
    assert!(run.stderr.contains(part), "{part:?} is not in {run:?}");
}

// Names and chapters.

#[test]
fn exercises_are_chosen_by_name_pattern_and_chapter() {
    let course = course();
    for (args, expected) in [
        (&[][..], &["a1", "a2", "b1", "b2", "c1"][..]),
        (&["b2", "a1", "b2"], &["a1", "b2"]),
        (&["?1"], &["a1", "b1", "c1"]),
        (&["[ab]2", "C*"], &["a2", "b2", "c1"]),
        (&["02*/*"], &["b1", "b2"]),
        (&["exercises/00_start/*.rs"], &["a1", "a2"]),
        (&["--chapter", "2"], &["b1", "b2"]),
        (
            &["--chapter", "borrowing", "--chapter", "more"],
            &["b1", "b2", "c1"],
        ),
        (&["--chapter", "00_start", "*1"], &["a1"]),
    ] {
        assert_eq!(chosen(&course, args), expected, "{args:?}");
    }
}

#[test]
fn what_chooses_nothing_by_mistake_is_wrong_usage() {
    let course = course();
    assert_usage(&course.run(&["verify", "z*"]), "matches no exercise");
    assert_usage(&course.run(&["verify", "[a"]), "is invalid");
    assert_usage(
        &course.run(&["verify", "--chapter", "7"]),
        "the chapters are 00_start, 02_borrowing, more",
    );
    assert_usage(
        &course.run(&["verify", "--chapter", "2_borowing"]),
        "did you mean 02_borrowing?",
    );
    assert_usage(&course.run(&["verify", "a3"]), "a1");
}

// What has changed.

fn git(course: &Course, args: &[&str]) {
    let mut git = Command::new("git");
    git.args(["-c", "user.name=a", "-c", "user.email=a@example.com"]);
    let run = finish(git.args(args).current_dir(course.root()));
    assert_eq!(run.code, 0, "{run:?}");
}

#[test]
fn exercises_are_chosen_by_what_git_says_has_changed() {
    let course = course();
    fs::remove_file(course.path("exercises/more/c1.rs")).expect("removed");
    git(&course, &["init", "-q"]);
    course.write(".gitignore", "/.rustlings-like/\n");
    git(&course, &["add", "."]);
    git(&course, &["commit", "-q", "-m", "one"]);
    git(&course, &["tag", "one"]);
    course.write("exercises/00_start/a2.rs", "fn main() { /* new */ }\n");
    git(&course, &["commit", "-q", "-a", "-m", "two"]);

    assert_eq!(chosen(&course, &["--changed"]), [] as [&str; 0]);
    assert_eq!(chosen(&course, &["--changed", "one"]), ["a2"]);
    course.write(
        "exercises/02_borrowing/b1.rs",
        "fn main() { /* edited */ }\n",
    );
    git(&course, &["add", "."]);
    course.write("exercises/more/c1.rs", PASSES);
    assert_eq!(chosen(&course, &["--changed"]), ["b1", "c1"]);
    assert_eq!(chosen(&course, &["--changed=one"]), ["a2", "b1", "c1"]);
    assert_eq!(
        chosen(&course, &["*1", "--changed=one", "--chapter", "2"]),
        ["b1"]
    );

    // From a folder below, and for a course below its repository.
    let mut command = course.command(&["verify", "--changed", "--format", "json"]);
    let run = finish(command.current_dir(course.path("exercises/more")));
    assert_eq!(names_of(&document(&run)), ["b1", "c1"]);
    let mut command = course.command(&["verify", "--changed", "nowhere", "--format", "json"]);
    assert_usage(&finish(&mut command), "nowhere");
}

#[test]
fn an_exercise_that_was_moved_away_has_changed() {
    let course = course();
    git(&course, &["init", "-q"]);
    git(&course, &["add", "."]);
    git(&course, &["commit", "-q", "-m", "one"]);
    git(
        &course,
        &[
            "mv",
            "exercises/02_borrowing/b1.rs",
            "exercises/02_borrowing/new.rs",
        ],
    );
    git(&course, &["rm", "-q", "exercises/more/c1.rs"]);
    let run = course.run(&["verify", "--changed", "--format", "json"]);
    let document = document(&run);
    assert_eq!(names_of(&document), ["b1", "c1"]);
    for entry in document["exercises"].as_array().expect("exercises") {
        assert_eq!(entry["reason"], "bad_source", "{entry:#}");
    }
    git(&course, &["commit", "-q", "-m", "two"]);
    assert_eq!(chosen(&course, &["--changed", "HEAD~1"]), ["b1", "c1"]);
    assert_usage(
        &course.run(&["verify", "--changed", "", "--format", "json"]),
        "--changed",
    );
}

#[test]
fn a_shallow_clone_is_told_what_it_lacks() {
    let course = course();
    git(&course, &["init", "-q"]);
    git(&course, &["add", "."]);
    git(&course, &["commit", "-q", "-m", "one"]);
    git(&course, &["commit", "-q", "--allow-empty", "-m", "two"]);
    let shallow = Course::new();
    let address = format!("file://{}", course.root().display());
    git(
        &shallow,
        &["clone", "-q", "--depth", "1", &address, "clone"],
    );
    let mut command = shallow.command(&["verify", "--changed", "HEAD~1", "--format", "json"]);
    assert_usage(
        &finish(command.current_dir(shallow.path("clone"))),
        "fetch-depth: 0",
    );
    let mut command = shallow.command(&["verify", "--changed", "HEAD", "--format", "json"]);
    let run = finish(command.current_dir(shallow.path("clone")));
    assert_eq!(names_of(&document(&run)), [] as [&str; 0]);
    // In a whole clone nothing is to be fetched.
    let run = course.run(&["verify", "--changed", "nowhere", "--format", "json"]);
    assert!(!run.stderr.contains("fetch-depth"), "{run:?}");
}

#[test]
fn a_course_below_its_repository_knows_its_own_changes() {
    let outer = Course::new();
    outer.write("other.rs", PASSES);
    outer.write(
        "kurs ü/info.toml",
        "format_version = 1\n[[exercises]]\nname = \"ä b\"\n",
    );
    outer.write("kurs ü/exercises/ä b.rs", PASSES);
    git(&outer, &["init", "-q"]);
    let mut command = outer.command(&[
        "verify",
        "--changed",
        "--format",
        "json",
        "--course",
        "kurs ü",
    ]);
    // There is no commit yet.
    assert_usage(&finish(&mut command), "HEAD");
    git(&outer, &["add", "."]);
    git(&outer, &["commit", "-q", "-m", "one"]);
    assert_eq!(names_of(&document(&finish(&mut command))), [] as [&str; 0]);
    outer.write("kurs ü/exercises/ä b.rs", "fn main() { }\n");
    assert_eq!(names_of(&document(&finish(&mut command))), ["ä b"]);
}

#[test]
fn without_a_repository_nothing_can_have_changed() {
    let course = course();
    let mut command = course.command(&["verify", "--changed"]);
    let run = finish(command.env("GIT_CEILING_DIRECTORIES", course.path("..")));
    assert_usage(&run, "--changed");
}

// Parts.

#[test]
fn the_parts_of_a_division_are_the_whole() {
    let course = course();
    for kind in ["hash", "slice"] {
        let parts = (1..=3).map(|part| {
            let partition = format!("{kind}:{part}/3");
            chosen(&course, &["--partition", &partition])
        });
        let parts: Vec<Vec<String>> = parts.collect();
        let all: BTreeSet<&String> = parts.iter().flatten().collect();
        assert_eq!((parts.concat().len(), all.len()), (5, 5), "{parts:?}");
    }
    assert_eq!(chosen(&course, &["--partition", "slice:2/2"]), ["a2", "b2"]);
    assert_eq!(chosen(&course, &["--partition", "slice:1/2", "?2"]), ["a2"]);
    // By the algorithm that docs/verify-formats.md names; it must never change.
    assert_eq!(chosen(&course, &["--partition", "hash:1/2"]), HASH_1_OF_2);
}

/// FNV-1a of the names, modulo 2.
const HASH_1_OF_2: [&str; 2] = ["a2", "b1"];

#[test]
fn joined_parts_give_the_same_reports_as_one_run() {
    let course = course();
    let reports = [
        "json",
        "junit",
        "sarif",
        "github",
        "gradescope",
        "exercism",
        "human",
        "ndjson",
    ];
    let to = |folder: &str| -> Vec<String> {
        let files = reports.iter();
        files
            .flat_map(|name| ["--report".to_owned(), format!("{name}={folder}/{name}")])
            .collect()
    };
    // All of it is in the cache, so that times do not differ.
    course.run(&["verify"]);
    let whole = to("whole");
    let whole: Vec<&str> = ["verify"]
        .into_iter()
        .chain(whole.iter().map(String::as_str))
        .collect();
    let one = course.run(&whole);
    for part in ["1", "2", "3"] {
        let (partition, file) = (format!("hash:{part}/3"), format!("json=part{part}"));
        course.run(&["verify", "--partition", &partition, "--report", &file]);
    }
    let joined = to("joined");
    let joined = ["merge-reports", "part2", "part3", "part1"]
        .into_iter()
        .chain(joined.iter().map(String::as_str));
    let merged = course.run(&joined.collect::<Vec<_>>());
    assert_eq!((one.code, merged.code), (1, 1), "{merged:?}");
    for name in reports {
        let [whole, joined] =
            ["whole", "joined"].map(|folder| timeless(&course.read(format!("{folder}/{name}"))));
        assert_eq!(whole, joined, "{name}");
    }
    assert_eq!(timeless(&one.stdout), timeless(&merged.stdout));
    assert!(
        merged
            .stdout
            .ends_with("4 passed, 1 failed of 5 exercises\n8 of 10 points\n")
    );
}

/// A report without what differs from run to run.
fn timeless(text: &str) -> String {
    let mut words = Vec::new();
    for line in text.lines() {
        let line = line.split("stop-commands::").next().unwrap_or(line);
        let is_time = [
            "\"duration_ms\"",
            "\"started\"",
            "\"cached\"",
            "\"execution_time\"",
        ]
        .iter()
        .any(|key| line.trim_start().starts_with(key));
        let is_token = line.starts_with("::") && line.len() == 36;
        if !is_time && !is_token {
            words.extend(
                line.split([' ', '\n'])
                    .filter(|word| !varies(word))
                    .map(str::to_owned),
            );
        }
    }
    words.join(" ")
}

fn varies(word: &str) -> bool {
    word.is_empty()
        || word.starts_with("time")
        || word == "cached"
        || word == "ms"
        || word.parse::<u64>().is_ok()
        || word.contains("_ms\":")
        || word.contains("thread")
        || word.starts_with('(') && word.trim_matches(['(', ')']).parse::<u64>().is_ok()
}

#[test]
fn parts_that_do_not_make_a_whole_are_refused() {
    let course = course();
    for (part, file) in [
        ("slice:1/2", "one"),
        ("slice:2/2", "two"),
        ("slice:1/3", "third"),
        ("hash:1/2", "hash"),
    ] {
        let to = format!("json={file}");
        course.run(&["verify", "--partition", part, "--report", &to]);
    }
    course.run(&["verify", "--report", "json=all"]);
    course.write("wrong", "{}");
    let changed = |file: &str, from: &str, to: &str| {
        let text = course.read("two");
        assert!(text.contains(from), "{text}");
        course.write(file, text.replace(from, to));
    };
    changed("six", "\"five\"", "\"six\"");
    let version = format!("\"tool\": \"{}\"", env!("CARGO_PKG_VERSION"));
    changed("older", &version, "\"tool\": \"0.0.1\"");
    changed(
        "newer",
        "rustlings-like/verify/v1",
        "rustlings-like/verify/v2",
    );
    let to = "json=fewer";
    course.run(&[
        "verify",
        "a*",
        "b*",
        "--partition",
        "slice:2/2",
        "--report",
        to,
    ]);
    // Without an id two courses can only be told apart by what they hold.
    for (file, name) in [("nameless1", "a1"), ("nameless2", "other")] {
        let text = course.read("all").replace("\"five\"", "null");
        let mut report: Value = serde_json::from_str(&text).expect("JSON");
        report["exercises"]
            .as_array_mut()
            .expect("some")
            .truncate(1);
        report["exercises"][0]["name"] = json!(name);
        course.write(file, report.to_string());
    }
    for (files, part) in [
        (&["one"][..], "part 2 of 2 is missing"),
        (&["one", "one"], "part 1 of 2 appears twice"),
        (&["one", "third"], "third is slice:1/3"),
        (&["one", "hash"], "hash is hash:1/2"),
        (&["one", "all"], "all isn't one of 2 parts"),
        (&["one", "six"], "different courses"),
        (&["one", "older"], "older from version 0.0.1"),
        (&["newer"], "schema rustlings-like/verify/v2"),
        (&["one", "fewer"], "parts of different selections"),
        (
            &["nameless1", "nameless2"],
            "exercise 1 is a1 in one and other in the other",
        ),
        (&["all", "all"], "a1 is in all and in all"),
        (&["one", "nowhere"], "nowhere"),
        (&["wrong"], "wrong isn't a report"),
    ] {
        assert_usage(&course.run(&[&["merge-reports"], files].concat()), part);
    }
    assert_eq!(
        course
            .run(&["merge-reports", "one", "two", "--exit-zero"])
            .code,
        0
    );
}

#[test]
fn a_report_of_an_earlier_version_can_be_joined() {
    let course = Course::new();
    let entry = json!({"name": "a", "path": "exercises/a.rs", "verdict": "pass", "reason": "passed",
        "message": "passed", "diagnostics": [], "tests": [{"name": "t", "passed": true}],
        "duration_ms": 1, "cached": false});
    let old = json!({"schema": "rustlings-like/verify/v1", "passed": 1, "failed": 0, "exercises": [entry]});
    course.write("old", old.to_string());
    let run = course.run(&["merge-reports", "old", "--report", "junit=out"]);
    assert_eq!(run.code, 0, "{run:?}");
    assert!(course.read("out").contains("tests=\"1\""));
}

#[test]
fn a_control_sequence_in_a_foreign_report_does_not_reach_the_terminal() {
    let course = course();
    course.run(&["verify", "--report", "json=one"]);
    course.write(
        "bad",
        course
            .read("one")
            .replace("the program panicked", "\\u001b[2J\\u001b]0;x\\u0007!"),
    );
    let run = course.run(&["merge-reports", "bad"]);
    assert!(
        run.stdout.contains('!') && !run.stdout.contains('\x1b'),
        "{run:?}"
    );
}

// Points.

#[test]
fn dev_check_refuses_partial_credit_without_tests_that_stay() {
    let partial = "partial_credit = true";
    let course = Course::new()
        .exercise("tested", partial, PASSES)
        .exercise("edited", &format!("{partial}\nedit_tests = true"), PASSES)
        .exercise("plain", &format!("{partial}\ntest = false"), PASSES);
    let run = course.run(&["dev", "check"]);
    let finds = |name: &str| run.stdout.contains(&format!("{name}: partial_credit"));
    assert_eq!(
        ["tested", "edited", "plain"].map(finds),
        [false, true, true],
        "{run:?}"
    );
}

// The cache.

fn words(text: &str) -> Vec<&str> {
    text.split([' ', ',', ';', '\n'])
        .filter(|w| !w.is_empty())
        .collect()
}

#[test]
fn the_cache_is_counted_and_cleaned() {
    let course = course();
    let stats = || course.run(&["cache", "stats"]).stdout;
    assert!(
        stats().starts_with("0 cached results, 0 bytes;"),
        "{}",
        stats()
    );
    course.run(&["verify"]);
    let full = stats();
    assert_eq!(words(&full)[..3], ["5", "cached", "results"], "{full}");
    let bytes: u64 = words(&full)[3].parse().expect("a number");
    assert!(bytes > 500, "{full}");

    make_old(&course.path(".rustlings-like/cache"), 2);
    let clean = course.run(&["cache", "clean", "--older-than", "10"]);
    assert!(
        clean.stdout.starts_with("removed 2 cached results, "),
        "{clean:?}"
    );
    assert!(
        clean.stdout.contains("left: 3 cached results, "),
        "{clean:?}"
    );
    let clean = course.run(&["cache", "clean"]);
    assert!(
        clean.stdout.ends_with("left: 0 cached results, 0 bytes\n"),
        "{clean:?}"
    );
    let run = course.run(&["verify", "a1", "--format", "json"]);
    assert_eq!(document(&run)["exercises"][0]["cached"], false);
}

/// Makes some records of the cache twenty days old.
fn make_old(cache: &Path, number: usize) {
    let shelves = fs::read_dir(cache).expect("shelves").flatten();
    let records = shelves.flat_map(|shelf| fs::read_dir(shelf.path()).expect("records").flatten());
    let then = SystemTime::now() - Duration::from_secs(20 * 24 * 60 * 60);
    for record in records.take(number) {
        let file = fs::File::options().write(true).open(record.path());
        file.and_then(|file| file.set_modified(then))
            .expect("it is made old");
    }
}

// The built-in course in the user's folder for caches.

/// A learner's folder, and a user's folder for caches in which the course of another version
/// lies beside something that is none of ours.
#[cfg(target_os = "linux")]
struct Home {
    course: Course,
    caches: tempfile::TempDir,
}

#[cfg(target_os = "linux")]
impl Home {
    fn new() -> Self {
        let home = Self {
            course: Course::built_in(),
            caches: tempfile::tempdir().expect("a folder"),
        };
        for folder in [OTHER, "notes"] {
            let file = home.courses().join(folder).join("target/some.rlib");
            fs::create_dir_all(file.parent().expect("a folder")).expect("made");
            fs::write(file, "x".repeat(1234)).expect("written");
        }
        home
    }

    fn courses(&self) -> std::path::PathBuf {
        self.caches.path().join("rustlings-like/courses")
    }

    /// The folders there.
    fn folders(&self) -> BTreeSet<String> {
        let entries = fs::read_dir(self.courses()).expect("a folder").flatten();
        let folders = entries.filter(|entry| entry.path().is_dir());
        let names = folders.map(|entry| entry.file_name().into_string());
        names.map(|name| name.expect("UTF-8")).collect()
    }

    fn command(&self, args: &[&str]) -> Command {
        let mut command = self.course.command(args);
        command.env("XDG_CACHE_HOME", self.caches.path());
        command
    }

    #[track_caller]
    fn run(&self, args: &[&str]) -> String {
        let run = finish(&mut self.command(args));
        assert_eq!((run.code, run.stderr.as_str()), (0, ""), "{run:?}");
        run.stdout
    }
}

/// As versions are called.
#[cfg(target_os = "linux")]
const OTHER: &str = "abcdefabcdefabcdefabcdefabcdefabcdefabcdefabcdefabcdefabcdef0123";

#[cfg(target_os = "linux")]
#[test]
fn copies_of_the_built_in_course_are_named_and_removed_when_that_is_asked_for() {
    let home = Home::new();
    home.run(&["verify", "--pristine", "start1"]);
    let before = home.folders();
    assert_eq!(before.len(), 3, "{before:?}");
    let is_own = |name: &&String| *name != OTHER && *name != "notes";
    let own = before.iter().find(is_own).expect("the program's").clone();

    let stats = home.run(&["cache", "stats"]);
    let lines: Vec<&str> = stats.lines().collect();
    assert_eq!(lines.len(), 5, "{stats}");
    let (own_line, other_line) = (lines[1], lines[3]);
    let path = |name: &str| home.courses().join(name).display().to_string();
    assert!(own_line.starts_with("this program's"), "{stats}");
    assert!(own_line.ends_with(&path(&own)), "{stats}");
    assert!(lines[2].contains("clean --built-in all"), "{stats}");
    assert!(other_line.starts_with("another version's"), "{stats}");
    assert!(other_line.contains(", 1234 bytes: "), "{stats}");
    assert!(other_line.ends_with(&path(OTHER)), "{stats}");
    assert!(lines[4].contains("clean --built-in others"), "{stats}");

    // Nothing goes without being asked for, and then no more than that.
    home.run(&["cache", "clean"]);
    assert_eq!(home.folders(), before);
    let clean = home.run(&["cache", "clean", "--built-in", "others"]);
    assert!(clean.starts_with("removed another version's"), "{clean}");
    assert_eq!(
        home.folders(),
        BTreeSet::from([own.clone(), "notes".into()])
    );
    let clean = home.run(&["cache", "clean", "--built-in", "others"]);
    assert_eq!(clean, "nothing to remove\n");
    // No course is needed.
    fs::remove_file(home.course.path("info.toml")).expect("removed");
    let clean = home.run(&["cache", "clean", "--built-in", "all"]);
    assert!(clean.starts_with("removed this program's"), "{clean}");
    assert_eq!(home.folders(), BTreeSet::from(["notes".into()]));
    let args = ["verify", "--pristine", "--originals", "built-in", "start1"];
    home.run(&args);
    assert_eq!(home.folders().len(), 2);
}

#[cfg(target_os = "linux")]
#[test]
fn a_copy_of_the_built_in_course_stays_while_a_program_uses_it() {
    let home = Home::new();
    let mark = home.caches.path().join("running");
    let source = format!(
        "fn ticket(_: u32) -> String {{\n    std::fs::write({mark:?}, \"\").unwrap();\n    \
         loop {{ std::thread::park() }}\n}}\nfn main() {{}}\n"
    );
    home.course.write("exercises/00_start/start2.rs", source);
    let args = ["verify", "--pristine", "--timeout", "600", "start2"];
    let mut running = common::Running::start(&mut home.command(&args));
    common::eventually("the exercise runs", || mark.exists());
    let clean = home.run(&["cache", "clean", "--built-in", "all"]);
    assert!(!running.has_ended());
    let lines: Vec<&str> = clean.lines().collect();
    assert_eq!(lines.len(), 2, "{clean}");
    assert!(lines[0].starts_with("kept this program's"), "{clean}");
    assert!(lines[0].contains("in use"), "{clean}");
    assert!(lines[1].starts_with("removed another version's"), "{clean}");
    assert_eq!(home.folders().len(), 2);

    // Also one that had no time to say that it ends.
    common::kill(running.id());
    running.end();
    let clean = home.run(&["cache", "clean", "--built-in", "all"]);
    assert!(clean.starts_with("removed this program's"), "{clean}");
    assert_eq!(home.folders(), BTreeSet::from(["notes".into()]));
}

#[test]
fn an_age_is_for_results_alone() {
    let args = ["cache", "clean", "--built-in", "all", "--older-than", "1"];
    assert_usage(&course().run(&args), "--older-than");
}
