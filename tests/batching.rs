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

use common::Course;
use serde_json::{Value, json};

/// What an exercise of the built-in course is built with.
struct Original {
    keys: String,
    dir: String,
}

/// The exercises of the built-in course that use no crates, by name.
fn originals() -> BTreeMap<String, Original> {
    let text = fs::read_to_string(repository().join("info.toml")).expect("info.toml");
    let manifest: toml::Table = toml::from_str(&text).expect("TOML");
    let exercises = manifest["exercises"].as_array().expect("exercises");
    let entry = |exercise: &toml::Value| {
        let text = |key: &str| exercise[key].as_str().expect("text").to_owned();
        let flag = |key: &str, usual: bool| {
            let value = exercise.get(key).and_then(toml::Value::as_bool);
            format!("{key} = {}\n", value.unwrap_or(usual))
        };
        // A time-out is only waited for, and the shorter the better.
        let keys = flag("test", true) + &flag("strict_clippy", false) + "timeout = 2\n";
        let dir = text("dir");
        (text("name"), Original { keys, dir })
    };
    let without_crates = |(_, original): &(String, Original)| {
        let chapter: u32 = original.dir[..2].parse().expect("a number");
        !(13..=17).contains(&chapter)
    };
    exercises.iter().map(entry).filter(without_crates).collect()
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

/// What `verify` says of each exercise, without what differs from run to run.
fn verdicts(course: &Course, how: &[&str]) -> BTreeMap<String, Value> {
    let args = [&["verify", "--no-cache", "--format", "json"], how].concat();
    let run = course.run(&args);
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
fn assert_same(what: &str, course: &Course) {
    let alone = verdicts(course, &["--no-batch"]);
    let together = verdicts(course, &[]);
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
        for (name, original) in &originals() {
            course = course.exercise(name, &original.keys, &source(top, name, original));
        }
        assert_same(top, &course);
    }
    let mut course = Course::new();
    for (name, original) in &originals() {
        for (number, text) in wrong_repairs(name, original).iter().enumerate() {
            course = course.exercise(&format!("{name}_{number}"), &original.keys, text);
        }
    }
    assert_same("wrong repairs", &course);
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
    let originals = originals();
    let names: Vec<&String> = originals.keys().collect();
    let mut dice = Dice(0x5EED_CAFE_F00D);
    let mut course = Course::new();
    for number in 0..320 {
        let name = names[number % names.len()];
        let original = &originals[name];
        let top = if dice.below(4) == 0 {
            "exercises"
        } else {
            "solutions"
        };
        let text = mutant(&source(top, name, original), &mut dice);
        course = course.exercise(&format!("m{number}_{name}"), &original.keys, &text);
    }
    assert_same("mutants", &course);
}

/// Programs that would give the difference away, or spoil their neighbours.
const TRAPS: [(&str, &str, &str); 33] = [
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
];

#[test]
fn programs_built_to_tell_the_difference_do_not() {
    let mut course = Course::new();
    for (name, keys, text) in TRAPS {
        course = course.exercise(name, keys, text);
    }
    // So many that there are several in each crate.
    for number in 0..8 {
        let text = format!("fn main() {{ println!(\"{number}\"); }}\n#[test]\nfn a() {{}}\n");
        course = course.exercise(&format!("plain_{number}"), "", &text);
    }
    assert_same("traps", &course);
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
    let log = listening_toolchain(&course);
    let mut verify = course.command(&["verify"]);
    let run = common::finish(verify.env("RUSTC", course.path("toolchain/bin/rustc")));
    assert_eq!(run.code, 0, "{run:?}");
    let sources = fs::read_to_string(log).expect("the compilers were called");
    let alone = sources.lines().filter(|source| source.contains('/'));
    let alone: BTreeSet<&str> = alone.collect();
    assert_eq!(alone, BTreeSet::from(["exercises/alone.rs"]), "{sources}");
}

/// Makes a toolchain in the course whose compilers write down their last argument, the source.
/// Returns the file with these.
fn listening_toolchain(course: &Course) -> PathBuf {
    let output = Command::new("rustc").args(["--print", "sysroot"]).output();
    let output = output.expect("rustc starts").stdout;
    let real = String::from_utf8(output).expect("UTF-8").trim().to_owned();
    fs::create_dir_all(course.path("toolchain/bin")).expect("folders");
    symlink(format!("{real}/lib"), course.path("toolchain/lib")).expect("a link");
    let (ours, log) = (course.path("toolchain"), course.path("sources"));
    for name in ["rustc", "clippy-driver"] {
        let script = format!(
            "#!/bin/sh\nfor last; do :; done\necho \"$last\" >> '{}'\n\
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
