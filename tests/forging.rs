//! Programs that try to pass without doing what the tests ask for. Each file in `tests/forging`
//! is one, without the original's tests. Its first line may say what becomes of it, if that's
//! more than "no pass": `//@ REASON: a part of the message`.

#![cfg(target_os = "linux")]

mod common;

use std::fs;
use std::path::Path;

use common::{Course, tools};
use serde_json::Value;

/// The exercise as it came.
const ORIGINAL: &str = include_str!("forging/original.txt");

/// What a program calls that would like to look as if all tests had passed.
const FORGE: &str = r#"
#[allow(dead_code)]
fn say(text: &str) {
    use std::io::Write;
    let mut out = std::io::stdout();
    let _ = out.write_all(text.as_bytes());
    let _ = out.flush();
}
#[allow(dead_code)]
fn forge() -> ! {
    let mut text = "ok\n".to_owned();
    for name in ["doubles", "of_many", "of_strings"] {
        text += &format!("test tests::{name} ... ok\n");
    }
    text += "\ntest result: ok. 1 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s\n";
    say(&text);
    std::process::exit(0)
}
"#;

/// What an attempt leaves as it was.
const REST: [(&str, &str); 4] = [
    (
        "fn name()",
        "#[allow(dead_code)]\nfn name() -> std::string::String {\n    \"double\".to_owned()\n}\n",
    ),
    (
        "Describe",
        "trait Describe {\n    fn describe(&self) -> std::string::String;\n}\n\
         impl Describe for std::vec::Vec<u32> {\n    fn describe(&self) -> std::string::String {\n        self.len().to_string()\n    }\n}\n",
    ),
    ("fn main()", "fn main() {}\n"),
    ("fn forge()", FORGE),
];

struct Attempt {
    name: String,
    text: String,
    /// The reason that is given, and a part of the message.
    wanted: Option<(String, String)>,
}

fn attempts() -> Vec<Attempt> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/forging");
    let files = fs::read_dir(folder).expect("a folder").flatten();
    let files = files.map(|file| file.path());
    let files = files.filter(|path| path.extension().is_some_and(|it| it == "rs"));
    let mut attempts: Vec<Attempt> = files.map(|path| attempt(&path)).collect();
    attempts.sort_by(|a, b| a.name.cmp(&b.name));
    attempts
}

fn attempt(path: &Path) -> Attempt {
    let own = fs::read_to_string(path).expect("UTF-8");
    let wanted = own
        .lines()
        .next()
        .and_then(|line| line.strip_prefix("//@ "));
    let wanted = wanted.map(|line| {
        let (reason, message) = line.split_once(": ").unwrap_or((line, ""));
        (reason.to_owned(), message.to_owned())
    });
    let missing = REST.iter().filter(|(sign, _)| !own.contains(sign));
    let rest: String = missing.map(|(_, text)| *text).collect();
    // Whatever the attempt ends with stays at the end.
    let (head, tail) = own.split_once("fn double").expect("it has the function");
    Attempt {
        name: path
            .file_stem()
            .expect("a name")
            .to_string_lossy()
            .into_owned(),
        text: format!("{head}{rest}fn double{tail}"),
        wanted,
    }
}

/// Grades all attempts with these arguments, and names those that pass or are refused for another
/// reason.
fn wrong(attempts: &[Attempt], args: &[&str]) -> Vec<String> {
    let (mut teachers, mut learners) = (Course::new(), Course::new());
    for Attempt { name, text, .. } in attempts {
        teachers = teachers.exercise(name, "", ORIGINAL);
        learners = learners.exercise(name, "", text);
    }
    let originals = teachers.root().to_str().expect("UTF-8");
    let usual = [
        "verify",
        "--pristine",
        "--format",
        "json",
        "--originals",
        originals,
    ];
    let run = learners.run(&[&usual, args].concat());
    let report: Value = serde_json::from_str(&run.stdout)
        .unwrap_or_else(|error| panic!("no JSON ({error}): {run:?}"));
    let entries = report["exercises"].as_array().expect("an array");
    assert_eq!(entries.len(), attempts.len());
    let mut wrong = Vec::new();
    for entry in entries {
        let name = entry["name"].as_str().expect("text");
        let attempt = attempts
            .iter()
            .find(|it| it.name == name)
            .expect("it's ours");
        let text = |key: &str| entry[key].as_str().unwrap_or_default().to_owned();
        let (reason, message) = (text("reason"), text("message"));
        let is_as_wanted = match &attempt.wanted {
            Some((wanted, part)) => reason == *wanted && message.contains(part.as_str()),
            None => true,
        };
        if entry["verdict"] != "fail" || !is_as_wanted {
            wrong.push(format!("{name}: {reason}: {message}"));
        }
    }
    wrong
}

#[test]
fn no_attempt_passes() {
    let wrong = wrong(&attempts(), &[]);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn no_attempt_passes_in_the_sandbox() {
    let folder = Course::new().exercise("it", "", "fn main() {}");
    let has_sandbox = folder.run(&["verify", "--sandbox"]).code != 4;
    if !tools::require("Landlock 6 (Linux 6.12)", has_sandbox) {
        return;
    }
    let wrong = wrong(&attempts(), &["--sandbox"]);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_solution_passes() {
    let attempt = Attempt {
        name: "solved".to_owned(),
        text: ORIGINAL
            .replace("    x\n", "    x * 2\n")
            .replace("\"nobody\"", "\"double\"")
            .replace("\"nothing\".to_owned()", "self.len().to_string()"),
        wanted: None,
    };
    let wrong = wrong(&[attempt], &[]);
    assert_eq!(wrong, ["solved: passed: passed, 3 tests"]);
}
