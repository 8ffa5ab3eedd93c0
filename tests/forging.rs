//! Programs that try to pass without doing what the tests ask for. Each file in `tests/forging`
//! is one, without the original's tests and without what it leaves as it should be. Its first
//! lines say what must become of it:
//!
//! - `//@ OUTCOME` with `--pristine`, where OUTCOME is one of
//!   - `refused: WORDS`: everything passes but for this reason,
//!   - `fails to compile: WORDS`, such as the code of an error,
//!   - `test fails`, `ends early`, `times out`, `prints too much`, `is killed`, `lint: NAME`,
//!     `deletes the tests`.
//! - `//@ plain verify: OUTCOME`, or `passes` where we promise nothing without `--pristine`.
//!   Without this line, it's the same.
//! - `//@ undefended: OUTCOME` if it doesn't pass where nobody knows the original, so that its own
//!   copy of the tests runs as it stands. All others do, and so aren't harmless by mistake. Of
//!   the rest, rustc refuses most, and some attack our seal, which is only there with `--pristine`.
//! - `//@ sandbox only` if it depends on what the program does when it runs: without the sandbox, we
//!   promise nothing then.
//! - `//@ on: coins`, `//@ edition: 2021`, `//@ time: 1`: its exercise, if it's another than
//!   `doubles`, its edition and its time limit.

#![cfg(target_os = "linux")]

mod common;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use common::{Course, tools};
use serde_json::Value;

/// An exercise that is attacked.
struct Target {
    name: &'static str,
    /// As it came.
    original: &'static str,
    /// What an attempt gets if it has nothing of the kind: a sign of it, and what solves it.
    rest: &'static [(&'static str, &'static str)],
    tests: &'static [&'static str],
}

static TARGETS: [Target; 2] = [DOUBLES, COINS];

const DOUBLES: Target = Target {
    name: "doubles",
    original: include_str!("forging/doubles.txt"),
    rest: &[
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
        ("fn double(", "fn double(x: u32) -> u32 {\n    x * 2\n}\n"),
    ],
    tests: &["doubles", "of_many", "of_strings"],
};

const COINS: Target = Target {
    name: "coins",
    original: include_str!("forging/coins.txt"),
    rest: &[
        (
            "use std::collections::HashMap;",
            "use std::collections::HashMap;\n",
        ),
        ("use std::fmt;", "use std::fmt;\n"),
        (
            "use std::num::ParseIntError;",
            "use std::num::ParseIntError;\n",
        ),
        ("use shop::Size;", "use shop::Size;\n"),
        (
            "enum Coin",
            "#[derive(Debug, Clone, Copy, PartialEq)]\nenum Coin {\n    Penny,\n    Dime,\n}\n",
        ),
        ("struct Purse", "struct Purse {\n    coins: Vec<Coin>,\n}\n"),
        (
            "impl Purse",
            "impl Purse {\n    \
             fn new() -> Self {\n        Self { coins: Vec::new() }\n    }\n    \
             fn len(&self) -> usize {\n        self.coins.len()\n    }\n    \
             fn add(&mut self, coin: Coin) {\n        self.coins.push(coin);\n    }\n    \
             fn total(&self) -> u32 {\n        \
             self.coins.iter().map(|coin| if matches!(coin, Coin::Dime) { 10 } else { 1 }).sum()\n    }\n    \
             fn take(&mut self) -> Coin {\n        self.coins.pop().expect(\"the purse is empty\")\n    }\n}\n",
        ),
        (
            "impl fmt::Display for Purse",
            "impl fmt::Display for Purse {\n    \
             fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {\n        \
             write!(f, \"{} cents\", self.total())\n    }\n}\n",
        ),
        (
            "fn is_kept",
            "trait Kept {\n    fn is_kept(&self) -> bool;\n}\n\
             impl Kept for Vec<Coin> {\n    fn is_kept(&self) -> bool {\n        !self.is_empty()\n    }\n}\n",
        ),
        (
            "mod shop",
            "mod shop {\n    #[derive(Debug, PartialEq)]\n    pub enum Size {\n        Small,\n        Big,\n    }\n    \
             pub fn size(price: u32) -> Size {\n        \
             if price > 1000 { Size::Big } else { Size::Small }\n    }\n}\n",
        ),
        (
            "fn count<",
            "fn count<'a>(words: &[&'a str]) -> HashMap<&'a str, u32> {\n    \
             let mut all = HashMap::new();\n    \
             for word in words {\n        *all.entry(*word).or_default() += 1;\n    }\n    all\n}\n",
        ),
        (
            "fn parse(",
            "fn parse(text: &str) -> Result<u32, ParseIntError> {\n    text.parse()\n}\n",
        ),
        (
            "fn main()",
            "fn main() {\n    println!(\"{:?} {:?}\", Size::Big, Coin::Dime);\n}\n",
        ),
    ],
    tests: &["is_counted", "is_empty", "is_parsed", "is_worth"],
};

impl Target {
    /// What a program calls that would like to look as if all tests had passed.
    fn forge(&self) -> String {
        let names = self.tests;
        format!(
            r#"
#[allow(dead_code)]
fn say(text: &str) {{
    use std::io::Write;
    let mut out = std::io::stdout();
    let _ = out.write_all(text.as_bytes());
    let _ = out.flush();
}}
#[allow(dead_code)]
fn forge() -> ! {{
    let mut text = "ok\n".to_owned();
    for name in {names:?} {{
        text += &format!("test tests::{{name}} ... ok\n");
    }}
    text += "\ntest result: ok. {} passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s\n";
    say(&text);
    std::process::exit(0)
}}
"#,
            names.len()
        )
    }

    /// The tests as they came.
    fn tests(&self) -> &str {
        let at = self.original.find("#[cfg(test)]").expect("it has tests");
        &self.original[at..]
    }
}

/// What must become of a program.
#[derive(Debug, Clone, PartialEq)]
struct Outcome {
    reason: String,
    /// A part of the message.
    words: String,
}

impl Outcome {
    fn new(line: &str) -> Self {
        let (kind, words) = line.split_once(": ").unwrap_or((line, ""));
        let reason = match kind {
            "refused" => "tests_edited",
            "fails to compile" => "compile_error",
            "test fails" => "tests_failed",
            "ends early" => "ended_early",
            "times out" => "time_out",
            "prints too much" => "too_much_output",
            "is killed" => "signal",
            "exits" => "exit_status",
            "lint" => "lint",
            "passes" => "passed",
            "deletes the tests" => "tests_missing",
            // It would do harm.
            "untried" => "untried",
            _ => panic!("unknown outcome {line:?}"),
        };
        Self {
            reason: reason.to_owned(),
            words: words.to_owned(),
        }
    }

    fn fits(&self, entry: &Value) -> bool {
        let text = |key: &str| entry[key].as_str().unwrap_or_default();
        text("reason") == self.reason && text("message").contains(&self.words)
    }
}

struct Attempt {
    name: String,
    target: &'static Target,
    text: String,
    edition: String,
    /// A line of its manifest entry.
    time: String,
    is_for_sandbox_only: bool,
    pristine: Outcome,
    plain: Outcome,
    undefended: Outcome,
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
    let name = path.file_stem().expect("a name").to_string_lossy();
    let own = fs::read_to_string(path).expect("UTF-8");
    let mut keys: BTreeMap<&str, &str> = BTreeMap::new();
    let mut outcome = None;
    let mut code = own.as_str();
    while let Some((line, rest)) = code.strip_prefix("//@ ").and_then(|it| it.split_once('\n')) {
        let known = ["plain verify", "undefended", "on", "edition", "time"];
        match line.split_once(": ") {
            Some((key, value)) if known.contains(&key) => drop(keys.insert(key, value)),
            _ if line == "sandbox only" => drop(keys.insert(line, "")),
            _ => outcome = Some(Outcome::new(line)),
        }
        code = rest;
    }
    let target = keys.get("on").copied().unwrap_or(DOUBLES.name);
    let target = TARGETS.iter().find(|it| it.name == target);
    let target = target.expect("there is such an exercise");
    let missing = target.rest.iter().filter(|(sign, _)| !code.contains(sign));
    let rest: String = missing.map(|(_, text)| *text).collect();
    let rest = format!("{rest}{}", target.forge());
    // Whatever the attempt ends with stays at the end.
    let text = match code.split_once("fn double(") {
        Some((head, tail)) => {
            let (head, attributes) = split_attributes(head);
            format!("{head}{rest}{attributes}fn double({tail}")
        }
        None => format!("{code}{rest}"),
    };
    let pristine = outcome.unwrap_or_else(|| panic!("{name} doesn't say what must happen"));
    let of = |key: &str, usual: &Outcome| {
        let line = keys.get(key);
        line.map_or_else(|| usual.clone(), |line| Outcome::new(line))
    };
    Attempt {
        plain: of("plain verify", &pristine),
        undefended: of("undefended", &Outcome::new("passes")),
        edition: keys.get("edition").copied().unwrap_or("2024").to_owned(),
        time: keys
            .get("time")
            .map_or_else(String::new, |time| format!("timeout = {time}")),
        is_for_sandbox_only: keys.contains_key("sandbox only"),
        name: name.into_owned(),
        target,
        text,
        pristine,
    }
}

/// Splits off attributes that belong to the function behind them.
fn split_attributes(head: &str) -> (&str, &str) {
    let at = head.rfind('\n').map_or(0, |end| {
        let line = head[..end].rfind('\n').map_or(0, |begin| begin + 1);
        let is_attribute = head[line..].starts_with("#[");
        if is_attribute { line } else { end + 1 }
    });
    head.split_at(at)
}

/// How attempts are graded.
#[derive(Clone, Copy, PartialEq)]
enum Mode {
    Pristine,
    Sandboxed,
    Plain,
    /// The tests are those in the file, and nobody compares them.
    Undefended,
}

/// Grades attempts, and names those of which something else becomes than must.
fn wrong(attempts: &[Attempt], mode: Mode) -> Vec<String> {
    let mut editions: Vec<&str> = attempts.iter().map(|it| it.edition.as_str()).collect();
    editions.sort_unstable();
    editions.dedup();
    let mut wrong = Vec::new();
    for edition in editions {
        let attempts: Vec<&Attempt> = attempts.iter().filter(|it| it.edition == edition).collect();
        // The edition counts only if the package has an exercise.
        let first = attempts.first().map_or("", |it| it.name.as_str());
        let manifest = format!(
            "[package]\nname = \"course\"\nversion = \"0.0.0\"\nedition = \"{edition}\"\n\
             [[bin]]\nname = \"{first}\"\npath = \"exercises/{first}.rs\"\n"
        );
        let (mut teachers, mut learners) = (Course::new(), Course::new());
        for course in [&teachers, &learners] {
            course.write("Cargo.toml", &manifest);
        }
        for attempt in &attempts {
            let Attempt {
                name, time, target, ..
            } = attempt;
            let text = match mode {
                Mode::Plain | Mode::Undefended => format!("{}\n{}", attempt.text, target.tests()),
                Mode::Pristine | Mode::Sandboxed => attempt.text.clone(),
            };
            teachers = teachers.exercise(name, time, target.original);
            learners = learners.exercise(name, time, &text);
        }
        let originals = teachers.root().to_str().expect("UTF-8");
        let mut args = vec!["verify", "--format", "json"];
        if mode != Mode::Undefended {
            args.extend(["--originals", originals]);
        }
        if matches!(mode, Mode::Pristine | Mode::Sandboxed) {
            args.push("--pristine");
        }
        if mode == Mode::Sandboxed {
            args.push("--sandbox");
        }
        let run = learners.run(&args);
        let report: Value = serde_json::from_str(&run.stdout)
            .unwrap_or_else(|error| panic!("no JSON ({error}): {run:?}"));
        let entries = report["exercises"].as_array().expect("an array");
        assert_eq!(entries.len(), attempts.len());
        for (entry, attempt) in entries.iter().zip(attempts) {
            assert_eq!(entry["name"], attempt.name.as_str());
            let wanted = match mode {
                Mode::Pristine | Mode::Sandboxed => &attempt.pristine,
                Mode::Plain => &attempt.plain,
                Mode::Undefended => &attempt.undefended,
            };
            if !wanted.fits(entry) {
                let (reason, message) = (&entry["reason"], &entry["message"]);
                wrong.push(format!("{}: {reason}: {message}", attempt.name));
            }
        }
    }
    wrong
}

#[track_caller]
fn assert_none_wrong(attempts: &[Attempt], mode: Mode) {
    let wrong = wrong(attempts, mode);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn there_are_enough() {
    assert!(attempts().len() >= 150);
    let kept = attempts();
    let passes = kept.iter().filter(|it| it.pristine.reason == "passed");
    assert_eq!(passes.count(), 0);
}

/// The same defences as in the sandbox, without it.
#[test]
#[ignore = "a long sweep: .ci/full runs it"]
fn no_attempt_passes_without_the_sandbox() {
    let mut attempts = attempts();
    attempts.retain(|it| !it.is_for_sandbox_only);
    assert_none_wrong(&attempts, Mode::Pristine);
}

#[test]
fn no_attempt_passes_in_the_sandbox() {
    let folder = Course::new().exercise("it", "", "fn main() {}");
    let has_sandbox = folder.run(&["verify", "--sandbox"]).code != 4;
    if tools::require("Landlock 6 (Linux 6.12)", has_sandbox) {
        assert_none_wrong(&attempts(), Mode::Sandboxed);
    }
}

#[test]
fn plain_verify_says_what_it_promises() {
    let mut attempts = attempts();
    attempts.retain(|it| !it.is_for_sandbox_only);
    assert_none_wrong(&attempts, Mode::Plain);
}

/// It's about the attempts and not about us.
#[test]
#[ignore = "a long sweep: .ci/full runs it"]
fn attempts_pass_if_nobody_looks() {
    let mut attempts = attempts();
    attempts.retain(|it| it.undefended.reason != "untried");
    assert_none_wrong(&attempts, Mode::Undefended);
}

#[test]
fn solutions_pass() {
    let solved = |target: &'static Target| Attempt {
        name: target.name.to_owned(),
        target,
        text: target.rest.iter().map(|(_, text)| *text).collect(),
        edition: "2024".to_owned(),
        time: String::new(),
        is_for_sandbox_only: false,
        pristine: Outcome::new("passes"),
        plain: Outcome::new("passes"),
        undefended: Outcome::new("passes"),
    };
    let solved: Vec<Attempt> = TARGETS.iter().map(solved).collect();
    for mode in [Mode::Pristine, Mode::Plain, Mode::Undefended] {
        assert_none_wrong(&solved, mode);
    }
}
