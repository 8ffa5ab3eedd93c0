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
            class.hand_in("bob", name, &exercise(number, "100"));
            let code = match number {
                1 => exercise(1, "1"),
                2 => exercise(2, "100"),
                _ => exercise(number, "\"number\""),
            };
            class.hand_in("eve", name, &code);
        }
        class.import();
        class
    }

    /// One learner, who hands in one file.
    fn of_one(exercise: &str, code: &str) -> Self {
        let class = Self::new();
        class.hand_in("ada", exercise, code);
        class.import();
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

    /// Hands in a file. `import` brings all of them into the class.
    fn hand_in(&self, learner: &str, exercise: &str, code: &str) {
        let path = format!("handed-in/{learner}/exercises/{exercise}.rs");
        self.write(&path, code);
    }

    fn import(&self) {
        let handed_in = fs::read_dir(self.path("handed-in")).expect("a folder");
        let folders: Vec<String> = handed_in
            .map(|it| {
                it.expect("an entry")
                    .path()
                    .to_str()
                    .expect("UTF-8")
                    .to_owned()
            })
            .collect();
        let folders: Vec<&str> = folders.iter().map(String::as_str).collect();
        self.class(&[&["import"], &folders[..]].concat(), 0);
    }

    fn write(&self, path: &str, text: impl AsRef<[u8]>) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("folders");
        fs::write(path, text).expect("a file is written");
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

/// The results' file of the only shard.
const ALL: &str = "class/plan/results/1-of-1.json";

fn parse(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

/// The exercises and reasons of all results, sorted.
fn reasons(lines: &[Value]) -> Vec<(&str, &str)> {
    let of = |line: &'_ Value, key: &str| line[key].as_str().map(str::len);
    assert!(
        lines.iter().all(|it| of(it, "key") == Some(64)),
        "{lines:?}"
    );
    let mut all: Vec<(&str, &str)> = lines
        .iter()
        .filter_map(|line| Some((line["exercise"].as_str()?, line["reason"].as_str()?)))
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
    let order: Vec<(u64, usize, &str)> = work
        .iter()
        .map(|item| {
            let place = NAMES.iter().position(|name| item["exercise"] == *name);
            (
                item["hand_in"].as_u64().expect("a number"),
                place.expect("an exercise"),
                item["code"].as_str().expect("a digest"),
            )
        })
        .collect();
    assert!(order.is_sorted(), "{text}");
    // No two learners share a crate: each version is in the hand-in of one who has it.
    let sizes = [0, 1, 2].map(|number| order.iter().filter(|it| it.0 == number).count());
    assert_eq!(sizes.iter().sum::<usize>(), 10, "{text}");
    assert_eq!(sizes[0], 4, "{text}");
    for code in order.iter().map(|(.., code)| code) {
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
        assert_eq!(said.stdout, "10 of 10 versions graded: 4 passed.\n");
        assert_eq!(class.verified("ada"), [2, 2, 2, 2]);
        assert_eq!(class.verified("bob"), [1, 1, 1, 1]);
        assert_eq!(class.verified("eve"), [2, 1, 1, 1]);
        let lines = class.lines();
        let expected = [
            ("four", "compile_error"),
            ("four", "passed"),
            ("four", "tests_failed"),
            ("one", "passed"),
            ("one", "tests_failed"),
            ("three", "compile_error"),
            ("three", "passed"),
            ("three", "tests_failed"),
            ("two", "passed"),
            ("two", "tests_failed"),
        ];
        assert_eq!(reasons(&lines), expected);
        let points = lines.iter().filter_map(|line| line["points"].as_u64());
        assert_eq!(points.sum::<u64>(), 6);
        all.insert(class.results());
        let again = class.class(&["plan"], 0);
        assert_eq!(
            again.stdout,
            "There is nothing to grade (10 versions have a result already).\n"
        );
        assert_eq!(
            parse(&class.read("class/plan/plan.json"))["work"],
            json!([])
        );
    }
    assert_eq!(all.len(), 1, "{all:#?}");
}

#[test]
fn a_later_hand_in_of_code_that_was_graded_is_verified_at_once() {
    let class = Class::of_one("one", &exercise(1, "1"));
    class.class(&["run"], 0);
    class.hand_in("bob", "one", &exercise(1, "1"));
    class.hand_in("ada", "one", &exercise(1, "100"));
    class.import();
    assert_eq!(class.verified("bob"), [2]);
    // What was graded was something else.
    assert_eq!(class.verified("ada"), [0]);
    let said = class.class(&["run"], 0);
    assert!(
        said.stdout
            .starts_with("1 version to grade (1 other has a result already)."),
        "{said:?}"
    );
    assert_eq!(class.verified("ada"), [1]);
}

#[test]
fn a_pack_is_graded_like_a_folder() {
    let class = Class::new();
    let learners = class.path("learner");
    fs::create_dir_all(learners.join("exercises")).expect("folders");
    for name in NAMES {
        let file = format!("exercises/{name}.rs");
        fs::copy(class.path("course").join(&file), learners.join(&file)).expect("copied");
    }
    fs::copy(class.path("course/info.toml"), learners.join("info.toml")).expect("copied");
    class.write("learner/exercises/one.rs", exercise(1, "1"));
    let args = [
        "class", "pack", "ada.pack", "--level", "code", "--course", "learner",
    ];
    let packed = class.run(&args);
    assert_eq!(packed.code, 0, "{packed:?}");
    class.class(&["import", "ada.pack"], 0);
    class.class(&["run"], 0);
    assert_eq!(class.verified("ada"), [2]);
}

#[test]
fn a_shard_that_is_killed_is_graded_again_with_the_same_result() {
    let slow = |number: u32, gives: &str| {
        let sleep = "std::thread::sleep(std::time::Duration::from_millis(700));";
        exercise(number, &format!("{sleep}\n    {gives}"))
    };
    let make = || {
        let class = Class::new();
        for learner in 1..4 {
            for (name, number) in NAMES
                .into_iter()
                .zip(1..)
                .filter(|(name, _)| *name != "two")
            {
                class.hand_in(
                    &format!("learner{learner}"),
                    name,
                    &slow(number, &learner.to_string()),
                );
            }
        }
        class.import();
        class.class(&["plan"], 0);
        class
    };
    let class = make();
    let grade = ["class", "--class", "class", "grade", "--jobs", "1"];
    let mut running = Running::start(&mut class.command(&grade));
    let grades = class.path("class/grades");
    eventually("something is graded", || grades.exists());
    common::kill(running.id());
    running.end();
    assert!(!class.path(ALL).exists());
    let said = class.class(&["collect"], 1);
    assert!(
        said.stderr
            .contains("9 versions aren't graded yet: no shard"),
        "{said:?}"
    );
    class.grade(1, 1);
    class.class(&["collect"], 0);
    let whole = make();
    whole.class(&["run", "--shards", "2"], 0);
    assert_eq!(class.results(), whole.results());
}

#[test]
fn grading_a_shard_twice_changes_nothing() {
    let class = Class::of_three();
    class.class(&["plan"], 0);
    class.grade(1, 1);
    let first = class.read(ALL);
    let written = fs::metadata(class.path(ALL))
        .expect("a file")
        .modified()
        .expect("a time");
    let said = class.class(&["grade"], 0);
    assert_eq!(said.stdout, "Shard 1/1 is graded already.\n");
    let again = fs::metadata(class.path(ALL))
        .expect("a file")
        .modified()
        .expect("a time");
    assert_eq!(again, written);
    // A plan that stays the same keeps its results.
    let said = class.class(&["plan"], 0);
    assert!(said.stdout.contains("as planned before"), "{said:?}");
    assert_eq!(class.read(ALL), first);
    // From the store, and again from nothing.
    fs::remove_file(class.path(ALL)).expect("removed");
    class.grade(1, 1);
    assert_eq!(class.read(ALL), first);
    fs::remove_file(class.path(ALL)).expect("removed");
    fs::remove_dir_all(class.path("class/grades")).expect("removed");
    class.grade(1, 1);
    assert_eq!(class.read(ALL), first);
    for _ in 0..2 {
        class.class(&["collect"], 0);
        assert_eq!(class.verified("eve"), [2, 1, 1, 1]);
    }
}

#[test]
fn a_forged_file_never_becomes_a_verified_result() {
    let class = Class::of_one("two", &exercise(2, "100"));
    class.class(&["plan"], 0);
    class.grade(1, 1);
    let honest = class.read(ALL);
    let file = parse(&honest);
    let changed = |change: &dyn Fn(&mut Value)| {
        let mut file = file.clone();
        let result = &mut file["results"][0];
        (result["passed"], result["reason"], result["points"]) =
            (json!(true), json!("passed"), json!(3));
        change(&mut file);
        file.to_string()
    };
    let cases: [(&str, String); 12] = [
        (
            "belongs to another plan",
            changed(&|it| it["plan"] = json!("0".repeat(64))),
        ),
        (
            "another version",
            changed(&|it| it["schema"] = json!("rustlings-like/plan-results/v2")),
        ),
        ("those of another", changed(&|it| it["of"] = json!(2))),
        (
            "doesn't have exactly the work",
            changed(&|it| it["results"][0]["work"] = json!(7)),
        ),
        (
            "doesn't have exactly the work",
            changed(&|it| it["results"] = json!([])),
        ),
        (
            "has other work at 0",
            changed(&|it| it["results"][0]["code"] = json!("0".repeat(64))),
        ),
        (
            "has other work at 0",
            changed(&|it| it["results"][0]["exercise"] = json!("one")),
        ),
        (
            "that can't be",
            changed(&|it| it["results"][0]["points"] = json!(4)),
        ),
        (
            "that can't be",
            changed(&|it| it["results"][0]["reason"] = json!("tests_failed")),
        ),
        (
            "that can't be",
            changed(&|it| it["results"][0]["reason"] = json!("<b>passed</b>")),
        ),
        ("is cut off", honest[..honest.len() / 2].to_owned()),
        ("is cut off", "[".repeat(100_000)),
    ];
    for (why, text) in cases {
        class.write(ALL, &text);
        let said = class.class(&["collect"], 1);
        let start = "doesn't count: it";
        assert!(
            said.stderr.contains(start) && said.stderr.contains(why),
            "{why}: {said:?}"
        );
        assert_eq!(class.verified("ada"), [0], "{why}");
        assert_eq!(class.results(), "", "{why}");
    }
    // Somebody else's file in its place isn't read.
    fs::remove_file(class.path(ALL)).expect("removed");
    class.write("elsewhere.json", changed(&|_| {}));
    std::os::unix::fs::symlink(class.path("elsewhere.json"), class.path(ALL)).expect("a link");
    let said = class.class(&["collect"], 1);
    assert!(said.stderr.contains("doesn't count"), "{said:?}");
    fs::remove_file(class.path(ALL)).expect("removed");
    class.write("class/plan/results/01-of-1.json", changed(&|_| {}));
    let said = class.class(&["collect"], 1);
    assert!(
        said.stderr.contains("isn't called as a file of results"),
        "{said:?}"
    );
    // Without the sandbox, it stays a claim.
    class.write(ALL, changed(&|it| it["sandbox"] = json!(false)));
    let said = class.class(&["collect"], 1);
    assert!(
        said.stderr
            .contains("1 version was graded without a sandbox, and such results stay claims"),
        "{said:?}"
    );
    assert_eq!(class.verified("ada"), [0]);
    assert_eq!(class.lines()[0]["sandbox"], false);
    class.write(ALL, &honest);
    class.class(&["collect"], 0);
    assert_eq!(class.verified("ada"), [1]);
}

#[test]
fn what_machines_disagree_on_does_not_count_and_is_graded_again() {
    let class = Class::of_three();
    class.class(&["plan"], 0);
    class.grade(1, 1);
    class.grade(1, 2);
    let path = "class/plan/results/1-of-2.json";
    let mut file = parse(&class.read(path));
    let result = &mut file["results"][0];
    let has_passed = result["passed"] == true;
    result["passed"] = json!(!has_passed);
    result["reason"] = json!(if has_passed { "tests_failed" } else { "passed" });
    class.write(path, file.to_string());
    let said = class.class(&["collect"], 1);
    assert!(
        said.stderr.contains("1 version has different results"),
        "{said:?}"
    );
    assert!(
        said.stdout.starts_with("9 of 10 versions graded"),
        "{said:?}"
    );
    let said = class.class(&["run"], 0);
    assert!(
        said.stdout.starts_with("1 version to grade (9 others"),
        "{said:?}"
    );
    assert_eq!(class.verified("ada"), [2, 2, 2, 2]);
    assert_eq!(class.verified("eve"), [2, 1, 1, 1]);
}

#[test]
fn missing_shards_are_named_and_the_others_count() {
    let class = Class::of_three();
    class.class(&["plan"], 0);
    for number in [1, 3] {
        class.grade(number, 4);
    }
    let said = class.class(&["collect"], 1);
    assert!(
        said.stderr
            .contains("3 versions aren't graded yet: shard 2 of 4 is missing"),
        "{said:?}"
    );
    assert!(
        said.stdout.starts_with("7 of 10 versions graded"),
        "{said:?}"
    );
    let verified: Vec<i64> = ["ada", "bob", "eve"]
        .iter()
        .flat_map(|it| class.verified(it))
        .collect();
    assert!(
        verified.contains(&0) && verified.contains(&2),
        "{verified:?}"
    );
    // The rest may be divided otherwise.
    let said = class.class(&["run", "--shards", "3"], 0);
    assert!(
        said.stdout.starts_with("3 versions to grade (7 others"),
        "{said:?}"
    );
    assert_eq!(class.verified("ada"), [2, 2, 2, 2]);
}

#[test]
fn what_takes_too_long_fails_and_is_graded_again_next_time() {
    let class = Class::of_one("two", &exercise(2, "loop {}"));
    for _ in 0..2 {
        let said = class.class(&["run"], 0);
        assert!(said.stdout.starts_with("1 version to grade."), "{said:?}");
        assert!(
            said.stderr.contains("1 version took too long, or had"),
            "{said:?}"
        );
        assert_eq!(class.verified("ada"), [1]);
        let lines = class.lines();
        assert_eq!(reasons(&lines), [("two", "time_out")]);
        assert_eq!(lines[0]["lasting"], false);
    }
}

#[test]
fn another_version_of_the_course_is_refused_and_graded_anew() {
    let class = Class::of_one("one", &exercise(1, "1"));
    class.class(&["plan"], 0);
    class.course.write("exercises/two.rs", exercise(2, "7"));
    for command in ["grade", "collect"] {
        let said = class.class(&[command], 2);
        assert!(
            said.stderr.contains("another version of the course"),
            "{said:?}"
        );
    }
    class.class(&["run"], 0);
    assert_eq!(class.verified("ada"), [2]);
    class.course.write("exercises/one.rs", exercise(1, "7"));
    let said = class.class(&["run"], 0);
    assert!(said.stdout.starts_with("1 version to grade."), "{said:?}");
}

#[test]
fn a_plan_can_be_graded_elsewhere_with_the_course() {
    let class = Class::of_three();
    class.class(&["plan"], 0);
    let there = class.path("there");
    fs::create_dir_all(&there).expect("a folder");
    for name in ["class/plan", "course"] {
        let copied = Command::new("cp")
            .arg("-r")
            .arg(class.path(name))
            .arg(&there)
            .status();
        assert!(copied.expect("cp starts").success());
    }
    let said = class.run(&["class", "grade", "--plan", "there/plan"]);
    assert_eq!(said.code, 2, "{said:?}");
    assert!(said.stderr.contains("--originals DIR"), "{said:?}");
    let grade = [
        "class",
        "grade",
        "--plan",
        "there/plan",
        "--originals",
        "there/course",
    ];
    let said = class.run(&grade);
    assert_eq!(said.code, 0, "{said:?}");
    fs::copy(there.join("plan/results/1-of-1.json"), class.path(ALL)).expect("copied");
    class.class(&["collect"], 0);
    assert_eq!(class.verified("ada"), [2, 2, 2, 2]);
    // Code that was changed on the way isn't graded.
    fs::remove_file(there.join("plan/results/1-of-1.json")).expect("removed");
    for entry in fs::read_dir(there.join("plan/code"))
        .expect("a folder")
        .flatten()
    {
        fs::write(entry.path(), exercise(1, "1")).expect("written");
    }
    let said = class.run(&grade);
    assert_eq!(said.code, 3, "{said:?}");
    assert!(said.stderr.contains("was changed or cut off"), "{said:?}");
}

#[test]
fn a_class_may_lie_in_its_course() {
    let course = Course::new().exercise("one", "", &exercise(1, "0"));
    let run = |args: &[&str]| {
        let mut command = course.command(args);
        let cache = course.path("../cache-of-a-class-in-its-course");
        finish(command.env("XDG_CACHE_HOME", cache))
    };
    for args in [
        &["class", "new", "class", "--originals", "."][..],
        &[
            "class",
            "--class",
            "class",
            "import",
            "class/../handed-in/ada",
        ],
        &["class", "--class", "class", "plan"],
        &["class", "--class", "class", "grade"],
        &["class", "--class", "class", "collect"],
    ] {
        if args[1] == "new" {
            let handed_in = course.path("handed-in/ada/exercises");
            fs::create_dir_all(&handed_in).expect("folders");
            fs::write(handed_in.join("one.rs"), exercise(1, "1")).expect("written");
        }
        let said = run(args);
        assert_eq!(said.code, 0, "{args:?}: {said:?}");
    }
    let _ = fs::remove_dir_all(course.path("../cache-of-a-class-in-its-course"));
}

#[test]
fn without_a_sandbox_results_stay_claims() {
    let class = Class::of_one("one", &exercise(1, "1"));
    let said = class.class(&["run", "--no-sandbox"], 1);
    assert!(said.stderr.contains("stay claims"), "{said:?}");
    assert_eq!(class.verified("ada"), [0]);
    class.class(&["run"], 0);
    assert_eq!(class.verified("ada"), [2]);
}

#[test]
fn an_engine_that_is_not_there_is_named_with_its_package() {
    let class = Class::of_one("one", &exercise(1, "1"));
    for (engine, package) in [("parallel", "parallel"), ("slurm", "slurm-wlm")] {
        let mut command = class.command(&["class", "--class", "class", "run", "--engine", engine]);
        let said = finish(command.env("PATH", class.path("nothing")));
        assert_eq!(said.code, 4, "{said:?}");
        assert!(
            said.stderr.contains(&format!("the package is {package}")),
            "{said:?}"
        );
    }
}

/// The results of all of a class, graded in this process.
fn graded_here() -> String {
    let class = Class::of_three();
    class.class(&["run", "--engine", "local"], 0);
    class.results()
}

#[test]
fn gnu_parallel_gives_the_same_results() {
    if !tools::require_program("parallel") {
        return;
    }
    let class = Class::of_three();
    let said = class.class(
        &[
            "run", "--engine", "parallel", "--jobs", "2", "--shards", "3",
        ],
        0,
    );
    assert!(
        said.stdout
            .ends_with("10 of 10 versions graded: 4 passed.\n"),
        "{said:?}"
    );
    let log = class.read("class/plan/joblog-of-3");
    assert_eq!(log.lines().count(), 4, "{log}");
    assert_eq!(class.results(), graded_here());
}

#[test]
fn stopping_gnu_parallel_stops_its_shards_and_the_same_command_goes_on() {
    if !tools::require_program("parallel") {
        return;
    }
    let class = Class::new();
    let sleep = "std::thread::sleep(std::time::Duration::from_secs(8));\n    1";
    class.hand_in("ada", "one", &exercise(1, sleep));
    class.hand_in("ada", "three", &exercise(3, "3"));
    class.import();
    let run = [
        "class", "--class", "class", "run", "--engine", "parallel", "--shards", "2", "-j", "2",
    ];
    let mut command = class.command(&run);
    command.stdout(std::process::Stdio::piped());
    command.stderr(std::process::Stdio::piped());
    let child = command.spawn().expect("the program starts");
    let id = child.id();
    eventually("a shard is graded", || {
        class.path("class/plan/results/2-of-2.json").exists()
    });
    common::signal(id, rustix::process::Signal::INT);
    let said = Run::of(child.wait_with_output().expect("it ends"));
    assert_eq!(said.code, 4, "{said:?}");
    assert!(
        said.stderr.contains("stopped; what's graded stays"),
        "{said:?}"
    );
    let marker = class.path("class").to_str().expect("UTF-8").to_owned();
    eventually("nothing goes on", || {
        common::processes_with(&marker).is_empty()
    });
    assert!(!class.path("class/plan/results/1-of-2.json").exists());
    let said = class.class(&run[3..], 0);
    assert!(said.stdout.contains("as planned before"), "{said:?}");
    assert_eq!(class.verified("ada"), [2, 2]);
}

/// A Slurm of one machine, which a script starts and stops.
struct Slurm(tempfile::TempDir);

impl Slurm {
    fn start() -> Self {
        let folder = tempfile::tempdir().expect("a scratch folder");
        let slurm = Self(folder);
        slurm.script("start");
        slurm
    }

    fn script(&self, action: &str) {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/class/slurm.sh");
        let run = finish(Command::new(script).arg(action).arg(self.0.path()));
        if !std::thread::panicking() {
            assert_eq!(run.code, 0, "{action}: {run:?}");
        }
    }
}

impl Drop for Slurm {
    fn drop(&mut self) {
        self.script("stop");
    }
}

#[test]
fn slurm_gives_the_same_results() {
    let programs = "PATH=$PATH:/usr/sbin && munged --version && slurmd -V && slurmctld -V && command -v sbatch \
                    && python3 --version";
    if !tools::require_script("Slurm (the Debian packages slurm-wlm and munge)", programs) {
        return;
    }
    let slurm = Slurm::start();
    let settings = slurm.0.path().join("slurm.conf");
    let class = Class::of_three();
    let run = [
        "class", "--class", "class", "run", "--engine", "slurm", "--shards", "3",
    ];
    let said = finish(class.command(&run).env("SLURM_CONF", &settings));
    assert_eq!(said.code, 0, "{said:?}");
    assert!(
        said.stdout
            .ends_with("10 of 10 versions graded: 4 passed.\n"),
        "{said:?}"
    );
    assert!(
        class
            .read("class/plan/logs/3.log")
            .contains("Shard 3/3 is graded")
    );
    assert_eq!(class.results(), graded_here());
    // Stopped in the middle.
    let sleep = "std::thread::sleep(std::time::Duration::from_secs(5));\n    1";
    class.hand_in("ada", "one", &exercise(1, sleep));
    class.import();
    let mut command = class.command(&run);
    command
        .env("SLURM_CONF", &settings)
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped());
    let child = command.spawn().expect("the program starts");
    // The plan before has logs, too, but it was collected.
    eventually("the task has begun", || {
        class.path("class/plan/logs/1.log").exists()
            && !class.path("class/plan/results.ndjson").exists()
    });
    common::signal(child.id(), rustix::process::Signal::INT);
    let said = Run::of(child.wait_with_output().expect("it ends"));
    assert_eq!(said.code, 4, "{said:?}");
    let marker = class.path("class").to_str().expect("UTF-8").to_owned();
    eventually("nothing goes on", || {
        common::processes_with(&marker).is_empty()
    });
    let said = finish(class.command(&run).env("SLURM_CONF", &settings));
    assert_eq!(said.code, 0, "{said:?}");
    assert_eq!(class.verified("ada"), [2, 2, 2, 2]);
}
