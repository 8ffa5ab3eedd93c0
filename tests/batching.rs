//! `verify` says the same whether exercises are compiled together or each by itself: over our
//! starters, solutions and wrong repairs, over mutants of them, and over programs that were
//! built to tell the difference.

#![cfg(unix)]
#![allow(clippy::print_stdout, reason = "the counts are what this test reports")]

mod common;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Condvar, Mutex, PoisonError};

use common::Course;
use serde_json::{Value, json};

/// What an exercise of the built-in course is built with.
struct Original {
    keys: String,
    dir: String,
}

/// Exercises of the built-in course by name: those of the chapters with crates, or the others.
fn originals(crates: bool) -> BTreeMap<String, Original> {
    let manifest = manifest();
    let exercises = manifest["exercises"].as_array().expect("exercises");
    let entry = |exercise: &toml::Value| {
        let text = |key: &str| exercise[key].as_str().expect("text").to_owned();
        let flag = |key: &str, usual: bool| {
            let value = exercise.get(key).and_then(toml::Value::as_bool);
            format!("{key} = {}\n", value.unwrap_or(usual))
        };
        // A time-out is only waited for, and the shorter the better; what waits for others may
        // take longer.
        let time = if crates {
            "timeout = 5\n"
        } else {
            "timeout = 2\n"
        };
        let keys = [
            flag("test", true),
            flag("strict_clippy", false),
            flag("wasm", false),
        ];
        let keys = keys.concat() + time;
        let dir = text("dir");
        (text("name"), Original { keys, dir })
    };
    let is_wanted = |(_, original): &(String, Original)| {
        let chapter: u32 = original.dir[..2].parse().expect("a number");
        (13..=17).contains(&chapter) == crates
    };
    exercises.iter().map(entry).filter(is_wanted).collect()
}

fn manifest() -> toml::Table {
    let text = fs::read_to_string(repository().join("info.toml")).expect("info.toml");
    toml::from_str(&text).expect("TOML")
}

/// A course with the crates of the built-in one, which are built once and stay.
fn course_with_crates() -> (Course, fs::File) {
    let (course, lock) = Course::with_crates(|_| ());
    let mut head = toml::Table::new();
    head.insert("dependencies".into(), manifest()["dependencies"].clone());
    let versions = fs::read(repository().join("exercises/Cargo.lock")).expect("a lock file");
    course.write("exercises/Cargo.lock", versions);
    // With it code is taken from a library where files are compiled together.
    let calls = fs::read(repository().join("crates/instantiations.rs")).expect("a file");
    course.write("crates/instantiations.rs", calls);
    let head = toml::to_string(&head).expect("TOML");
    (course.manifest(&head), lock)
}

fn repository() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn source(top: &str, name: &str, original: &Original) -> String {
    let path = repository().join(top).join(&original.dir);
    fs::read_to_string(path.join(format!("{name}.rs"))).expect("a source")
}

/// All wrong repairs of an exercise.
fn wrong_repairs(name: &str, original: &Original) -> Vec<String> {
    let folder = repository().join("tests/wrong_repairs").join(&original.dir);
    let mut files: Vec<PathBuf> = fs::read_dir(folder)
        .expect("a chapter")
        .flatten()
        .map(|file| file.path())
        .collect();
    files.sort();
    let belongs = |file: &Path| {
        let file = file
            .file_name()
            .and_then(|file| file.to_str())
            .expect("UTF-8");
        file.split('.').next() == Some(name)
    };
    let files = files.into_iter().filter(|file| belongs(file));
    files
        .map(|file| fs::read_to_string(file).expect("a source"))
        .collect()
}

/// One of two turns to use all processors. A program's time limit is short here, and more of
/// these at once could make a difference where there is none.
struct Turn;

static TURNS: (Mutex<usize>, Condvar) = (Mutex::new(2), Condvar::new());

impl Turn {
    fn wait() -> Self {
        let (free, changed) = &TURNS;
        let free = free.lock().unwrap_or_else(PoisonError::into_inner);
        let free = changed.wait_while(free, |free| *free == 0);
        *free.unwrap_or_else(PoisonError::into_inner) -= 1;
        Self
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        *TURNS.0.lock().unwrap_or_else(PoisonError::into_inner) += 1;
        TURNS.1.notify_one();
    }
}

/// What `verify` says of each exercise, without what differs from run to run.
fn verdicts(course: &Course, how: &[&str]) -> BTreeMap<String, Value> {
    let _turn = Turn::wait();
    let args = [&["verify", "--no-cache", "--format", "json"], how].concat();
    // Many compiles, and perhaps of all the crates before them.
    let run = common::finish_within(1800, &mut course.command(&args));
    let document: Value = serde_json::from_str(&run.stdout).expect("JSON");
    let entries = document["exercises"].as_array().expect("an array").iter();
    // What programs print may hold addresses and the order of threads.
    let test = |test: &Value| json!({"name": test["name"], "passed": test["passed"]});
    // The compiler's whole text names scratch folders where a link fails.
    let diagnostic = |diagnostic: &Value| {
        let mut diagnostic = diagnostic.clone();
        let keys = diagnostic.as_object_mut().expect("an object");
        keys.remove("rendered");
        diagnostic
    };
    let entry = |entry: &Value| {
        let tests = entry["tests"].as_array().expect("an array");
        let tests: Vec<Value> = tests.iter().map(test).collect();
        let diagnostics = entry["diagnostics"].as_array().expect("an array");
        let diagnostics: Vec<Value> = diagnostics.iter().map(diagnostic).collect();
        let name = entry["name"].as_str().expect("a name").to_owned();
        let compared = json!({
            "verdict": entry["verdict"],
            "reason": entry["reason"],
            "message": entry["message"],
            "place": entry["place"],
            "diagnostics": diagnostics,
            "tests": tests,
        });
        (name, compared)
    };
    entries.map(entry).collect()
}

/// Fails with all exercises that come out differently.
#[track_caller]
fn assert_same(what: &str, course: &Course, how: &[&str]) {
    let alone = verdicts(course, &[how, &["--no-batch"]].concat());
    let together = verdicts(course, how);
    let passed = alone
        .values()
        .filter(|entry| entry["verdict"] == "pass")
        .count();
    println!("{what}: {} compared, {passed} of them pass", alone.len());
    assert_eq!(alone.len(), together.len());
    let differs = |(name, entry): &(&String, &Value)| together[*name] != **entry;
    let different: Vec<String> = alone
        .iter()
        .filter(differs)
        .map(|(name, entry)| format!("{name}\nalone: {entry:#}\ntogether: {:#}", together[name]))
        .collect();
    assert!(different.is_empty(), "{}", different.join("\n"));
}

#[test]
fn our_own_files_come_out_the_same() {
    for top in ["exercises", "solutions"] {
        let mut course = Course::new();
        for (name, original) in &originals(false) {
            course = course.exercise(name, &original.keys, &source(top, name, original));
        }
        assert_same(top, &course, &[]);
    }
    let course = with_wrong_repairs(Course::new(), &originals(false), 8);
    assert_same("wrong repairs", &course, &[]);
}

#[test]
#[ignore = "a long sweep: .ci/full runs it"]
fn all_wrong_repairs_come_out_the_same() {
    let course = with_wrong_repairs(Course::new(), &originals(false), 1);
    assert_same("all wrong repairs", &course, &[]);
}

/// One wrong repair in so many, over all exercises.
fn with_wrong_repairs(
    mut course: Course,
    originals: &BTreeMap<String, Original>,
    one_in: usize,
) -> Course {
    let repairs = originals.iter().flat_map(|(name, original)| {
        let texts = wrong_repairs(name, original).into_iter().enumerate();
        texts.map(move |(number, text)| (name, original, number, text))
    });
    for (name, original, number, text) in repairs.step_by(one_in) {
        course = course.exercise(&format!("{name}_{number}"), &original.keys, &text);
    }
    course
}

/// The same under the originals' tests: what learners hand in, each a mixture of starters, solutions
/// and wrong repairs.
#[track_caller]
fn assert_same_for_learners(count: u64) {
    let all = originals(false);
    let mut original = Course::new();
    for (name, exercise) in &all {
        original = original.exercise(name, &exercise.keys, &source("exercises", name, exercise));
    }
    let folder = original.root().to_str().expect("UTF-8").to_owned();
    let small = Course::new().exercise("small", "test = false", "fn main() {}");
    let has_sandbox = small.run(&["verify", "--sandbox"]).code != 4;
    let mut how = vec!["--pristine", "--originals", &folder];
    how.extend(has_sandbox.then_some("--sandbox"));
    let mut dice = Dice(0x1EA2_4E25);
    for learner in 0..count {
        let mut course = Course::new();
        for (name, exercise) in &all {
            let mut texts = wrong_repairs(name, exercise);
            // Half of it is solved.
            let solution = source("solutions", name, exercise);
            texts.extend(vec![solution; texts.len() + 1]);
            texts.push(source("exercises", name, exercise));
            let text = &texts[dice.below(texts.len())];
            course = course.exercise(name, &exercise.keys, text);
        }
        assert_same(&format!("learner {learner}"), &course, &how);
    }
}

#[test]
fn what_a_learner_hands_in_comes_out_the_same() {
    assert_same_for_learners(1);
}

#[test]
#[ignore = "a long sweep: .ci/full runs it"]
fn what_twenty_learners_hand_in_comes_out_the_same() {
    assert_same_for_learners(20);
}

/// axum, clap, serde, sqlx, tokio and wasm-bindgen: everything about them in one course.
#[test]
fn files_with_crates_come_out_the_same() {
    assert_same_with_crates("with crates", 8, 8);
}

#[test]
#[ignore = "a long sweep: .ci/full runs it"]
fn many_files_with_crates_come_out_the_same() {
    assert_same_with_crates("many with crates", 1, 40);
}

/// Starters, solutions and traps, one wrong repair in so many, and so many mutants.
#[track_caller]
fn assert_same_with_crates(what: &str, one_in: usize, mutants: usize) {
    let originals = originals(true);
    let (mut course, _lock) = course_with_crates();
    for top in ["exercises", "solutions"] {
        for (name, original) in &originals {
            let text = source(top, name, original);
            course = course.exercise(&format!("{top}_{name}"), &original.keys, &text);
        }
    }
    course = with_wrong_repairs(course, &originals, one_in);
    course = with_mutants(course, mutants, &originals, &mut Dice(0xC4A7_E500));
    for (name, text) in TRAPS_WITH_CRATES {
        course = course.exercise(name, "", text);
    }
    let main = "fn main() { println!(\"{}\", serde_json::Value::Null); }";
    course = course.exercise("beacon", "", &BEACON.replace("fn main() {}", main));
    // The crates by themselves: they take a while.
    common::finish_within(
        1800,
        &mut course.command(&["verify", "solutions_first_answer"]),
    );
    assert_same(what, &course, &[]);
    assert_built_together(&course);
}

/// Numbers that look random and are the same each time (an xorshift).
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % limit.max(1) as u64).expect("small")
    }
}

/// A source with one small thing changed.
fn mutant(source: &str, dice: &mut Dice) -> String {
    let mut lines: Vec<String> = source.lines().map(str::to_owned).collect();
    let at = dice.below(lines.len());
    match dice.below(5) {
        0 => {
            lines.remove(at);
        }
        1 => lines.insert(at, lines[at].clone()),
        2 if at > 0 => lines.swap(at - 1, at),
        3 => {
            let attributes = [
                "#[ignore]",
                "#[cfg(any())]",
                "#[allow(unused)]",
                "#[should_panic]",
                "#[derive(Clone)]",
                "#![allow(unused)]",
            ];
            lines.insert(at, attributes[dice.below(attributes.len())].to_owned());
        }
        _ => {
            let is_word = |c: char| c.is_alphanumeric() || c == '_';
            let words: Vec<&str> = source
                .split(|c| !is_word(c))
                .filter(|w| w.len() > 1)
                .collect();
            let (from, to) = (
                words[dice.below(words.len())],
                words[dice.below(words.len())],
            );
            return source.replacen(from, to, 1);
        }
    }
    lines.join("\n") + "\n"
}

#[test]
fn mutants_come_out_the_same() {
    assert_same_for_mutants(40);
}

#[test]
#[ignore = "a long sweep: .ci/full runs it"]
fn many_mutants_come_out_the_same() {
    assert_same_for_mutants(320);
}

#[track_caller]
fn assert_same_for_mutants(count: usize) {
    let mut dice = Dice(0x5EED_CAFE_F00D);
    let course = with_mutants(Course::new(), count, &originals(false), &mut dice);
    assert_same("mutants", &course, &[]);
}

fn with_mutants(
    mut course: Course,
    count: usize,
    originals: &BTreeMap<String, Original>,
    dice: &mut Dice,
) -> Course {
    let names: Vec<&String> = originals.keys().collect();
    for number in 0..count {
        let name = names[number % names.len()];
        let original = &originals[name];
        let top = if dice.below(4) == 0 {
            "exercises"
        } else {
            "solutions"
        };
        let text = mutant(&source(top, name, original), dice);
        course = course.exercise(&format!("m{number}_{name}"), &original.keys, &text);
    }
    course
}

/// Programs that would give the difference away, or spoil their neighbours.
const TRAPS: &[(&str, &str, &str)] = &[
    (
        "std",
        "",
        "mod core { pub fn x() -> u8 { 1 } }\nfn main() { assert_eq!(core::x(), 1); }\n#[test]\nfn own_core() { assert_eq!(core::x(), 1); }\n",
    ),
    ("self", "", "fn main() {}\n#[test]\nfn a() {}\n"),
    (
        "__exercise_0000",
        "",
        "fn main() { println!(\"hello\"); }\n#[test]\nfn a() {}\n",
    ),
    (
        "crate_path",
        "",
        "fn answer() -> u8 { 42 }\nfn main() {}\n#[test]\nfn a() { assert_eq!(crate::answer(), 42); }\n",
    ),
    (
        "super_path",
        "",
        "fn main() {}\nfn up() {}\n#[cfg(test)]\nmod tests { mod deep { #[test] fn a() { super::super::up(); } } }\n",
    ),
    (
        "super_of_root",
        "",
        "use super::*;\nfn main() {}\n#[test]\nfn a() {}\n",
    ),
    (
        "inner_attribute",
        "",
        "#![deny(unused_variables)]\nfn main() { let x = 1; }\n#[test]\nfn a() {}\n",
    ),
    (
        "tests_twice",
        "",
        "fn main() {}\n#[cfg(test)]\nmod tests { #[test] fn a() {} }\n#[cfg(test)]\nmod tests { #[test] fn b() {} }\n",
    ),
    (
        "drop_prints",
        "test = false",
        "struct Loud;\nimpl Drop for Loud { fn drop(&mut self) { println!(\"dropped\"); } }\nfn main() { let _loud = Loud; println!(\"end\"); }\n",
    ),
    (
        "statics",
        "",
        "use std::sync::atomic::{AtomicU32, Ordering};\nstatic COUNT: AtomicU32 = AtomicU32::new(0);\nfn main() {}\n#[test]\nfn a() { assert_eq!(COUNT.fetch_add(1, Ordering::SeqCst), 0); }\n",
    ),
    (
        "statics_too",
        "",
        "use std::sync::atomic::{AtomicU32, Ordering};\nstatic COUNT: AtomicU32 = AtomicU32::new(0);\nfn main() { COUNT.store(9, Ordering::SeqCst); }\n#[test]\nfn a() { assert_eq!(COUNT.fetch_add(1, Ordering::SeqCst), 0); }\n",
    ),
    (
        "exported",
        "",
        "#[unsafe(no_mangle)]\npub extern \"C\" fn shared_symbol() -> u8 { 1 }\nfn main() {}\n#[test]\nfn a() { assert_eq!(shared_symbol(), 1); }\n",
    ),
    (
        "exported_too",
        "",
        "#[unsafe(no_mangle)]\npub extern \"C\" fn shared_symbol() -> u8 { 2 }\nfn main() {}\n#[test]\nfn a() { assert_eq!(shared_symbol(), 2); }\n",
    ),
    (
        "panic_hook",
        "",
        "fn main() {}\n#[test]\nfn a() { std::panic::set_hook(Box::new(|_| std::process::exit(0))); panic!(); }\n",
    ),
    (
        "exit_in_test",
        "",
        "fn main() {}\n#[test]\nfn a() { std::process::exit(0); }\n#[test]\nfn b() { panic!(); }\n",
    ),
    (
        "macros",
        "",
        "macro_rules! assert { ($($x:tt)*) => { () } }\nfn main() {}\n#[test]\nfn a() { assert!(false); }\n",
    ),
    (
        "no_macros",
        "",
        "fn main() {}\n#[test]\nfn a() { assert!(1 > 2, \"ours\"); }\n",
    ),
    (
        "names_itself",
        "",
        "fn main() {}\n#[test]\nfn a() { assert_eq!(module_path!(), \"names_itself\"); }\n",
    ),
    (
        "thread_name",
        "",
        "fn main() {}\n#[test]\nfn a() { assert_eq!(std::thread::current().name(), Some(\"a\")); }\n",
    ),
    (
        "foreign_impl",
        "",
        "#[derive(Debug)]\nstruct Mine;\nimpl PartialEq<Mine> for str { fn eq(&self, _: &Mine) -> bool { true } }\nimpl From<Mine> for String { fn from(_: Mine) -> String { String::new() } }\nfn main() {}\n#[test]\nfn a() { assert_eq!(*\"x\", Mine); let _s: String = Mine.into(); }\n",
    ),
    (
        "inference",
        "",
        "fn main() {}\n#[test]\nfn a() { let s = String::from(\"x\"); assert!(s == \"x\".to_string()); let t: String = \"y\".into(); assert!(&t == \"y\"); }\n",
    ),
    (
        "main_fails",
        "test = false",
        "fn main() -> Result<(), String> { Err(\"no\".to_owned()) }\n",
    ),
    // Names that mean something.
    ("match", "", "fn main() {}\n#[test]\nfn a() {}\n"),
    (
        "alloc",
        "",
        "mod alloc { pub fn x() -> u8 { 2 } }\nfn main() {}\n#[test]\nfn a() { assert_eq!(alloc::x(), 2); }\n",
    ),
    (
        "test",
        "",
        "mod test { pub fn x() -> u8 { 3 } }\nfn main() {}\n#[test]\nfn a() { assert_eq!(test::x(), 3); }\n",
    ),
    (
        "own_std",
        "",
        "mod std { pub fn x() -> u8 { 1 } }\nfn main() {}\n#[test]\nfn a() { assert_eq!(std::x(), 1); }\n",
    ),
    (
        "anothers_module",
        "",
        "mod __exercise_0000 {\n    #[test]\n    fn intruder() {}\n}\nfn main() {}\n#[test]\nfn a() {}\n",
    ),
    (
        "anothers_item",
        "",
        "use plain_0::a as other;\nfn main() { other(); }\n#[test]\nfn a() {}\n",
    ),
    // Ways to the root and to oneself.
    (
        "crate_itself",
        "",
        "extern crate self as me;\nfn up() -> u8 { 7 }\nfn main() {}\n#[test]\nfn a() { assert_eq!(me::up(), 7); }\n",
    ),
    (
        "dollar_crate",
        "",
        "macro_rules! up { () => { $crate::up() } }\nfn up() -> u8 { 8 }\nfn main() {}\n#[test]\nfn a() { assert_eq!(up!(), 8); }\n",
    ),
    (
        "exported_macro",
        "",
        "#[macro_export]\nmacro_rules! shared { () => { 1 } }\nfn main() {}\n#[test]\nfn a() { assert_eq!(crate::shared!(), 1); }\n",
    ),
    (
        "exported_macro_too",
        "",
        "#[macro_export]\nmacro_rules! shared { () => { 2 } }\nfn main() {}\n#[test]\nfn a() { assert_eq!(shared!(), 2); }\n",
    ),
    (
        "anothers_macro",
        "",
        "fn main() {}\n#[test]\nfn a() { assert_eq!(shared!(), 1); }\n",
    ),
    (
        "deep_recursion",
        "",
        "#![recursion_limit = \"20\"]\nmacro_rules! down { () => { 0 }; ($x:tt $($y:tt)*) => { 1 + down!($($y)*) } }\nfn main() {}\n#[test]\nfn a() { assert_eq!(down!(a b c d e f g h i j k l m n o p q r s t u v w x y z), 26); }\n",
    ),
    (
        "own_root_words",
        "",
        "pub(super) fn up() {}\nfn main() { up(); }\n#[test]\nfn a() {}\n",
    ),
    // What a program sees of itself.
    (
        "type_names",
        "",
        "struct Mine;\nfn main() {}\n#[test]\nfn a() { assert_eq!(std::any::type_name::<Mine>(), \"type_names::Mine\"); }\n",
    ),
    (
        "places",
        "",
        "fn main() {}\n#[test]\nfn a() { assert_eq!((file!(), line!(), column!()), (\"exercises/places.rs\", 3, 31)); }\n",
    ),
    (
        "panic_place",
        "",
        "fn main() {}\n#[test]\nfn a() {\n    let place = std::panic::catch_unwind(|| std::panic::Location::caller().to_string()).unwrap();\n    assert!(place.starts_with(\"exercises/panic_place.rs:4:\"), \"{place}\");\n}\n",
    ),
    (
        "arguments",
        "",
        "fn main() {}\n#[test]\nfn a() { assert_eq!(std::env::args().count(), 4); }\n",
    ),
    (
        "arguments_of_a_shard",
        "",
        "fn main() {}\n#[test]\nfn a() { assert!(std::env::args().any(|a| a.starts_with(\"__\"))); }\n",
    ),
    (
        "command_line",
        "",
        "fn main() {}\n#[test]\nfn a() { assert_eq!(std::fs::read(\"/proc/self/cmdline\").unwrap().iter().filter(|b| **b == 0).count(), 4); }\n",
    ),
    (
        "variable_of_a_shard",
        "test = false",
        "fn main() { std::env::var(\"__RUSTLINGS_LIKE_MAIN\").unwrap(); }\n",
    ),
    (
        "me_renamed",
        "",
        "use std::thread::current as me;\nfn main() {}\n#[test]\nfn a() { assert!(me().name().unwrap().contains(\"::\")); }\n",
    ),
    // What reaches the process or the linker.
    (
        "own_allocator",
        "",
        "use std::alloc::{GlobalAlloc, Layout, System};\nstruct None_;\nunsafe impl GlobalAlloc for None_ {\n    unsafe fn alloc(&self, l: Layout) -> *mut u8 { unsafe { System.alloc(l) } }\n    unsafe fn dealloc(&self, p: *mut u8, l: Layout) { unsafe { System.dealloc(p, l) } }\n}\n#[global_allocator]\nstatic A: None_ = None_;\nfn main() {}\n#[test]\nfn a() {}\n",
    ),
    (
        "before_main",
        "",
        "extern \"C\" fn early() { std::process::exit(0); }\n#[used]\n#[unsafe(link_section = \".init_array\")]\nstatic EARLY: extern \"C\" fn() = early;\nfn main() {}\n#[test]\nfn a() {}\n",
    ),
    (
        "before_main_by_assembly",
        "",
        "extern \"C\" fn early() { std::process::exit(0); }\nfn main() { unsafe { std::arch::asm!(\".pushsection .init_array,\\\"aw\\\"\", \".quad {f}\", \".popsection\", f = sym early) } }\n#[test]\nfn a() { main(); }\n",
    ),
    (
        "included",
        "",
        "mod deep { include!(\"plain_0.rs\"); pub fn go() { main(); } }\nfn main() { deep::go(); }\n#[test]\nfn a() {}\n",
    ),
    (
        "elsewhere",
        "",
        "#[path = \"plain_0.rs\"]\nmod deep;\nfn main() {}\n#[test]\nfn a() {}\n",
    ),
    // Documentation is not run as tests.
    (
        "doc_tests",
        "",
        "/// ```\n/// panic!();\n/// ```\npub fn shown() {}\nfn main() { shown(); }\n#[test]\nfn a() {}\n",
    ),
    // Many forms of `main`.
    ("main_is_a_test", "", "#[test]\nfn main() {}\n"),
    (
        "main_calls_itself",
        "strict_clippy = true",
        "fn main() { if std::env::var(\"NO\").is_ok() { main(); } }\n#[test]\nfn a() {}\n",
    ),
    (
        "main_is_generic",
        "",
        "fn main<T>() {}\n#[test]\nfn a() {}\n",
    ),
    (
        "main_is_async",
        "",
        "async fn main() { println!(\"x\"); }\n#[test]\nfn a() {}\n",
    ),
    (
        "main_is_async_and_empty",
        "",
        "async fn main() {}\n#[test]\nfn a() {}\n",
    ),
    (
        "main_gives_a_number",
        "",
        "fn main() -> u8 { 1 }\n#[test]\nfn a() {}\n",
    ),
    (
        "main_takes_a_number",
        "",
        "fn main(x: u8) { println!(\"{x}\"); }\n#[test]\nfn a() {}\n",
    ),
    ("main_is_unsafe", "test = false", "unsafe fn main() {}\n"),
    (
        "main_is_imported",
        "",
        "mod deep { pub fn run() {} }\nuse deep::run as main;\n#[test]\nfn a() {}\n",
    ),
    (
        "main_is_configured_away",
        "test = false",
        "#[cfg(any())]\nfn main() {}\n",
    ),
    (
        "main_in_a_macro",
        "test = false",
        "macro_rules! eat { ($($x:tt)*) => {} }\neat!(fn main() {});\n",
    ),
    (
        "forbidden_unsafe",
        "",
        "#![forbid(unsafe_code)]\nfn main() {}\n#[test]\nfn a() { let x = 1; assert_eq!(unsafe { *std::ptr::from_ref(&x) }, 1); }\n",
    ),
    (
        "denied_lint_of_clippy",
        "",
        "#![deny(clippy::ptr_arg)]\nfn count(all: &Vec<u8>) -> usize { all.len() }\nfn main() { count(&vec![1]); }\n#[test]\nfn a() { assert_eq!(count(&vec![1]), 1); }\n",
    ),
    (
        "allowed_lint",
        "strict_clippy = true",
        "#![allow(unused_variables)]\nfn main() { let x = 1; }\n#[test]\nfn a() {}\n",
    ),
    (
        "unknown_lint",
        "strict_clippy = true",
        "#![allow(no_such_lint)]\nfn main() {}\n#[test]\nfn a() {}\n",
    ),
    (
        "unknown_lint_without_tests",
        "test = false\nstrict_clippy = true",
        "#![allow(clippy::no_such_lint)]\nfn main() { println!(\"x\"); }\n",
    ),
    (
        "place_behind_an_attribute",
        "test = false",
        "#![allow(unused)] fn main() { assert_eq!((line!(), column!()), (1, 52)); }\n",
    ),
    (
        "macros_of_a_module",
        "",
        "#[macro_use]\nmod macros { macro_rules! one { () => { 1 } } }\nfn main() { one!(); }\n#[test]\nfn a() { assert_eq!(one!(), 1); }\n",
    ),
    (
        "macros_of_another",
        "",
        "fn main() {}\n#[test]\nfn a() { assert_eq!(one!(), 1); }\n",
    ),
    (
        "number_of_the_thread",
        "",
        "fn main() {}\n#[test]\nfn a() { assert_eq!(format!(\"{:?}\", std::thread::current().id()), \"ThreadId(2)\"); }\n",
    ),
    (
        "main_of_another_type",
        "test = false",
        "fn main() -> u8 { 0 }\n",
    ),
    (
        "main_never_returns",
        "test = false",
        "fn main() -> ! { std::process::exit(0) }\n",
    ),
    // Lints that look at what can be seen from outside, at names, and at what is used.
    (
        "lint_new",
        "strict_clippy = true",
        "pub struct Stack { pub items: Vec<u8> }\nimpl Stack { pub fn new() -> Self { Self { items: Vec::new() } } }\nfn main() { println!(\"{}\", Stack::new().items.len()); }\n#[test]\nfn a() {}\n",
    ),
    (
        "lint_empty",
        "strict_clippy = true",
        "pub struct Stack { items: Vec<u8> }\nimpl Stack { pub fn len(&self) -> usize { self.items.len() } }\nfn main() { println!(\"{}\", Stack { items: vec![1] }.len()); }\n#[test]\nfn a() {}\n",
    ),
    (
        "lint_safety",
        "strict_clippy = true",
        "pub unsafe fn risky() {}\nfn main() { unsafe { risky() } }\n#[test]\nfn a() {}\n",
    ),
    (
        "lint_unit",
        "strict_clippy = true",
        "pub fn risky() -> Result<u8, ()> { Ok(1) }\nfn main() { println!(\"{:?}\", risky()); }\n#[test]\nfn a() {}\n",
    ),
    (
        "lint_private",
        "strict_clippy = true",
        "#[derive(Debug)]\nstruct Hidden;\npub fn shown() -> Hidden { Hidden }\nfn main() { println!(\"{:?}\", shown()); }\n#[test]\nfn a() {}\n",
    ),
    (
        "lint_unused",
        "strict_clippy = true",
        "pub fn unused() {}\nfn main() {}\n#[test]\nfn a() {}\n",
    ),
    (
        "lint_only_tested",
        "strict_clippy = true",
        "fn used_by_tests() {}\nfn main() {}\n#[test]\nfn a() { used_by_tests(); }\n",
    ),
    (
        "lint_same_name",
        "strict_clippy = true",
        "mod lint_same_name { pub fn x() {} }\nfn main() { lint_same_name::x(); }\n#[test]\nfn a() {}\n",
    ),
    (
        "Lint_Name",
        "strict_clippy = true",
        "fn main() {}\n#[test]\nfn a() {}\n",
    ),
    // Declared twice with different forms, which the compiler notices in one crate.
    (
        "declared",
        "",
        "unsafe extern \"C\" { fn abs(x: i32) -> i32; }\nfn main() {}\n#[test]\nfn a() { assert_eq!(unsafe { abs(-1) }, 1); }\n",
    ),
    (
        "declared_too",
        "",
        "unsafe extern \"C\" { fn abs(x: u32) -> u32; }\nfn main() {}\n#[test]\nfn a() { assert_eq!(unsafe { abs(1) }, 1); }\n",
    ),
    // Traits for the same foreign types.
    (
        "impl_for_all",
        "",
        "trait Loud { fn loud(&self) -> usize; }\nimpl Loud for Vec<u8> { fn loud(&self) -> usize { 1 } }\nfn main() {}\n#[test]\nfn a() { assert_eq!(vec![1_u8].loud(), 1); }\n",
    ),
    (
        "impl_for_all_too",
        "",
        "trait Loud { fn loud(&self) -> usize; }\nimpl<T> Loud for Vec<T> { fn loud(&self) -> usize { 2 } }\nfn main() {}\n#[test]\nfn a() { assert_eq!(vec![1_u8].loud(), 2); }\n",
    ),
    (
        "impl_of_another",
        "",
        "fn main() {}\n#[test]\nfn a() { assert_eq!(vec![1_u8].loud(), 1); }\n",
    ),
    (
        "only_when_built",
        "",
        "struct Check<const N: usize>;\nimpl<const N: usize> Check<N> { const OK: () = assert!(N > 3); }\nfn main() {}\n#[test]\nfn a() { let () = Check::<1>::OK; }\n",
    ),
    (
        "asks_for_clippy",
        "",
        "#[cfg(not(clippy))]\nfn right() -> bool { false }\n#[cfg(clippy)]\nfn right() -> bool { true }\nfn main() {}\n#[test]\nfn a() { assert!(right()); }\n",
    ),
    (
        "lends_from_its_tests",
        "",
        "struct Mine;\nfn main() { let _copy = Mine.clone(); println!(\"x\"); }\n#[cfg(test)]\nmod tests {\n    use super::*;\n    impl Clone for Mine { fn clone(&self) -> Self { Mine } }\n    #[test]\n    fn a() { let _ = Mine.clone(); }\n}\n",
    ),
    (
        "calls_its_tests",
        "",
        "fn main() { tests::help(); }\n#[cfg(test)]\nmod tests {\n    pub fn help() {}\n    #[test]\n    fn a() {}\n}\n",
    ),
    (
        "is_not_tested",
        "",
        "#[cfg(not(test))]\nfn main() { panic!(\"not in tests\"); }\n#[cfg(test)]\nfn main() {}\n#[cfg(test)]\nmod tests {\n    use super::*;\n    #[test]\n    fn a() {}\n}\n",
    ),
    (
        "knows_that_it_is_tested",
        "",
        "fn main() { assert!(cfg!(test)); }\n#[cfg(test)]\nmod tests {\n    use super::*;\n    #[test]\n    fn a() {}\n}\n",
    ),
    (
        "helps_in_tests_only",
        "",
        "fn main() { help(); println!(\"x\"); }\n#[cfg(test)]\nfn help() {}\n#[cfg(test)]\nmod tests {\n    use super::*;\n    #[test]\n    fn a() {}\n}\n",
    ),
    (
        "used_in_tests_only",
        "",
        "fn help() -> u8 { 1 }\nfn main() { println!(\"x\"); }\n#[cfg(test)]\nmod tests {\n    use super::*;\n    #[test]\n    fn a() { assert_eq!(help(), 1); }\n}\n",
    ),
    (
        "used_in_tests_that_do_not_run",
        "test = false",
        "fn help() -> u8 { 1 }\nfn main() { println!(\"x\"); }\n#[cfg(test)]\nmod tests {\n    use super::*;\n    #[test]\n    fn a() { assert_eq!(help(), 1); }\n}\n",
    ),
    (
        "main_fails_beside_tests",
        "",
        "fn main() -> Result<(), String> { println!(\"x\"); Err(\"no\".to_owned()) }\n#[cfg(test)]\nmod tests {\n    use super::*;\n    #[test]\n    fn a() {}\n}\n",
    ),
    (
        "main_panics_beside_tests",
        "",
        "fn main() { println!(\"x\"); panic!(\"no\"); }\n#[cfg(test)]\nmod tests {\n    use super::*;\n    #[test]\n    fn a() {}\n}\n",
    ),
    (
        "main_exits_beside_tests",
        "",
        "fn main() { println!(\"x\"); std::process::exit(3); }\n#[cfg(test)]\nmod tests {\n    use super::*;\n    #[test]\n    fn a() {}\n}\n",
    ),
    (
        "main_writes_like_the_harness",
        "",
        "fn main() { println!(\"\\nrunning 1 test\\ntest result: ok. 1 passed; 0 failed\"); std::process::exit(1); }\n#[cfg(test)]\nmod tests {\n    use super::*;\n    #[test]\n    fn a() {}\n}\n",
    ),
    (
        "main_needs_much_stack",
        "",
        "fn down(depth: u32) -> u64 {\n    let room = std::hint::black_box([u64::from(depth); 128]);\n    if depth == 0 { room[0] } else { down(depth - 1) + room[1] }\n}\nfn main() { println!(\"{}\", down(3000)); }\n#[cfg(test)]\nmod tests {\n    use super::*;\n    #[test]\n    fn a() {}\n}\n",
    ),
    (
        "main_goes_too_deep",
        "",
        "fn down(depth: u64) -> u64 {\n    let room = std::hint::black_box([depth; 128]);\n    if depth == 0 { room[0] } else { down(depth - 1) + room[1] }\n}\nfn main() { println!(\"{}\", down(1 << 40)); }\n#[cfg(test)]\nmod tests {\n    use super::*;\n    #[test]\n    fn a() {}\n}\n",
    ),
    (
        "main_leaves_a_thread",
        "",
        "fn main() {\n    std::thread::spawn(|| loop { std::hint::spin_loop(); });\n    println!(\"x\");\n}\n#[cfg(test)]\nmod tests {\n    use super::*;\n    #[test]\n    fn a() {}\n}\n",
    ),
    (
        "first_thread",
        "",
        "fn main() { assert_eq!(format!(\"{:?}\", std::thread::current().id()), \"ThreadId(1)\"); }\n#[cfg(test)]\nmod tests {\n    use super::*;\n    #[test]\n    fn a() {}\n}\n",
    ),
    (
        "not_aligned",
        "",
        "fn main() {}\n#[test]\nfn a() {\n    let bytes = [0_u8; 16];\n    let at = bytes.as_ptr() as usize;\n    let odd = (at | 1) as *const u32;\n    // SAFETY: it is not.\n    assert_eq!(unsafe { *odd }, 0);\n}\n",
    ),
    (
        "what_a_panic_carries",
        "",
        "fn main() {}\n#[test]\nfn a() {\n    let panic = std::panic::catch_unwind(|| panic!(\"{}\", \"x\")).unwrap_err();\n    assert!(panic.downcast_ref::<&str>().is_some());\n}\n",
    ),
    (
        "lends_a_symbol",
        "",
        "#[unsafe(no_mangle)]\npub extern \"C\" fn lent_symbol() -> u8 { 1 }\nfn main() {}\n#[test]\nfn a() { assert_eq!(lent_symbol(), 1); }\n",
    ),
    (
        "borrows_a_symbol",
        "",
        "unsafe extern \"C\" { safe fn lent_symbol() -> u8; }\nfn main() {}\n#[test]\nfn a() { assert_eq!(lent_symbol(), 1); }\n",
    ),
    (
        "takes_a_symbol_of_the_system",
        "",
        "#[unsafe(no_mangle)]\npub extern \"C\" fn gettimeofday() -> i32 { std::process::exit(0) }\nfn main() {}\n#[test]\nfn a() { assert_eq!(gettimeofday(), 1); }\n",
    ),
    (
        "symbol_of_its_own",
        "",
        "#[unsafe(no_mangle)]\npub extern \"C\" fn quite_its_own() -> u8 { 4 }\nfn main() { println!(\"{}\", quite_its_own()); }\n#[cfg(test)]\nmod tests {\n    unsafe extern \"C\" { safe fn quite_its_own() -> u8; }\n    #[test]\n    fn a() { assert_eq!(quite_its_own(), 4); }\n}\n",
    ),
    (
        "item_behind_tests",
        "strict_clippy = true",
        "#[cfg(test)]\nmod tests {\n    use super::*;\n    #[test]\n    fn a() {}\n}\nfn help() {}\nfn main() { help(); println!(\"x\"); }\n",
    ),
    (
        "counts_its_drops",
        "",
        "struct Mine(u8);\nfn main() { let one = Mine(1); let Mine(number) = one; println!(\"{number}\"); }\n#[cfg(test)]\nmod tests {\n    use super::*;\n    impl std::fmt::Debug for Mine { fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result { write!(f, \"x\") } }\n    #[test]\n    fn a() { assert_eq!(format!(\"{:?}\", Mine(2)), \"x\"); }\n}\n",
    ),
    (
        "names_its_file",
        "",
        "fn main() { assert_eq!(file!(), \"exercises/names_its_file.rs\"); }\n#[cfg(test)]\nmod tests {\n    use super::*;\n    struct Own;\n    impl Drop for Own { fn drop(&mut self) {} }\n    #[test]\n    fn a() { let _own = Own; main_is_there(); }\n}\nfn main_is_there() {}\n",
    ),
    (
        "macro_gives_in_tests",
        "",
        "struct Mine;\nmacro_rules! give { ($t:ty) => { impl Clone for $t { fn clone(&self) -> Self { Mine } } } }\nfn main() { let _copy = Mine.clone(); }\n#[cfg(test)]\nmod tests {\n    use super::*;\n    give!(Mine);\n    #[test]\n    fn a() {}\n}\n",
    ),
    (
        "names_types_whole",
        "",
        "#![allow(dead_code)]\nstruct Mine;\nfn main() { println!(\"x\"); }\n#[cfg(test)]\nmod tests {\n    use super::*;\n    #[test]\n    fn a() { assert_eq!(std::any::type_name::<Mine>(), \"names_types_whole::Mine\"); }\n}\n",
    ),
    (
        "names_types_wrongly",
        "",
        "struct Mine;\nfn main() { println!(\"x\"); }\n#[cfg(test)]\nmod tests {\n    use super::*;\n    #[test]\n    fn a() { assert_eq!(std::any::type_name::<Mine>(), \"shard::Mine\"); }\n}\n",
    ),
    (
        "counts_its_arguments",
        "",
        "fn main() { assert_eq!(std::env::args().count(), 1); }\n#[cfg(test)]\nmod tests {\n    use super::*;\n    #[test]\n    fn a() { assert_eq!(std::env::args().count(), 4); }\n}\n",
    ),
    (
        "main_panics_quietly",
        "",
        "fn main() {\n    std::panic::set_hook(Box::new(|_| {}));\n    panic!();\n}\n#[cfg(test)]\nmod tests {\n    #[test]\n    fn a() {}\n}\n",
    ),
    (
        "main_panics_with_a_way_out",
        "",
        "struct Way;\nimpl Drop for Way {\n    fn drop(&mut self) { std::process::exit(0); }\n}\nfn main() { std::panic::panic_any(Way); }\n#[cfg(test)]\nmod tests {\n    #[test]\n    fn a() {}\n}\n",
    ),
    (
        "whole_main_panics",
        "",
        "use std::any::type_name;\nfn main() { std::panic::panic_any(Way); }\nstruct Way;\nimpl Drop for Way {\n    fn drop(&mut self) { std::process::exit(0); }\n}\n#[cfg(test)]\nmod tests {\n    use super::*;\n    #[test]\n    fn a() { assert_eq!(type_name::<u8>(), \"u8\"); }\n}\n",
    ),
    (
        "main_has_no_arguments",
        "",
        "fn main() { assert_eq!(std::env::args().count(), 1); }\n#[cfg(test)]\nmod tests {\n    #[test]\n    fn a() {}\n}\n",
    ),
    (
        "main_counts_arguments_wrongly",
        "",
        "fn main() { assert_ne!(std::env::args().count(), 1); }\n#[cfg(test)]\nmod tests {\n    #[test]\n    fn a() {}\n}\n",
    ),
    (
        "main_lends_its_arguments",
        "",
        "struct Mine;\nfn main() {\n    impl Mine {\n        fn count() -> usize { std::env::args().count() }\n    }\n    assert_eq!(Mine::count(), 1);\n}\n#[cfg(test)]\nmod tests {\n    #[test]\n    fn a() { assert_eq!(super::Mine::count(), 4); }\n}\n",
    ),
    (
        "main_knows_its_file",
        "",
        "use std::panic::Location;\nfn main() {\n    assert_eq!((file!(), line!()), (\"exercises/main_knows_its_file.rs\", 3));\n    let place = Location::caller().file();\n    assert!(!place.is_empty());\n}\n#[track_caller]\nfn place() -> String { Location::caller().to_string() }\n#[cfg(test)]\nmod tests {\n    use super::*;\n    #[test]\n    fn a() { assert!(place().starts_with(\"exercises/main_knows_its_file.rs:14:\"), \"{}\", place()); }\n}\n",
    ),
    (
        "main_knows_its_file_by_a_twin",
        "",
        "struct Mine;\ntrait Told { fn told(&self) -> &'static str; }\nimpl<T> Told for T { fn told(&self) -> &'static str { file!() } }\nfn main() { assert_eq!(Mine.told(), \"exercises/main_knows_its_file_by_a_twin.rs\"); }\n#[cfg(test)]\nmod tests {\n    use super::*;\n    impl Mine { fn own(&self) -> u8 { 1 } }\n    #[test]\n    fn a() { assert_eq!(Mine.own(), 1); }\n}\n",
    ),
    (
        "main_sees_how_tests_run",
        "",
        "fn main() { assert!(std::env::var_os(\"RUST_TEST_THREADS\").is_none()); }\n#[cfg(test)]\nmod tests {\n    #[test]\n    fn a() {}\n}\n",
    ),
    (
        "main_sees_how_tests_run_by_parts",
        "",
        "fn main() { assert!(std::env::var_os([\"RUST\", \"TEST\", \"NOCAPTURE\"].join(\"_\")).is_some()); }\n#[cfg(test)]\nmod tests {\n    #[test]\n    fn a() {}\n}\n",
    ),
    (
        "whole_main_fails",
        "",
        "use std::any::type_name;\nfn main() { println!(\"x\"); std::process::exit(1); }\n#[cfg(test)]\nmod tests {\n    use super::*;\n    #[test]\n    fn a() { assert_eq!(type_name::<u8>(), \"u8\"); }\n}\n",
    ),
    (
        "whole_with_an_attribute",
        "",
        "#![recursion_limit = \"64\"]\nfn main() { println!(\"x\"); }\n#[cfg(test)]\nmod tests {\n    use super::*;\n    #[test]\n    fn a() { assert_eq!(std::any::type_name::<u8>(), \"u8\"); }\n}\n",
    ),
    (
        "whole_about_the_crate",
        "",
        "//! About this crate.\nfn main() { println!(\"x\"); }\n#[cfg(test)]\nmod tests {\n    use super::*;\n    #[test]\n    fn a() { assert_eq!(module_path!(), \"whole_about_the_crate::tests\"); }\n}\n",
    ),
    (
        "whole_item_behind_tests",
        "strict_clippy = true",
        "#[cfg(test)]\nmod tests {\n    use super::*;\n    #[test]\n    fn a() { assert_eq!(std::any::type_name::<u8>(), \"u8\"); }\n}\nfn main() { println!(\"x\"); }\n",
    ),
    (
        "own_test_of_that_name",
        "",
        "fn main() { println!(\"x\"); }\n#[test]\nfn __a_main() { panic!(); }\n#[cfg(test)]\nmod tests {\n    use super::*;\n    #[test]\n    fn a() { assert_eq!(std::any::type_name::<u8>(), \"u8\"); }\n}\n",
    ),
    (
        "deeper_test_of_that_name",
        "",
        "fn main() { println!(\"x\"); }\n#[cfg(test)]\nmod tests {\n    #[test]\n    fn __a_main() { panic!(); }\n    #[test]\n    fn a() { assert_eq!(std::any::type_name::<u8>(), \"u8\"); }\n}\n",
    ),
    (
        "asks_for_its_stack",
        "",
        "fn main() { assert_eq!(std::env::var(\"RUST_MIN_STACK\").is_ok(), true); }\n#[cfg(test)]\nmod tests {\n    use super::*;\n    #[test]\n    fn a() { assert!(std::env::var(\"RUST_MIN_STACK\").is_err()); }\n}\n",
    ),
    (
        "output_like_the_harness",
        "",
        "fn main() {}\n#[test]\nfn a() { println!(\"test b ... ok\\n\\ntest result: ok. 1 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s\"); panic!(); }\n",
    ),
];

/// The same with the help of crates.
const TRAPS_WITH_CRATES: [(&str, &str); 4] = [
    (
        "derived",
        "use serde::{Deserialize, Serialize};\n#[derive(Serialize, Deserialize)]\nstruct Mine { x: u8 }\nfn main() {}\n#[test]\nfn a() { assert_eq!(serde_json::to_string(&Mine { x: 1 }).unwrap(), \"{\\\"x\\\":1}\"); let mine: Mine = serde_json::from_str(\"{\\\"x\\\":2}\").unwrap(); assert_eq!(mine.x, 2); }\n",
    ),
    (
        "derived_in_vain",
        "use serde::Serialize;\nmod serde { pub fn x() {} }\n#[derive(Serialize)]\nstruct Mine;\nfn main() { serde::x(); let _ = Mine; }\n#[test]\nfn a() {}\n",
    ),
    (
        "impl_of_a_crates_trait",
        "struct Mine(Vec<u8>);\nimpl serde::Serialize for Mine { fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> { s.serialize_u64(self.0.len() as u64) } }\nfn main() {}\n#[test]\nfn a() { assert_eq!(serde_json::to_string(&Mine(vec![1])).unwrap(), \"1\"); }\n",
    ),
    (
        "entered_by_an_attribute",
        "#[tokio::main]\nasync fn main() { tokio::task::yield_now().await; println!(\"x\"); }\n#[tokio::test]\nasync fn a() { assert_eq!(tokio::spawn(async { 1 }).await.unwrap(), 1); }\n",
    ),
];

/// Tells in a file how its tests were started; it looks so harmless that it may share a crate.
const BEACON: &str = "fn main() {}\n#[test]\nfn a() {\n    \
    let line = std::fs::read(concat!(\"/pr\", \"oc/self/cmdline\")).unwrap();\n    \
    std::fs::write(\"beacon\", line).unwrap();\n}\n";

/// Else what was compared was compared with itself.
fn assert_built_together(course: &Course) {
    if cfg!(target_os = "linux") {
        let beacon = course.read("beacon");
        assert!(beacon.contains("__exercise_"), "nothing was built together");
    }
}

/// So many that there are several in each crate.
fn with_plain_ones(mut course: Course) -> Course {
    for number in 0..6 {
        let text = format!("fn main() {{ println!(\"{number}\"); }}\n#[test]\nfn a() {{}}\n");
        course = course.exercise(&format!("plain_{number}"), "", &text);
    }
    course.exercise("beacon", "", BEACON)
}

/// This keeps what it is compiled with from being built at all.
const SPOILERS: [&str; 1] = ["only_when_built"];

#[test]
fn programs_built_to_tell_the_difference_do_not() {
    let is_spoiler = |name: &str| SPOILERS.contains(&name);
    let mut course = with_plain_ones(Course::new());
    for (name, keys, text) in TRAPS.iter().filter(|(name, ..)| !is_spoiler(name)) {
        course = course.exercise(name, keys, text);
    }
    // One crate for all of them, so that each meets each.
    assert_same("traps", &course, &["-j1"]);
    assert_built_together(&course);
    for (name, keys, text) in TRAPS.iter().filter(|(name, ..)| is_spoiler(name)) {
        let course = with_plain_ones(Course::new()).exercise(name, keys, text);
        assert_same(name, &course, &["-j1"]);
    }
}

/// Files that can be the root of a crate whose modules are others. Each is to be one, if any,
/// so each is in a course of its own.
const ROOTS: [(&str, &str); 14] = [
    (
        "root_as_it_is",
        "struct Mine;\nfn main() { println!(\"{}\", std::any::type_name::<Mine>()); }\n#[cfg(test)]\nmod tests {\n    use super::*;\n    #[test]\n    fn a() { assert_eq!(std::any::type_name::<Mine>(), \"root_as_it_is::Mine\"); }\n    #[test]\n    fn b() { let f = |x: u8| x; assert_eq!(std::any::type_name_of_val(&f), \"root_as_it_is::tests::b::{{closure}}\"); }\n}\n",
    ),
    (
        "root_of_a_shard",
        "struct Mine;\nfn main() {}\n#[cfg(test)]\nmod tests {\n#[allow(unused_imports)]\nuse super::*;\n#[test]\nfn a() { let _ = Mine; assert_eq!(std::any::type_name::<Mine>(), \"shard::Mine\"); }\n}\n",
    ),
    (
        "root_has_neighbours",
        "fn main() {}\n#[cfg(test)]\nmod tests {\n#[allow(unused_imports)]\nuse super::*;\n#[test]\nfn a() { assert!(std::any::type_name_of_val(&a).contains(concat!(\"exer\", \"cise_\"))); }\n}\n",
    ),
    (
        "root_calls_main",
        "fn main() -> Result<(), String> { println!(\"once\"); Ok(()) }\n#[cfg(test)]\nmod tests {\n#[allow(unused_imports)]\nuse super::*;\n#[test]\nfn a() { assert!(std::any::type_name_of_val(&main()).contains(\"Result\")); }\n}\n",
    ),
    (
        "root_exits",
        "fn main() { println!(\"{}\", std::any::type_name::<u8>()); std::process::exit(3); }\n#[cfg(test)]\nmod tests {\n#[allow(unused_imports)]\nuse super::*;\n#[test]\nfn a() {}\n}\n",
    ),
    (
        "root_exits_in_a_test",
        "fn main() { println!(\"{}\", std::any::type_name::<u8>()); }\n#[cfg(test)]\nmod tests {\n#[allow(unused_imports)]\nuse super::*;\n#[test]\nfn a() { std::process::exit(0); }\n#[test]\nfn b() {}\n}\n",
    ),
    (
        "root_fails",
        "fn main() {}\n#[cfg(test)]\nmod tests {\n#[allow(unused_imports)]\nuse super::*;\n#[test]\nfn a() { assert_eq!(std::any::type_name::<u8>(), \"u8\"); }\n#[test]\nfn z() { panic!(\"at the end\"); }\n}\n",
    ),
    (
        "root_takes_the_preludes_names",
        "#[derive(Debug, PartialEq)]\nenum Two { Ok, Err, Some, None }\nuse Two::*;\nfn main() { println!(\"{:?}\", [Ok, Err, Some, None]); }\n#[cfg(test)]\nmod tests {\n#[allow(unused_imports)]\nuse super::*;\n#[test]\nfn a() { assert!(Ok != None, \"{}\", std::any::type_name::<Two>()); }\n}\n",
    ),
    (
        "root_takes_the_name_of_std",
        "mod std { pub fn one() -> u8 { 1 } }\nfn main() { println!(\"{}\", std::one()); }\n#[cfg(test)]\nmod tests {\n#[allow(unused_imports)]\nuse super::*;\n#[test]\nfn a() { assert_eq!(::std::any::type_name::<u8>(), \"u8\"); }\n}\n",
    ),
    (
        "root_takes_a_primitives_name",
        "#[allow(non_camel_case_types, dead_code)]\nstruct bool;\nfn main() {}\n#[cfg(test)]\nmod tests {\n#[allow(unused_imports)]\nuse super::*;\n#[test]\nfn a() { assert_eq!(::std::any::type_name::<u8>(), \"u8\"); }\n}\n",
    ),
    (
        "root_makes_a_macro",
        "#[allow(unused_macros)]\nmacro_rules! println { ($($x:tt)*) => { ::std::process::exit(0) } }\nfn main() {}\n#[cfg(test)]\nmod tests {\n#[allow(unused_imports)]\nuse super::*;\n#[test]\nfn a() { assert_eq!(::std::any::type_name::<u8>(), \"u8\"); }\n}\n",
    ),
    (
        "root_has_more_than_it_needs",
        "pub fn never() {}\nfn main() {}\n#[cfg(test)]\nmod tests {\n#[allow(unused_imports)]\nuse super::*;\n#[test]\nfn a() { assert_eq!(::std::any::type_name::<u8>(), \"u8\"); }\n}\n",
    ),
    (
        "root_begins_early",
        "fn main() { println!(\"x\"); }\n#[cfg(test)]\n#[allow(non_snake_case)]\nmod AA {\n    #[test]\n    fn a() { println!(\"{}\", std::any::type_name::<u8>()); }\n}\n",
    ),
    (
        "root_has_an_opinion",
        "struct Mine;\nimpl From<Mine> for String { fn from(_: Mine) -> String { String::new() } }\nimpl PartialEq<Mine> for str { fn eq(&self, _: &Mine) -> bool { true } }\nfn main() { println!(\"{}\", String::from(Mine)); }\n#[cfg(test)]\nmod tests {\n#[allow(unused_imports)]\nuse super::*;\n#[test]\nfn a() { assert!(*\"x\" == Mine, \"{}\", std::any::type_name::<Mine>()); }\n}\n",
    ),
];

#[test]
fn files_at_the_root_come_out_the_same() {
    for (name, text) in ROOTS {
        let course = with_plain_ones(Course::new()).exercise(name, "", text);
        assert_same(name, &course, &["-j1"]);
        assert_built_together(&course);
    }
}

/// There a path that is imported begins at the root, also in a module.
#[test]
fn in_the_edition_of_2015_no_file_is_the_root() {
    let begin = |number: u8| {
        let helper = format!("mod helper {{ pub fn x() -> u8 {{ {number} }} }}\n");
        helper + "fn main() { println!(\"{}\", helper::x()); }\n"
    };
    let tests = "#[cfg(test)]\nmod tests {\n    use helper::x;\n    #[test]\n    \
                 fn a() { assert_eq!(x(), 1, \"{}\", ::std::any::type_name::<u8>()); }\n}\n";
    // In the same crate as the plain ones, and so as the root.
    let test = "#[test]\nfn a() {\n    use helper::x;\n    assert_eq!(x(), 1);\n}\n";
    let course = with_plain_ones(Course::new())
        .exercise("root", "", &(begin(1) + tests))
        .exercise("neighbour", "", &(begin(2) + test));
    let manifest = "[package]\nname = \"old\"\nversion = \"0.1.0\"\n\n\
                    [[bin]]\nname = \"root\"\npath = \"exercises/root.rs\"\n";
    course.write("Cargo.toml", manifest);
    assert_same("edition 2015", &course, &["-j1"]);
    assert_eq!(verdicts(&course, &[])["neighbour"]["verdict"], "fail");
}

/// Files that may share a crate and have nothing wrong are never compiled alone: else all
/// would come out the same here, and take several times as long.
#[test]
fn what_passes_together_is_not_compiled_alone() {
    let tested = "fn main() {}\n#[test]\nfn a() {}\n";
    let mut course = Course::new();
    for number in 0..3 {
        let name = |kind: &str| format!("{kind}_{number}");
        let levels = format!("#![allow(unused)]\n#![forbid(unsafe_code)]\n{tested}");
        let main = "fn main() { println!(\"x\"); }\n";
        let sleeps = "fn main() { std::thread::sleep(std::time::Duration::ZERO); }\n";
        let ends_in_result = "fn main() -> Result<(), String> { Ok(()) }\n";
        course = course
            .exercise(&name("tested"), "strict_clippy = true", tested)
            .exercise(&name("levels"), "strict_clippy = true", &levels)
            .exercise(&name("main"), "test = false", main)
            .exercise(&name("sleeps"), "test = false", sleeps)
            .exercise(&name("result"), "test = false", ends_in_result);
    }
    course = course.exercise("alone", "", &format!("#![no_implicit_prelude]\n{tested}"));
    // Those at the root of crates are not alone either.
    let names_type = "fn main() {}\n#[cfg(test)]\nmod tests {\n    #[test]\n    \
                      fn a() { assert_eq!(std::any::type_name::<u8>(), \"u8\"); }\n}\n";
    for number in 0..2 {
        course = course.exercise(&format!("root_{number}"), "", names_type);
    }
    let log = listening_toolchain(&course);
    let mut verify = course.command(&["verify"]);
    let run = common::finish(verify.env("RUSTC", course.path("toolchain/bin/rustc")));
    assert_eq!(run.code, 0, "{run:?}");
    let sources = fs::read_to_string(log).expect("the compilers were called");
    let alone = sources.lines().filter_map(source_of);
    let alone = alone.filter(|source| source.contains('/'));
    let alone: BTreeSet<&str> = alone.collect();
    assert_eq!(alone, BTreeSet::from(["exercises/alone.rs"]), "{sources}");
}

/// What clippy's driver may build, it builds while it lints, with the `main`s among the tests.
#[test]
fn one_compile_is_enough_for_ordinary_files() {
    let mut course = Course::new();
    for number in 0..5 {
        let text = format!(
            "fn one() -> u8 {{ 1 }}\nfn main() {{ println!(\"{{}} {number}\", one()); }}\n\
             #[cfg(test)]\nmod tests {{\n    use super::*;\n    #[test]\n    \
             fn a() {{ assert_eq!(one(), 1); }}\n}}\n"
        );
        course = course.exercise(&format!("ordinary_{number}"), "", &text);
    }
    // What a course forbids, nobody may allow. Help that only tests need is none that is dead.
    course.write(
        "Cargo.toml",
        "[package]\nname = \"strict\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n\
         [[bin]]\nname = \"ordinary_0\"\npath = \"exercises/ordinary_0.rs\"\n\n\
         [lints.rust]\nunsafe_code = \"forbid\"\n\n\
         [lints.clippy]\nmem_forget = \"forbid\"\ntodo = \"forbid\"\n",
    );
    let text = "struct One(u8);\nfn help() -> u8 { 1 }\nfn main() { println!(\"{} 5\", One(1).0); }\n\
                #[cfg(test)]\nmod tests {\n    use super::*;\n    \
                impl Clone for One { fn clone(&self) -> Self { One(self.0) } }\n    #[test]\n    \
                fn a() { assert_eq!(One(1).clone().0, help()); }\n}\n";
    let course = course.exercise("ordinary_5", "", text);
    let log = listening_toolchain(&course);
    let mut verify = course.command(&["verify", "-j1", "--format", "json"]);
    let run = common::finish(verify.env("RUSTC", course.path("toolchain/bin/rustc")));
    assert_eq!(run.code, 0, "{run:?}");
    let sources = fs::read_to_string(log).expect("the compilers were called");
    let sources = sources.lines().filter_map(source_of);
    assert_eq!(sources.collect::<Vec<_>>(), ["tests.rs"]);
    let document: Value = serde_json::from_str(&run.stdout).expect("JSON");
    for (number, exercise) in document["exercises"]
        .as_array()
        .expect("a list")
        .iter()
        .enumerate()
    {
        let said = exercise["stdout"].as_str();
        assert_eq!(said, Some(format!("1 {number}\n").as_str()), "{exercise}");
    }
}

/// What many exercises call of their crates is compiled with these, and again when they change.
#[test]
fn code_that_exercises_have_in_common_is_taken_from_a_library() {
    let mut course = Course::new().manifest("[dependencies]\npair = { path = \"pair\" }\n");
    course.write(
        "pair/Cargo.toml",
        "[package]\nname = \"pair\"\nversion = \"0.1.0\"\nedition = \"2024\"\n",
    );
    let write_crate = |course: &Course, of: &str| {
        let source = format!("pub fn pair<T: Clone>(one: &T) -> [T; 2] {{ {of} }}\n");
        course.write("pair/src/lib.rs", source);
    };
    for number in 0..8 {
        let text = format!(
            "fn main() {{ println!(\"{{:?}}\", pair::pair(&{number}_u8)); }}\n#[cfg(test)]\n\
             mod tests {{\n    #[test]\n    \
             fn a() {{ assert_eq!(pair::pair(&{number}_u8), [{number}; 2]); }}\n}}\n"
        );
        course = course.exercise(&format!("pair_{number}"), "", &text);
    }
    course.write(
        "crates/instantiations.rs",
        "pub fn pairs() -> [u8; 2] { pair::pair(&1) }\n",
    );
    let log = listening_toolchain(&course);
    let library = "crates/lib__instantiations.rlib";
    let verify = |args: &[&str]| {
        let _ = fs::remove_file(&log);
        let mut verify = course.command(&[&["verify", "-j1"], args].concat());
        verify.env("CARGO_NET_OFFLINE", "true");
        let run = common::finish(verify.env("RUSTC", course.path("toolchain/bin/rustc")));
        assert_eq!(run.code, 0, "{run:?}");
        fs::read_to_string(&log).expect("the compilers were called")
    };
    for of in [
        "[one.clone(), one.clone()]",
        "[(); 2].map(|()| one.clone())",
    ] {
        write_crate(&course, of);
        let sources = verify(&[]);
        let together = |line: &&str| line.ends_with("tests.rs");
        let [together] = sources.lines().filter(together).collect::<Vec<_>>()[..] else {
            panic!("{sources}");
        };
        assert!(together.contains(library), "{together}");
        assert!(course.path(".rustlings-like").join(library).is_file());
        let libraries = sources
            .lines()
            .filter(|line| line.ends_with("instantiations.rs"));
        assert_eq!(libraries.count(), 1, "{sources}");
        assert!(!sources.contains("exercises/pair_"), "{sources}");
    }
    // The compiler reads it: with one that is none, all has to be compiled alone, and passes.
    course.write(format!(".rustlings-like/{library}"), "no library");
    let sources = verify(&["--no-cache"]);
    for number in 0..8 {
        assert!(
            sources.contains(&format!("exercises/pair_{number}.rs")),
            "{sources}"
        );
    }
}

/// The source that a compiler was given, of a line with its arguments.
fn source_of(line: &str) -> Option<&str> {
    line.rsplit(' ')
        .next()
        .filter(|source| source.ends_with(".rs"))
}

/// Makes a toolchain in the course whose compilers write down their arguments, of which the last
/// is the source. Returns the file with these.
fn listening_toolchain(course: &Course) -> PathBuf {
    let output = Command::new("rustc").args(["--print", "sysroot"]).output();
    let output = output.expect("rustc starts").stdout;
    let real = String::from_utf8(output).expect("UTF-8").trim().to_owned();
    fs::create_dir_all(course.path("toolchain/bin")).expect("folders");
    symlink(format!("{real}/lib"), course.path("toolchain/lib")).expect("a link");
    let (ours, log) = (course.path("toolchain"), course.path("sources"));
    for name in ["rustc", "clippy-driver"] {
        let script = format!(
            "#!/bin/sh\necho \"$@\" >> '{}'\n\
             exec '{real}/bin/{name}' --sysroot '{}' \"$@\"\n",
            log.display(),
            ours.display()
        );
        let file = course.path("toolchain/bin").join(name);
        fs::write(&file, script).expect("a script");
        fs::set_permissions(&file, fs::Permissions::from_mode(0o755)).expect("executable");
    }
    log
}
