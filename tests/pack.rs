//! `class pack`: what a learner hands on, and that they see all of it.

mod common;

use std::fs;
use std::path::Path;

use common::Course;
use serde_json::Value;

fn exercise(gives: &str) -> String {
    format!(
        "pub fn number() -> u32 {{\n    {gives}\n}}\n\nfn main() {{}}\n\n#[cfg(test)]\nmod tests {{\n    \
         use super::*;\n\n    #[test]\n    fn is_right() {{\n        assert_eq!(number(), 1);\n    }}\n}}\n"
    )
}

/// A course in which somebody failed twice, took a hint and passed.
fn course() -> Course {
    let course = Course::new()
        .manifest("id = \"numbers\"\n")
        .exercise("one", "hint = \"It's one.\"", &exercise("0"))
        .exercise("two", "", &exercise("0"));
    course.run(&["run", "one"]);
    course.write("exercises/one.rs", exercise("\"1\""));
    course.run(&["run", "one"]);
    course.run(&["hint", "one"]);
    course.write("exercises/one.rs", exercise("1 // my own words"));
    course.run(&["run", "one"]);
    course
}

/// The lines of a pack, each as its schema allows.
fn lines(course: &Course, file: &str) -> Vec<Value> {
    let schema = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/schemas/pack-v1.json");
    let schema = fs::read_to_string(schema).expect("a schema");
    let schema = serde_json::from_str(&schema).expect("JSON");
    let validator = jsonschema::validator_for(&schema).expect("a schema");
    let text = course.read(file);
    let lines = text.lines().map(|line| {
        let line: Value = serde_json::from_str(line).expect("JSON");
        let errors: Vec<String> = validator
            .iter_errors(&line)
            .map(|it| it.to_string())
            .collect();
        assert_eq!(errors, Vec::<String>::new(), "{line}");
        line
    });
    lines.collect()
}

#[test]
fn each_level_has_what_it_says_and_no_more() {
    let course = course();
    let pack = |level: &str| {
        let file = format!("{level}.pack");
        let run = course.run(&["class", "pack", &file, "--as", "ana", "--level", level]);
        assert_eq!(run.code, 0, "{}{}", run.stdout, run.stderr);
        (lines(&course, &file), run.stdout)
    };
    let (summary, said) = pack("summary");
    assert_eq!(summary.len(), 3);
    let work = &summary[1]["work"];
    assert_eq!(
        (&work["exercise"], &work["state"]),
        (&"one".into(), &"passed".into())
    );
    assert_eq!(
        (&work["attempts"], &work["hints"]),
        (&2.into(), &1.into()),
        "{work}"
    );
    assert_eq!(work["codes"]["E0308"]["beaten"], true);
    for time in ["first_at", "last_at", "passed_at"] {
        let time = work[time].as_str().expect("a time");
        assert!(time.ends_with("T00:00:00Z"), "{time}");
    }
    assert!(!course.read("summary.pack").contains("my own words"));
    assert!(
        said.contains("Neither your code nor times of day"),
        "{said}"
    );
    let (timeline, said) = pack("timeline");
    let kinds: Vec<&str> = timeline
        .iter()
        .filter_map(|it| it["event"]["kind"].as_str())
        .collect();
    assert_eq!(kinds, ["checked", "checked", "hint", "checked"]);
    assert!(!course.read("timeline.pack").contains("my own words"));
    assert!(
        said.contains("your journal: 4 lines") && said.contains("Your code isn't in it"),
        "{said}"
    );
    let (code, said) = pack("code");
    let files: Vec<&Value> = code.iter().filter(|it| it.get("file").is_some()).collect();
    assert_eq!(files.len(), 1);
    assert_eq!(files[0]["file"]["text"], exercise("1 // my own words"));
    assert!(said.contains("your code of 1 exercise: one"), "{said}");
}

#[test]
fn nothing_is_overwritten_or_written_unasked() {
    let course = course();
    let listed = course.run(&["class", "pack", "--list", "--level", "code"]);
    assert!(
        listed.code == 0 && listed.stdout.contains("Nothing was written"),
        "{}",
        listed.stdout
    );
    course.write("mine.txt", "something of mine");
    let refused = course.run(&["class", "pack", "mine.txt"]);
    assert!(
        refused.code == 2 && refused.stderr.contains("--force"),
        "{}",
        refused.stderr
    );
    assert_eq!(course.read("mine.txt"), "something of mine");
    assert_eq!(
        course.run(&["class", "pack", "mine.txt", "--force"]).code,
        0
    );
    assert_eq!(lines(&course, "mine.txt")[0]["learner"], "mine");
    let folder = course.run(&["class", "pack", "exercises"]);
    assert!(
        folder.code == 2 && folder.stderr.contains("is a folder"),
        "{}",
        folder.stderr
    );
    let nowhere = course.run(&["class", "pack", "no/such/folder/a.pack"]);
    assert!(
        nowhere.code == 2 && nowhere.stderr.contains("there's no folder"),
        "{}",
        nowhere.stderr
    );
    let nobody = course.run(&["class", "pack", "a.pack", "--as", "a\nb"]);
    assert!(
        nobody.code == 2 && nobody.stderr.contains("--as takes"),
        "{}",
        nobody.stderr
    );
}

#[test]
fn without_the_teachers_side_its_commands_are_named() {
    let course = course();
    let run = course.run(&["class", "--help"]);
    assert!(run.stdout.contains("pack"), "{}", run.stdout);
    if !cfg!(feature = "class") {
        let run = course.run(&["class", "report"]);
        assert_eq!(run.code, 2);
        assert!(
            run.stderr.contains("cargo install") && run.stderr.contains("--features class"),
            "{}",
            run.stderr
        );
    }
}
