//! `class plan`, `grade`, `collect` and `run`: each version is graded once, in however many parts.

#![cfg(all(target_os = "linux", feature = "class"))]

mod common;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use common::{Course, Run, Running, eventually, finish, tools};
use rusqlite::Connection;
use serde_json::{Value, json};

/// An exercise whose function is to give this number.
fn exercise(number: u32, gives: &str) -> String {
    format!(
        "pub fn number() -> u32 {{\n    {gives}\n}}\n\nfn main() {{}}\n\n#[cfg(test)]\nmod tests {{\n    \
         use super::*;\n\n    #[test]\n    fn is_right() {{\n        assert_eq!(number(), \
         {number});\n    }}\n}}\n"
    )
}

const NAMES: [&str; 4] = ["one", "two", "three", "four"];

/// A course in `course`, and a class on it in `class`. Its store of grades is its own.
struct Class {
    course: Course,
    folder: tempfile::TempDir,
}

impl Class {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a scratch folder");
        let root = folder.path().join("course");
        fs::create_dir_all(&root).expect("a folder");
        let mut course = Course::at(root).manifest("id = \"numbers\"\n");
        for (name, number) in NAMES.into_iter().zip(1..) {
            let keys = if number == 2 {
                "points = 3\ntimeout = 1"
            } else {
                ""
            };
            course = course.exercise(name, keys, &exercise(number, "0"));
        }
        let class = Self { course, folder };
        let made = class.run(&["class", "new", "class", "--originals", "course"]);
        assert_eq!(made.code, 0, "{made:?}");
        class
    }

    /// Three learners: the first does everything right, the second nothing, and the third hands in what
    /// one of them did too, and what doesn't compile.
    fn of_three() -> Self {
        let class = Self::new();
        for (name, number) in NAMES.into_iter().zip(1..) {
            class.hand_in("ada", name, &exercise(number, &number.to_string()));
            class.hand_in("bob", name, &exercise(number, "0"));
            let code = match number {
                1 => exercise(1, "1"),
                2 => exercise(2, "0"),
                _ => exercise(number, "\"number\""),
            };
            class.hand_in("eve", name, &code);
        }
        class
    }

    fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    fn read(&self, path: &str) -> String {
        let path = self.path(path);
        fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
    }

    fn command(&self, args: &[&str]) -> Command {
        let mut command = self.course.command(args);
        command.current_dir(self.folder.path());
        command.env("CARGO_NET_OFFLINE", "true");
        command.env("XDG_CACHE_HOME", self.path("cache"));
        command
    }

    fn run(&self, args: &[&str]) -> Run {
        finish(&mut self.command(args))
    }

    /// Runs a command of `class` for this class, which must end with this code.
    #[track_caller]
    fn class(&self, args: &[&str], code: i32) -> Run {
        let run = self.run(&[&["class", "--class", "class"], args].concat());
        assert_eq!(run.code, code, "{args:?}: {run:?}");
        run
    }

    fn db(&self) -> Connection {
        Connection::open(self.path("class/class.db")).expect("a database")
    }

    /// Puts into the database what an import would.
    fn hand_in(&self, learner: &str, exercise: &str, code: &str) {
        let db = self.db();
        let digest = blake3::hash(code.as_bytes());
        let digest = digest.as_bytes().as_slice();
        let place = NAMES
            .iter()
            .position(|it| *it == exercise)
            .expect("an exercise");
        db.execute(
            "INSERT OR IGNORE INTO learner(key, pseudonym, level, originals, made_at, received_at)
             VALUES (?1, 'p-' || ?1, 'code', '', 1, 1)",
            [learner],
        )
        .expect("a learner");
        db.execute(
            "INSERT OR IGNORE INTO code VALUES (?1, ?2)",
            (digest, code.as_bytes()),
        )
        .expect("a text");
        db.execute(
            "INSERT INTO cell(learner, exercise, claimed, verified, attempts, hints, active_s, code)
             SELECT id, ?2, 2, 0, 0, 0, 0, ?3 FROM learner WHERE key = ?1
             ON CONFLICT DO UPDATE SET code = ?3, verified = 0",
            (learner, place, digest),
        )
        .expect("a cell");
    }

    /// What's verified of a learner, in the course's order.
    fn verified(&self, learner: &str) -> Vec<i64> {
        let db = self.db();
        let mut found = db
            .prepare(
                "SELECT verified FROM cell JOIN learner ON id = learner WHERE key = ?1 ORDER BY exercise",
            )
            .expect("a query");
        let rows = found.query_map([learner], |row| row.get(0)).expect("rows");
        rows.map(|row| row.expect("a number")).collect()
    }

    fn results(&self) -> String {
        self.read("class/plan/results.ndjson")
    }

    fn lines(&self) -> Vec<Value> {
        let text = self.results();
        text.lines()
            .map(|line| serde_json::from_str(line).expect("JSON"))
            .collect()
    }

    fn grade(&self, number: usize, of: usize) {
        self.class(&["grade", "--shard", &format!("{number}/{of}")], 0);
    }
}

/// The reasons of all results, by exercise and in the order of the digests.
fn reasons(lines: &[Value]) -> Vec<(&str, &str)> {
    let text = |value: &'static str| {
        move |line: &'_ Value| line[value].as_str().expect("a text").to_owned()
    };
    let _ = text;
    let mut all: Vec<(&str, &str)> = lines
        .iter()
        .map(|line| {
            let text = |key: &str| line[key].as_str().expect("a text");
            (text("exercise"), text("reason"))
        })
        .collect();
    all.sort_unstable();
    all
}

#[test]
fn a_plan_has_each_version_once_and_no_names() {
    let class = Class::of_three();
    let said = class.class(&["plan"], 0);
    assert!(
        said.stdout.starts_with("10 versions to grade.\n"),
        "{said:?}"
    );
    let text = class.read("class/plan/plan.json");
    let plan: Value = serde_json::from_str(&text).expect("JSON");
    assert_eq!(plan["schema"], "rustlings-like/plan/v1");
    assert_eq!(plan["course"], "numbers");
    let work = plan["work"].as_array().expect("work");
    let order: Vec<(usize, &str)> = work
        .iter()
        .map(|item| {
            let place = NAMES.iter().position(|name| item["exercise"] == *name);
            (
                place.expect("an exercise"),
                item["code"].as_str().expect("a digest"),
            )
        })
        .collect();
    assert!(order.is_sorted(), "{text}");
    for code in order.iter().map(|(_, code)| code) {
        let code = fs::read(class.path(&format!("class/plan/code/{code}.rs"))).expect("code");
        assert!(code.starts_with(b"pub fn number()"));
    }
    for name in ["ada", "bob", "eve", "p-"] {
        assert!(!text.contains(name), "{text}");
    }
    // The machine's paths are nobody's business either.
    assert!(
        !text.contains(class.folder.path().to_str().expect("UTF-8")),
        "{text}"
    );
}

#[test]
fn results_are_the_same_for_1_7_and_64_shards_and_decide_what_is_verified() {
    let mut all = BTreeSet::new();
    for of in [1, 7, 64] {
        let class = Class::of_three();
        class.class(&["plan"], 0);
        for number in 1..=of {
            class.grade(number, of);
        }
        let said = class.class(&["collect"], 0);
        assert!(
            said.stdout.contains("10 of 10 versions graded: 4 passed."),
            "{said:?}"
        );
        assert_eq!(class.verified("ada"), [2, 2, 2, 2]);
        assert_eq!(class.verified("bob"), [1, 1, 1, 1]);
        assert_eq!(class.verified("eve"), [2, 1, 1, 1]);
        let again = class.class(&["plan"], 0);
        assert!(
            again
                .stdout
                .contains("nothing to grade (10 versions have a result"),
            "{again:?}"
        );
        // The plan that was collected is replaced by one without work.
        let plan: Value = serde_json::from_str(&class.read("class/plan/plan.json")).expect("JSON");
        assert_eq!(plan["work"], json!([]));
        all.insert(of);
    }
    assert_eq!(all.len(), 3);
}
