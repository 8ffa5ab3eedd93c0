//! `verify --pristine --originals COURSE FOLDER...`: many learners' folders in one run.

#![cfg(target_os = "linux")]

mod common;

use std::fs;
use std::path::Path;

use common::{Course, Run, finish, tools};
use serde_json::{Value, json};

/// An exercise whose function is to give this number.
fn exercise(number: u32, gives: u32) -> String {
    format!(
        "pub fn number() -> u32 {{\n    {gives}\n}}\n\nfn main() {{}}\n\n#[cfg(test)]\nmod tests {{\n    \
         use super::*;\n\n    #[test]\n    fn is_right() {{\n        assert_eq!(number(), \
         {number});\n    }}\n}}\n"
    )
}

/// A class's folder: `course` has the original, and `handed-in` what learners made of it.
struct Class {
    course: Course,
    folder: tempfile::TempDir,
}

impl Class {
    /// An original of two exercises, one of which is worth three points.
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a scratch folder");
        let root = folder.path().join("course");
        fs::create_dir_all(&root).expect("a folder");
        let course = Course::at(root)
            .manifest("id = \"numbers\"\n")
            .exercise("one", "", &exercise(1, 0))
            .exercise("two", "points = 3", &exercise(2, 0));
        Self { course, folder }
    }

    /// The first passes, the second fails, and the third has settings that are refused.
    fn of_three() -> Self {
        let class = Self::new();
        class.hand_in("ada", 1, 2);
        class.hand_in("bob", 1, 0);
        class.hand_in("eve", 1, 2);
        let path = "[toolchain]\npath = \"/tmp/mine\"\n";
        class.write("handed-in/eve/rust-toolchain.toml", path);
        class
    }

    /// Hands in a folder with files that give these numbers.
    fn hand_in(&self, learner: &str, one: u32, two: u32) {
        let file = |name: &str| format!("handed-in/{learner}/exercises/{name}.rs");
        self.write(&file("one"), &exercise(1, one));
        self.write(&file("two"), &exercise(2, two));
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("folders");
        fs::write(path, text).expect("a file is written");
    }

    fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).expect("a file is read")
    }

    fn path(&self, path: &str) -> std::path::PathBuf {
        self.folder.path().join(path)
    }

    /// Runs the program in the class's folder with the original in `course`.
    fn run(&self, args: &[&str]) -> Run {
        let first = ["verify", "--pristine", "--originals", "course"];
        self.plain(&[&first, args].concat())
    }

    fn plain(&self, args: &[&str]) -> Run {
        let mut command = self.course.command(args);
        command.current_dir(self.folder.path());
        finish(command.env("CARGO_NET_OFFLINE", "true"))
    }

    /// The JSON of a run, which its schema allows, and the exit code.
    fn json(&self, args: &[&str]) -> (Value, i32) {
        let run = self.run(&[args, &["--format", "json"]].concat());
        let document = parse(&run.stdout);
        assert_valid(&document);
        (document, run.code)
    }
}

const ALL: [&str; 3] = ["handed-in/ada", "handed-in/bob", "handed-in/eve"];

fn parse(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

#[track_caller]
fn assert_valid(document: &Value) {
    let schema = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/schemas/verify-many-v1.json");
    let schema = parse(&fs::read_to_string(schema).expect("it is read"));
    let validator = jsonschema::validator_for(&schema).expect("a schema");
    let errors: Vec<String> = validator
        .iter_errors(document)
        .map(|e| e.to_string())
        .collect();
    assert_eq!(errors, Vec::<String>::new(), "{document:#}");
}

/// The reasons of a learner's exercises, by the learner's position.
fn reasons(document: &Value, learner: usize) -> Vec<&str> {
    let entries = document["learners"][learner]["report"]["exercises"].as_array();
    let entries = entries.unwrap_or_else(|| panic!("no report of {learner}: {document:#}"));
    let reasons = entries.iter().filter_map(|entry| entry["reason"].as_str());
    reasons.collect()
}

#[test]
fn each_learner_is_graded_and_a_broken_folder_stops_nobody() {
    let class = Class::of_three();
    // The broken one comes first.
    let (document, code) = class.json(&["handed-in/eve", "handed-in/ada", "handed-in/bob"]);
    assert_eq!(code, 4);
    let totals = ["passed", "failed", "errors", "score", "points"].map(|key| &document[key]);
    assert_eq!(totals, [1, 1, 1, 5, 8]);
    assert_eq!(document["course"], "numbers");
    assert_eq!(
        document["originals"],
        json!({"from": "folder", "folder": "course"})
    );
    let learners = document["learners"].as_array().expect("a list");
    let names: Vec<&Value> = learners.iter().map(|it| &it["name"]).collect();
    assert_eq!(names, ["eve", "ada", "bob"]);
    assert_eq!(learners[1]["folder"], "handed-in/ada");
    let why = learners[0]["error"].as_str().expect("an error");
    assert!(why.contains("names a toolchain by its path"), "{why}");
    assert_eq!(reasons(&document, 1), ["passed", "passed"]);
    assert_eq!(reasons(&document, 2), ["passed", "tests_failed"]);
    // As if graded alone.
    let alone = class.run(&["--course", "handed-in/bob", "--format", "json"]);
    let alone = parse(&alone.stdout);
    let report = &learners[2]["report"];
    for key in ["passed", "failed", "score", "points", "chosen", "root"] {
        assert_eq!(report[key], alone[key], "{key}");
    }
    let messages = |report: &Value| report["exercises"][1]["tests"].clone();
    assert_eq!(messages(report), messages(&alone));
}

#[test]
fn the_exit_code_is_that_of_the_worst_learner() {
    let class = Class::of_three();
    assert_eq!(class.run(&["handed-in/ada"]).code, 0);
    assert_eq!(class.run(&ALL[..2]).code, 1);
    assert_eq!(class.run(&[&ALL[..2], &["--exit-zero"]].concat()).code, 0);
    assert_eq!(class.run(&ALL).code, 4);
    assert_eq!(class.run(&[&ALL[..], &["--exit-zero"]].concat()).code, 4);
}

#[test]
fn people_read_a_line_for_each_learner_and_a_summary() {
    let class = Class::of_three();
    class.hand_in("dan", 0, 0);
    let all = [&ALL[..], &["handed-in/dan"]].concat();
    let run = class.run(&[&all[..], &["--report", "human=out.txt"]].concat());
    assert_eq!((run.code, run.stderr.as_str()), (4, ""), "{run:?}");
    let root = fs::canonicalize(class.path("handed-in/eve")).expect("a folder");
    let expected = format!(
        "✓ ada                      2 of 2  4 of 4 points
✗ bob                      1 of 2  1 of 4 points  failed: two
! eve                      not graded: {}/rust-toolchain.toml names a toolchain by its path \
         (\"/tmp/mine\"), which would start programs from there: when grading, that's refused, so \
         remove `path`
✗ dan                      0 of 2  0 of 4 points  failed: one, two

1 of 4 learners passed everything, 2 didn't, 1 could not be checked
could not be checked: eve
5 of 12 points
failed most often:
  two                      2 of 3
graded with the original tests of course
",
        root.display()
    );
    assert_eq!(run.stdout, expected);
    assert_eq!(class.read("out.txt"), expected);
}

#[test]
fn names_and_folders_can_be_mixed() {
    let class = Class::of_three();
    // A folder in this place that has an exercise's name is no learner's.
    fs::create_dir(class.path("two")).expect("a folder");
    for named in ["two", "t*", "exercises/two.rs"] {
        let (document, code) = class.json(&["handed-in/ada", named, "handed-in/bob"]);
        assert_eq!(code, 1, "{named}");
        assert_eq!(reasons(&document, 0), ["passed"], "{named}");
        assert_eq!(reasons(&document, 1), ["tests_failed"], "{named}");
        assert_eq!(document["points"], 6, "{named}");
    }
    let (document, _) = class.json(&["handed-in/bob", "--chapter", "-"]);
    assert_eq!(reasons(&document, 0).len(), 2);
}

#[test]
fn a_folder_is_graded_once_and_has_a_name_of_its_own() {
    let class = Class::of_three();
    class.write("late/bob/exercises/one.rs", &exercise(1, 1));
    let args = [
        "handed-in/bob",
        "late/bob",
        "handed-in/../handed-in/bob/",
        "handed-in/ada/.",
    ];
    let (document, code) = class.json(&args);
    assert_eq!(code, 1);
    let learners = document["learners"].as_array().expect("a list");
    let names: Vec<&Value> = learners.iter().map(|it| &it["name"]).collect();
    assert_eq!(names, ["handed-in/bob", "late/bob", "ada"]);
    // What wasn't handed in fails.
    assert_eq!(reasons(&document, 1), ["passed", "bad_source"]);
    // Nobody hands in a link to somebody else's folder.
    std::os::unix::fs::symlink("ada", class.path("handed-in/mal")).expect("a link");
    let run = class.run(&["handed-in/ada", "handed-in/mal"]);
    assert_eq!((run.code, run.stdout.as_str()), (2, ""), "{run:?}");
    let words = "handed-in/mal and handed-in/ada are the same folder";
    assert!(run.stderr.contains(words), "{}", run.stderr);
}

#[test]
fn what_is_no_learners_folder_is_refused_before_anything_runs() {
    let class = Class::of_three();
    class.write("handed-in/empty/notes.txt", "");
    class.write("handed-in/kim.zip", "");
    let cases: [(&[&str], i32, &str); 9] = [
        (
            &["handed-in/empty"],
            3,
            "nothing to grade in handed-in/empty",
        ),
        (&["handed-in"], 3, "nothing to grade in handed-in ("),
        (
            &["handed-in/kim"],
            2,
            "there is no folder \"handed-in/kim\"",
        ),
        (&["handed-in/k*"], 2, "there is no folder \"handed-in/k*\""),
        (&["handed-in/kim.zip"], 2, "\"handed-in/kim.zip\" is a file"),
        (&["kim"], 2, "there is no exercise called \"kim\""),
        (&["--chapter", "none"], 2, "there is no chapter \"none\""),
        (&["--course", "handed-in/bob"], 2, "--course and the folder"),
        (&["--solutions"], 2, "--solutions"),
    ];
    for (args, code, words) in cases {
        let run = class.run(&[&["handed-in/ada"], args].concat());
        assert_eq!((run.code, run.stdout.as_str()), (code, ""), "{run:?}");
        assert!(run.stderr.contains(words), "{args:?}: {}", run.stderr);
    }
    // Where folders can't be named, we say what to add.
    for args in [&["verify", "--pristine"][..], &["verify"]] {
        let run = class.plain(&[args, &["handed-in/ada"]].concat());
        assert_eq!(run.code, 2, "{run:?}");
        let advice = "verify --pristine --originals COURSE FOLDER...";
        assert!(run.stderr.contains(advice), "{}", run.stderr);
    }
}

#[test]
fn formats_about_one_learner_are_refused() {
    let class = Class::of_three();
    for format in ["sarif", "github", "gradescope", "exercism", "classroom50"] {
        let to = format!("{format}=out");
        let run = class.run(&[
            "handed-in/ada",
            "--report",
            "json=out.json",
            "--report",
            &to,
        ]);
        assert_eq!((run.code, run.stdout.as_str()), (2, ""), "{run:?}");
        let words = format!("the format {format} is about one learner");
        assert!(run.stderr.contains(&words), "{}", run.stderr);
        let formats = "human, json, ndjson and junit";
        assert!(run.stderr.contains(formats), "{}", run.stderr);
        assert!(!class.path("out").exists() && !class.path("out.json").exists());
    }
}

/// The learner and the type of each line of an `ndjson` report.
fn learners_and_types(lines: &[Value]) -> Vec<String> {
    let told = lines.iter().map(|line| {
        assert_eq!(line["schema"], "rustlings-like/verify-line/v1");
        format!("{} {}", line["learner"], line["type"]).replace('"', "")
    });
    told.collect()
}

#[test]
fn every_line_of_ndjson_names_its_learner() {
    let class = Class::of_three();
    let run = class.run(&[&ALL[..], &["--format", "ndjson", "--jobs", "1"]].concat());
    assert_eq!(run.code, 4, "{run:?}");
    let lines: Vec<Value> = run.stdout.lines().map(parse).collect();
    let told = learners_and_types(&lines);
    let one_by_one = [
        "ada exercise",
        "ada exercise",
        "ada end",
        "bob exercise",
        "bob exercise",
        "bob end",
        "eve error",
        "null all",
    ];
    assert_eq!(told, one_by_one);

    // With more jobs the lines are mixed, but a learner's end comes last, and in its place.
    let run = class.run(&[&ALL[..], &["--format", "ndjson", "--jobs", "3"]].concat());
    let mixed: Vec<Value> = run.stdout.lines().map(parse).collect();
    let mixed = learners_and_types(&mixed);
    for learner in ["ada ", "bob ", "eve ", "null "] {
        let of_learner = |told: &[String]| -> Vec<String> {
            let own = told.iter().filter(|line| line.starts_with(learner));
            own.cloned().collect()
        };
        assert_eq!(of_learner(&mixed), of_learner(&told));
    }
    let ends = |line: &&String| !line.ends_with(" exercise");
    let ends: Vec<&String> = mixed.iter().filter(ends).collect();
    assert_eq!(ends, ["ada end", "bob end", "eve error", "null all"]);
    assert_eq!(
        (&lines[5]["passed"], &lines[5]["score"]),
        (&json!(1), &json!(1))
    );
    assert_eq!(lines[6]["folder"], "handed-in/eve");
    let totals = ["passed", "failed", "errors", "points"].map(|key| &lines[7][key]);
    assert_eq!(totals, [1, 1, 1, 8]);
}

#[test]
fn junit_has_the_suites_of_each_learner() {
    let class = Class::of_three();
    let run = class.run(&[&ALL[..], &["--format", "junit"]].concat());
    let xml = roxmltree::Document::parse(&run.stdout).expect("XML");
    let root = xml.root_element();
    let counts = ["tests", "failures", "errors", "skipped"].map(|key| root.attribute(key));
    assert_eq!(counts, [Some("5"), Some("1"), Some("1"), Some("0")]);
    let suites = root.children().filter(|it| it.has_tag_name("testsuite"));
    let names: Vec<_> = suites
        .clone()
        .filter_map(|it| it.attribute("name"))
        .collect();
    assert_eq!(names, ["ada/numbers", "bob/numbers", "eve"]);
    let cases = root.descendants().filter(|it| it.has_tag_name("testcase"));
    let cases: Vec<_> = cases
        .map(|it| [it.attribute("classname"), it.attribute("name")].map(Option::unwrap_or_default))
        .collect();
    assert_eq!(cases[0], ["ada/numbers", "one"]);
    assert_eq!(cases[4], ["eve", "eve"]);
    let error = root.descendants().find(|it| it.has_tag_name("error"));
    let message = error.and_then(|it| it.attribute("message")).expect("why");
    assert!(
        message.contains("names a toolchain by its path"),
        "{message}"
    );
}

#[test]
fn the_crates_are_built_once_for_all() {
    let class = Class::new();
    let uses = "fn main() {}\n#[test]\nfn it() { assert_eq!(word::word(), \"hello\"); }\n";
    let course = Course::at(class.path("worded"))
        .manifest("[dependencies]\nword = { path = \"word\" }\n")
        .exercise("says", "", uses);
    course.write(
        "word/Cargo.toml",
        "[package]\nname = \"word\"\nversion = \"1.0.0\"\nedition = \"2024\"\n",
    );
    course.write(
        "word/src/lib.rs",
        "pub fn word() -> &'static str { \"hello\" }\n",
    );
    // Every build of the crate leaves a line.
    course.write(
        "word/build.rs",
        format!(
            "use std::io::Write;\nfn main() {{ let mut f = std::fs::OpenOptions::new()\
             .append(true).create(true).open({:?}).unwrap(); writeln!(f, \"built\").unwrap(); }}\n",
            class.path("builds")
        ),
    );
    for learner in ["a", "b", "c"] {
        class.write(&format!("crates/{learner}/exercises/says.rs"), uses);
    }
    // Their own crate doesn't count.
    class.write("crates/b/word/src/lib.rs", "compile_error!(\"mine\");\n");
    let run = class.plain(&[
        "verify",
        "--pristine",
        "--originals",
        "worded",
        "crates/a",
        "crates/b",
        "crates/c",
    ]);
    assert_eq!(run.code, 0, "{run:?}");
    assert_eq!(class.read("builds"), "built\n");
}

/// A learner's folder may lie in the original's. It's still not the original's.
#[test]
fn nobody_reads_what_others_handed_in() {
    let class = Class::new();
    let file =
        |learner: &str, name: &str| format!("course/handed-in/{learner}/exercises/{name}.rs");
    class.write(&file("ada", "one"), &exercise(1, 1));
    class.write(&file("ada", "two"), &exercise(2, 2));
    let stolen = format!(
        "#[path = \"../handed-in/ada/exercises/one.rs\"]\nmod ada;\n{}",
        exercise(1, 0).replace("    0\n", "    ada::number()\n")
    );
    class.write(&file("mal", "one"), &stolen);
    class.write(&file("mal", "two"), &exercise(2, 2));
    let (document, code) = class.json(&["course/handed-in/ada", "course/handed-in/mal"]);
    assert_eq!(code, 1, "{document:#}");
    assert_eq!(reasons(&document, 0), ["passed", "passed"]);
    assert_eq!(reasons(&document, 1), ["tests_edited", "passed"]);
    // Nor does a program in the sandbox. What isn't handed in, it may read.
    class.write("course/handed-in.txt", "");
    let reads = |path: &str| {
        let gives = format!("std::fs::read(\"{path}\").map_or(0, |_| 1)");
        exercise(1, 0).replace("    0\n", &format!("    {gives}\n"))
    };
    for (path, reason) in [
        ("handed-in/ada/exercises/one.rs", "tests_failed"),
        ("handed-in.txt", "passed"),
    ] {
        let path = class.path("course").join(path);
        let path = path.to_str().expect("UTF-8");
        class.write(&file("mal", "one"), &reads(path));
        let run = class.run(&[
            "--sandbox",
            "--format",
            "json",
            "course/handed-in/ada",
            "course/handed-in/mal",
        ]);
        if !tools::require("a sandbox", !run.stderr.contains("has no sandbox")) {
            return;
        }
        assert_eq!(reasons(&parse(&run.stdout), 1), [reason, "passed"]);
    }
}

#[test]
fn a_report_about_many_is_not_merged() {
    let class = Class::of_three();
    class.run(&["handed-in/ada", "--report", "json=many.json"]);
    let run = class.plain(&["merge-reports", "many.json"]);
    assert_eq!(run.code, 2, "{run:?}");
    assert!(run.stderr.contains("is about many learners"), "{run:?}");
}
