//! `verify --pristine`: learners' code under the tests that the exercises came with, and what
//! `verify` says of the same files without it.

#![cfg(target_os = "linux")]

mod common;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use common::{Course, Run, finish};
use serde_json::Value;

/// An exercise as it came: its function is to double.
const ORIGINAL: &str = r#"fn double(x: u32) -> u32 {
    x
}

fn main() {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn doubles() {
        assert_eq!(double(2), 4, "two");
    }

    #[test]
    fn of_many() {
        let many: Vec<u32> = [1, 2].into_iter().map(double).collect();
        assert_eq!(many, vec![2, 4]);
        assert_eq!(std::mem::size_of_val(&many[0]), 4);
    }

    #[test]
    fn of_nothing() {
        assert_eq!(double(0), 0);
    }
}
"#;

/// Rust text that prints what the harness prints when all of these tests pass.
const FORGED: &str = r#"{
    use std::io::Write;
    let mut text = String::from("ok\n");
    for name in ["doubles", "of_many", "of_nothing"] {
        text += &format!("test tests::{name} ... ok\n");
    }
    text += "\ntest result: ok. 3 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s\n";
    std::io::stdout().write_all(text.as_bytes()).unwrap();
    std::io::stdout().flush().unwrap();
    std::process::exit(0)
}"#;

fn solved() -> String {
    ORIGINAL.replace("{\n    x\n}", "{\n    x * 2\n}")
}

/// The file with something before its first line, and other code in `double`.
fn with(head: &str, body: &str) -> String {
    let source = ORIGINAL.replace("{\n    x\n}", &format!("{{\n    {body}\n}}"));
    format!("{head}\n{source}")
}

/// The file without its tests.
fn without_tests(source: &str) -> String {
    let (code, _) = source.split_once("#[cfg(test)]").expect("tests");
    code.to_owned()
}

/// Rust text that takes the word which a test is given, leaves it as a test does, and prints
/// what the harness prints.
fn stolen() -> String {
    format!(
        "let mut word = String::new();
        std::io::Read::read_to_string(&mut std::io::stdin(), &mut word).unwrap();
        if std::env::args().any(|arg| arg == \"--exact\") {{
            println!(\"\\n{{word}}\");
            {FORGED}
        }}"
    )
}

/// Code that runs before `main`.
fn before_main(code: &str) -> String {
    format!(
        "#[used]\n#[unsafe(link_section = \".init_array\")]\n\
         static FIRST: extern \"C\" fn() = {{ extern \"C\" fn go() {{ {code} }} go }};\n"
    )
}

/// What became of a learner's file: its name, the file, the reasons without and with
/// `--pristine`.
type Case = (&'static str, String, &'static str, &'static str);

/// Two folders: the course as it came, and a learner's with other files in it.
struct Class {
    teachers: Course,
    learners: Course,
}

impl Class {
    fn new() -> Self {
        Self {
            teachers: Course::new(),
            learners: Course::new(),
        }
    }

    fn exercise(mut self, name: &str, keys: &str, original: &str, learners: &str) -> Self {
        self.teachers = self.teachers.exercise(name, keys, original);
        self.learners = self.learners.exercise(name, keys, learners);
        self
    }

    /// One exercise, `it`.
    fn of(keys: &str, original: &str, learners: &str) -> Self {
        Self::new().exercise("it", keys, original, learners)
    }

    fn run(&self, args: &[&str]) -> Run {
        let teachers = self.teachers.root().to_str().expect("UTF-8");
        self.learners
            .run(&[&["verify", "--originals", teachers], args].concat())
    }

    fn report(&self, args: &[&str]) -> Value {
        json(&self.run(&[args, &["--format", "json"]].concat()))
    }

    /// The entry of the only exercise.
    fn entry(&self, args: &[&str]) -> Value {
        self.report(args)["exercises"][0].clone()
    }
}

fn json(run: &Run) -> Value {
    serde_json::from_str(&run.stdout).unwrap_or_else(|error| panic!("no JSON ({error}): {run:?}"))
}

/// The reasons by the exercises' names.
fn reasons(report: &Value) -> BTreeMap<String, String> {
    let entries = report["exercises"].as_array().expect("an array");
    let text = |value: &Value| value.as_str().expect("text").to_owned();
    entries
        .iter()
        .map(|entry| (text(&entry["name"]), text(&entry["reason"])))
        .collect()
}

/// Checks all cases at once in both ways.
#[track_caller]
fn assert_cases(cases: &[Case]) {
    let mut class = Class::new();
    for (name, source, _, _) in cases {
        assert_ne!(source, ORIGINAL, "{name} changes nothing");
        class = class.exercise(name, "", ORIGINAL, source);
    }
    let compared = class.report(&[]);
    let pristine = class.report(&["--pristine"]);
    let (plain, under) = (reasons(&compared), reasons(&pristine));
    let mut wrong = Vec::new();
    for (name, _, without, with) in cases {
        if (plain[*name].as_str(), under[*name].as_str()) != (*without, *with) {
            wrong.push(format!(
                "{name}: {} and {}, not {without} and {with}",
                plain[*name], under[*name]
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn whoever_solved_it_passes_whatever_became_of_the_tests() {
    let solved = solved();
    let code = without_tests(&solved);
    let tests = solved.strip_prefix(&code).expect("tests");
    let change = |from: &str, to: &str| solved.replacen(from, to, 1);
    assert_cases(&[
        ("unchanged", solved.clone(), "passed", "passed"),
        ("deleted", code.clone(), "tests_missing", "passed"),
        (
            "renamed",
            change("mod tests", "mod others"),
            "tests_missing",
            "passed",
        ),
        (
            "cut_out",
            change("#[cfg(test)]", "#[cfg(any())]"),
            "tests_missing",
            "passed",
        ),
        (
            "ignored",
            change("#[test]", "#[test]\n    #[ignore]"),
            "tests_missing",
            "passed",
        ),
        (
            "edited",
            change("double(2), 4", "double(2), double(2)"),
            "tests_edited",
            "passed",
        ),
        (
            "returns_early",
            change("assert_eq!", "if true { return; } assert_eq!"),
            "tests_edited",
            "passed",
        ),
        (
            "should_panic",
            change(
                "#[test]\n    fn doubles() {",
                "#[test]\n    #[should_panic]\n    fn doubles() { panic!();",
            ),
            "tests_edited",
            "passed",
        ),
        (
            "own_tests",
            format!("#[cfg(test)]\nmod mine {{\n    #[test]\n    fn own() {{}}\n}}\n{solved}"),
            "passed",
            "passed",
        ),
        (
            "own_failing_test",
            format!("{solved}\n#[test]\nfn own() {{ panic!() }}\n"),
            "tests_failed",
            "passed",
        ),
        (
            "other_module",
            format!("{code}\n#[allow(dead_code)]\nmod tests {{\n    pub fn x() {{}}\n}}\n"),
            "tests_missing",
            "passed",
        ),
        (
            "documented",
            change("#[cfg(test)]", "/// Tests.\n/* All. */\n#[cfg(test)]"),
            "passed",
            "passed",
        ),
        (
            "reformatted",
            change(
                "assert_eq!(double(2), 4, \"two\")",
                "assert_eq!(\n// a\ndouble(2), 4,\n\"two\",\n)",
            ),
            "passed",
            "passed",
        ),
        (
            "first_in_the_file",
            format!("{tests}\n{code}"),
            "passed",
            "passed",
        ),
        ("marked", format!("\u{feff}{solved}"), "passed", "passed"),
        (
            "windows_lines",
            solved.replace('\n', "\r\n"),
            "passed",
            "passed",
        ),
        // Ours below would be the second of this name: no pass, and no false one either.
        (
            "in_a_macro",
            format!("{code}\nmacro_rules! t {{ () => {{ {tests} }} }}\nt!();\n"),
            "tests_edited",
            "compile_error",
        ),
    ]);
}

#[test]
fn whoever_did_not_solve_it_passes_by_no_dodge_of_the_tests() {
    let code = without_tests(ORIGINAL);
    let change = |from: &str, to: &str| ORIGINAL.replacen(from, to, 1);
    assert_cases(&[
        ("deleted", code.clone(), "tests_missing", "tests_failed"),
        (
            "cut_out",
            change("#[cfg(test)]", "#[cfg(never)]"),
            "tests_missing",
            "tests_failed",
        ),
        (
            "prints_ok",
            code.replace("fn main() {}", &format!("fn main() {FORGED}")),
            "tests_missing",
            "tests_failed",
        ),
        (
            "returns_early",
            ORIGINAL.replace("() {\n        ", "() {\n        if true { return; }\n"),
            "tests_edited",
            "tests_failed",
        ),
        (
            "should_panic",
            ORIGINAL
                .replace("    fn doubles", "    #[should_panic]\n    fn doubles")
                .replace("    fn of_many", "    #[should_panic]\n    fn of_many"),
            "tests_edited",
            "tests_failed",
        ),
        (
            "in_a_macro",
            format!("{code}\nmacro_rules! swallow {{ ($($x:tt)*) => {{}} }}\nswallow! {{"),
            "compile_error",
            "compile_error",
        ),
        (
            "open_end",
            format!("{code}\n/*"),
            "compile_error",
            "compile_error",
        ),
        (
            "hanging_attribute",
            format!("{code}\n#[cfg(any())]"),
            "compile_error",
            "compile_error",
        ),
        (
            "whole_file_cut_out",
            format!("#![cfg(any())]\n{ORIGINAL}"),
            "tests_missing",
            "tests_missing",
        ),
    ]);
}

#[test]
fn no_end_of_the_program_is_a_pass() {
    let spawn = "std::thread::spawn(|| std::process::exit(0)).join().unwrap();\n    x";
    let hook = format!("std::panic::set_hook(Box::new(|_| {FORGED}));\n    x");
    let leave = "std::process::exit(0)";
    let seen =
        format!("static DONE: std::sync::Once = std::sync::Once::new();\nfn forge() {FORGED}");
    assert_cases(&[
        ("leaves", with("", leave), "ended_early", "ended_early"),
        (
            "aborts",
            with("", "std::process::abort()"),
            "signal",
            "signal",
        ),
        (
            "thread_leaves",
            with("", spawn),
            "ended_early",
            "ended_early",
        ),
        (
            "leaves_before_main",
            with(&before_main(leave), "x"),
            "ended_early",
            "ended_early",
        ),
        // Without --pristine what is printed is believed: docs/security.md.
        ("forges", with("", FORGED), "passed", "ended_early"),
        ("hook_forges", with("", &hook), "passed", "ended_early"),
        (
            "forges_in_a_thread",
            with(
                &seen,
                "DONE.call_once(|| { std::thread::spawn(forge); });\n    loop { std::thread::yield_now() }",
            ),
            "passed",
            "ended_early",
        ),
        (
            "forges_before_main",
            with(&before_main(FORGED), "x"),
            "tests_edited",
            "ended_early",
        ),
        // All marks are taken and left by a program whose tests fail.
        (
            "steals_the_marks",
            with(&before_main(&stolen()), "x"),
            "tests_failed",
            "tests_edited",
        ),
        // A test that our reader does not see, and that would be the first to run.
        (
            "takes_the_marks_in_a_hidden_test",
            with(
                &format!(
                    "macro_rules! hidden {{ () => {{ #[test] fn a_first() {{ {} }} }} }}
                    hidden!();",
                    stolen()
                ),
                "x",
            ),
            "tests_failed",
            "tests_failed",
        ),
        (
            "takes_the_marks_in_a_test",
            with("", &format!("{}\n    x", stolen())),
            "tests_failed",
            "ended_early",
        ),
    ]);
}

#[test]
fn what_changes_the_meaning_of_tests_is_named() {
    let shadow = "macro_rules! assert_eq { ($($any:tt)*) => {} }";
    let cases = [
        ("macro", with(shadow, "x * 2")),
        (
            "macro_in_module",
            with(&format!("#[macro_use]\nmod m {{ {shadow} }}"), "x * 2"),
        ),
        (
            "macro_behind_a_line_for_the_shell",
            with(&format!("#!/*\n{shadow}"), "x * 2"),
        ),
        (
            "made_macro",
            with(
                "macro_rules! make { ($n:ident) => { macro_rules! $n { ($($any:tt)*) => {} } } }",
                "x * 2",
            ),
        ),
        (
            "own_std",
            with(
                "mod std {\n    pub mod mem {\n        pub fn size_of_val<T>(_: &T) -> usize {\n            4\n        }\n    }\n}",
                "x * 2",
            ),
        ),
        (
            "own_vec",
            with("type Vec<T> = std::collections::VecDeque<T>;", "x * 2"),
        ),
        (
            "handed_to_a_macro",
            with(
                "macro_rules! items { ($($t:tt)*) => { $($t)* } }\n\
                 items! { type Vec<T> = std::collections::VecDeque<T>; }",
                "x * 2",
            ),
        ),
        (
            "exported_symbol",
            with(
                "#[unsafe(no_mangle)]\npub extern \"C\" fn getpid() -> i32 {\n    7\n}",
                "x * 2",
            ),
        ),
        ("before_main", with(&before_main(""), "x * 2")),
        (
            "allocator",
            with(
                "#[global_allocator]\nstatic ALL: std::alloc::System = std::alloc::System;",
                "x * 2",
            ),
        ),
    ];
    let cases = cases.map(|(name, source)| (name, source, "tests_edited", "tests_edited"));
    assert_cases(&cases);
    // Under the original's tests, such a macro has no effect: these programs are wrong.
    let cases = [
        ("macro", with(shadow, "x")),
        (
            "macro_in_module",
            with(&format!("#[macro_use]\nmod m {{ {shadow} }}"), "x"),
        ),
        (
            "macro_behind_a_line_for_the_shell",
            with(&format!("#!/*\n{shadow}"), "x"),
        ),
    ];
    let cases = cases.map(|(name, source)| (name, source, "tests_edited", "tests_failed"));
    assert_cases(&cases);
}

#[test]
fn what_takes_the_harness_away_does_not_pass() {
    let mut class = Class::new();
    for (name, head) in [
        ("renamed_macro", "use core::debug_assert_ne as assert_eq;".to_owned()),
        ("no_main", format!("#![no_main]\n#[unsafe(no_mangle)]\nextern \"C\" fn main() -> i32 {FORGED}")),
        ("feature", "#![feature(custom_test_frameworks)]\n#![test_runner(crate::none)]\nfn none(_: &[&dyn Fn()]) {}".to_owned()),
        ("no_std", "#![no_std]".to_owned()),
        ("no_prelude", "#![no_implicit_prelude]".to_owned()),
        ("other_std", "extern crate self as std;".to_owned()),
    ] {
        class = class.exercise(name, "", ORIGINAL, &with(&head, "x"));
    }
    for args in [&[][..], &["--pristine"]] {
        let report = class.report(args);
        assert_eq!(report["failed"], 6, "{:#}", report["exercises"]);
    }
}

#[test]
fn what_the_exercise_demands_of_the_code_must_stay() {
    let original = format!("#![forbid(unsafe_code)]\n{ORIGINAL}");
    let class = Class::of("", &original, &solved());
    for args in [&[][..], &["--pristine"]] {
        let entry = class.entry(args);
        assert_eq!(entry["reason"], "tests_edited", "{entry:#}");
        let message = entry["message"].as_str().expect("text");
        assert!(message.contains("#![forbid(unsafe_code)]"), "{message}");
    }
    let class = Class::of(
        "",
        &original,
        &format!("#![forbid(unsafe_code)]\n{}", solved()),
    );
    assert_eq!(class.entry(&["--pristine"])["reason"], "passed");
}

#[test]
fn an_error_that_prints_a_forged_end_is_no_pass() {
    let original = "#[derive(Debug)]\nstruct Why;\nfn go() -> Result<(), Why> { Err(Why) }\nfn main() {}\n\
        #[cfg(test)]\nmod tests {\n    use super::*;\n    #[test]\n    fn goes() -> Result<(), Why> {\n        go()?;\n        go()\n    }\n}\n";
    let end = FORGED.replace("[\"doubles\", \"of_many\", \"of_nothing\"]", "[\"goes\"]");
    let forged = original.replace(
        "#[derive(Debug)]\nstruct Why;",
        &format!("struct Why;\nimpl std::fmt::Debug for Why {{\n fn fmt(&self, _: &mut std::fmt::Formatter) -> std::fmt::Result {end}\n}}"),
    );
    let class = Class::new()
        .exercise(
            "honest",
            "",
            original,
            &original.replace("Err(Why)", "Ok(())"),
        )
        .exercise("failing", "", original, original)
        .exercise("forged", "", original, &forged);
    let found = reasons(&class.report(&["--pristine"]));
    let found: Vec<&str> = found.values().map(String::as_str).collect();
    // failing, forged, honest
    assert_eq!(found, ["tests_failed", "ended_early", "passed"]);
}

#[test]
fn tests_that_lie_in_the_learners_modules_are_the_originals_too() {
    let original = "mod shop {\n    pub fn price() -> u32 { 0 }\n    #[cfg(test)]\n    mod tests {\n        #[test]\n        fn it_costs() { assert_eq!(super::price(), 3); }\n    }\n}\nfn main() { shop::price(); }\n";
    let edited = original.replace("price(), 3", "price(), 0");
    let solved = edited.replace("{ 0 }", "{ 3 }");
    let class = Class::new()
        .exercise("edited", "", original, &edited)
        .exercise(
            "solved",
            "",
            original,
            &solved.replace("price(), 0", "price(), 3"),
        )
        .exercise(
            "solved_and_edited",
            "",
            original,
            &solved.replace("super::price(), 0", "1, 1"),
        );
    let plain = reasons(&class.report(&[]));
    let plain: Vec<&str> = plain.values().map(String::as_str).collect();
    assert_eq!(plain, ["tests_edited", "passed", "tests_edited"]);
    let found = reasons(&class.report(&["--pristine"]));
    let found: Vec<&str> = found.values().map(String::as_str).collect();
    assert_eq!(found, ["tests_failed", "passed", "passed"]);
}

#[test]
fn an_impl_for_tests_takes_no_impl_of_the_learners_away() {
    let original = "struct Stack(u32);\nimpl Stack {\n    fn top(&self) -> u32 {\n        0\n    }\n}\nfn main() {\n    Stack(0).top();\n}\n\
        #[cfg(test)]\nimpl Stack {\n    fn all() -> [u32; 1] {\n        [Stack(3).top()]\n    }\n}\n\
        #[test]\nfn t() {\n    assert_eq!(Stack::all(), [3]);\n}\n";
    let solved = original.replace("        0\n", "        self.0\n");
    let class = Class::new()
        .exercise("solved", "", original, &solved)
        .exercise("unsolved", "", original, original)
        .exercise(
            "without",
            "",
            original,
            &solved.replace("#[cfg(test)]\n", ""),
        );
    let plain = reasons(&class.report(&[]));
    let plain: Vec<&str> = plain.values().map(String::as_str).collect();
    assert_eq!(plain, ["passed", "tests_failed", "tests_edited"]);
    let found = reasons(&class.report(&["--pristine"]));
    let found: Vec<&str> = found.values().map(String::as_str).collect();
    assert_eq!(found, ["passed", "tests_failed", "passed"]);
}

#[test]
fn a_type_that_equals_everything_is_refused_unless_the_exercise_has_such_a_type() {
    let original = "fn answer() -> u32 { 0 }\nfn main() {}\n#[cfg(test)]\nmod tests {\n    #[test]\n    fn it_is() { assert_eq!(super::answer(), 42); }\n}\n";
    let any = "#[derive(Debug)]\nstruct Any;\nimpl PartialEq<u32> for Any { fn eq(&self, _: &u32) -> bool { true } }\n";
    let answer = "fn answer() -> u32 { 0 }";
    let liar = original.replace(answer, &format!("{any}fn answer() -> Any {{ Any }}"));
    let entry = Class::of("", original, &liar).entry(&["--pristine"]);
    assert_eq!(entry["reason"], "tests_edited");
    let message = entry["message"].as_str().unwrap_or_default();
    assert!(message.contains("PartialEq written out"), "{message}");
    // So says docs/security.md. If this fails one day, change it there.
    let original = format!("{any}{original}");
    let liar = original.replace(answer, "fn answer() -> Any { Any }");
    let class = Class::of("", &original, &liar);
    assert_eq!(class.entry(&["--pristine"])["reason"], "passed");
}

#[test]
fn a_program_without_tests_is_run_as_it_is() {
    let class = Class::new()
        .exercise(
            "plain",
            "test = false",
            "fn main() { panic!() }",
            "fn main() { println!(\"ok\") }",
        )
        .exercise(
            "failing",
            "test = false",
            "fn main() { panic!() }",
            "fn main() { println!(\"ok\"); panic!() }",
        )
        .exercise(
            "inside",
            "edit_tests = true",
            ORIGINAL,
            &solved().replace("double(2), 4", "double(3), 6"),
        )
        .exercise(
            "with_main",
            "",
            ORIGINAL,
            &solved().replace("fn main() {}", "fn main() { std::process::exit(3) }"),
        );
    let found = reasons(&class.report(&["--pristine"]));
    let found: Vec<&str> = found.values().map(String::as_str).collect();
    // failing, inside, plain, with_main
    assert_eq!(found, ["exit_status", "passed", "passed", "exit_status"]);
}

#[test]
fn lines_of_the_learner_keep_their_numbers() {
    let source = solved()
        .replace("x * 2", "x * y")
        .replace("#[cfg(test)]", "#[cfg(test)]\nmod other {}\n\n#[cfg(test)]");
    let class = Class::of("", ORIGINAL, &source);
    let entry = class.entry(&["--pristine"]);
    assert_eq!(entry["place"]["line"], 2, "{entry:#}");
    assert_eq!(
        entry["diagnostics"][0]["spans"][0]["file"],
        "exercises/it.rs"
    );
    // Tests that were left alone stand where they stood.
    let class = Class::of(
        "",
        ORIGINAL,
        &ORIGINAL.replace("    x\n", "    // Not yet.\n    x\n"),
    );
    let entry = class.entry(&["--pristine"]);
    assert_eq!(entry["reason"], "tests_failed");
    assert_eq!(entry["place"]["line"], 14, "{entry:#}");
    let output = entry["tests"][0]["output"].as_str().expect("text");
    assert!(output.contains("exercises/it.rs:14:9"), "{output}");
    assert!(!entry.to_string().contains("_seal"), "{entry:#}");
}

// Where the originals come from.

#[test]
fn settings_come_from_the_original() {
    let class = Class::of("points = 3", ORIGINAL, ORIGINAL);
    let entry = "[[exercises]]\nname = \"it\"\npoints = 100\ntest = false\npartial_credit = true\n";
    class
        .learners
        .write("info.toml", format!("format_version = 1\n{entry}"));
    for args in [&[][..], &["--pristine"]] {
        let report = class.report(args);
        assert_eq!(report["exercises"][0]["reason"], "tests_failed");
        assert_eq!(
            (&report["score"], &report["points"]),
            (&0.into(), &3.into())
        );
    }
    class.learners.write("exercises/it.rs", solved());
    let compared = class.entry(&[]);
    assert_eq!(compared["reason"], "tests_edited");
    let message = compared["message"].as_str().expect("text");
    assert!(
        message.contains("`test` in info.toml, `points` in info.toml"),
        "{message}"
    );
    let report = class.report(&["--pristine"]);
    assert_eq!(
        (&report["score"], &report["points"]),
        (&3.into(), &3.into())
    );
}

#[test]
fn an_exercise_that_was_taken_out_is_missed() {
    let class = Class::new()
        .exercise("a", "", ORIGINAL, &solved())
        .exercise("b", "", ORIGINAL, ORIGINAL);
    class.learners.write(
        "info.toml",
        "format_version = 1\n[[exercises]]\nname = \"a\"\n",
    );
    let compared = class.run(&[]);
    assert!(
        compared
            .stdout
            .contains("missing from info.toml, but in the original course: b"),
        "{}",
        compared.stdout
    );
    assert_eq!(class.report(&[])["missing"], serde_json::json!(["b"]));
    let found = reasons(&class.report(&["--pristine"]));
    assert_eq!(found["b"], "tests_failed");
}

#[test]
fn a_folder_that_is_no_course_any_more_can_be_graded() {
    let class = Class::of("", ORIGINAL, &solved());
    for broken in ["nonsense = [", ""] {
        class.learners.write("info.toml", broken);
        assert_eq!(class.run(&[]).code, 3);
        assert_eq!(class.entry(&["--pristine"])["reason"], "passed");
    }
    fs::remove_file(class.learners.path("info.toml")).expect("removed");
    // From elsewhere, one folder after the other.
    let (teachers, learners) = (class.teachers.root(), class.learners.root());
    let teachers_name = teachers.to_str().expect("UTF-8");
    let learners_name = learners.to_str().expect("UTF-8");
    let args = [
        "verify",
        "--pristine",
        "--originals",
        teachers_name,
        "--course",
        learners_name,
    ];
    let run = class.teachers.run(&args);
    assert_eq!(run.code, 0, "{run:?}");
    fs::remove_dir_all(class.learners.path("exercises")).expect("removed");
    let run = class.teachers.run(&args);
    assert_eq!(run.code, 3, "{run:?}");
    assert!(run.stderr.contains("nothing to grade"), "{}", run.stderr);
    let run = class.learners.run(&["verify", "--originals", "nowhere"]);
    assert_eq!(run.code, 3, "{run:?}");
}

#[test]
fn nothing_but_the_exercises_own_file_comes_from_the_learner() {
    let original = ORIGINAL.replace("double(2), 4", "include_str!(\"wanted.txt\").trim(), \"4\"");
    let solved = original.replace("{\n    x\n}", "{\n    x * 2\n}");
    let class = Class::new()
        .exercise("it", "", &original, &solved)
        .exercise("reads", "", ORIGINAL, "")
        .exercise("linked", "", ORIGINAL, "");
    class.teachers.write("exercises/wanted.txt", "4");
    class.learners.write("exercises/wanted.txt", "5");
    class
        .learners
        .write("exercises/evil.rs", "const _EVIL: u32 = 1;");
    let evil = class.learners.path("exercises/evil.rs");
    class.learners.write(
        "exercises/reads.rs",
        with(&format!("include!({evil:?});"), "x * 2"),
    );
    class.teachers.write("solutions/linked.rs", self::solved());
    fs::remove_file(class.learners.path("exercises/linked.rs")).expect("removed");
    std::os::unix::fs::symlink(
        class.teachers.path("solutions/linked.rs"),
        class.learners.path("exercises/linked.rs"),
    )
    .expect("a link");
    let report = class.report(&["--pristine"]);
    let found = reasons(&report);
    let found: Vec<&str> = found.values().map(String::as_str).collect();
    assert_eq!(
        found,
        ["passed", "bad_source", "tests_edited"],
        "{report:#}"
    );
    let message = report["exercises"][1]["message"].as_str().expect("text");
    assert!(message.contains("evil.rs"), "{message}");
}

#[test]
fn the_built_in_course_needs_no_folder() {
    let course = Course::built_in();
    let cache = tempfile::tempdir().expect("a folder");
    let verify = |args: &[&str]| {
        let args = [&["verify", "start1", "start2"], args].concat();
        finish(course.command(&args).env("XDG_CACHE_HOME", cache.path()))
    };
    let path = "exercises/00_start/start2.rs";
    let solution = fs::read_to_string(
        Path::new(env!("CARGO_MANIFEST_DIR")).join("solutions/00_start/start2.rs"),
    );
    let solution = solution.expect("a solution");
    // The learner's copies say the same as the file, and the course is called otherwise.
    let code = without_tests(&solution).replace("format!", "String::from; let _ = format!");
    let code = format!("{code}\n#[cfg(test)]\nmod tests {{}}\n");
    course.write(path, &code);
    course.write(format!(".rustlings-like/pristine/{path}"), &code);
    let manifest = course.read("info.toml");
    for id in ["id = \"rustlings-like\"", "id = \"mine\"", ""] {
        course.write("info.toml", manifest.replace("id = \"rustlings-like\"", id));
        for args in [
            &["--format", "json"][..],
            &["--pristine", "--format", "json"],
        ] {
            let report = json(&verify(args));
            assert_eq!(report["originals"]["from"], "built_in");
            assert_eq!(report["exercises"][1]["verdict"], "fail", "{id} {args:?}");
        }
    }
    fs::remove_dir_all(course.path(".rustlings-like/cache")).expect("results were stored");
    course.write(path, without_tests(&solution));
    let run = verify(&["--pristine"]);
    assert_eq!(run.code, 0, "{run:?}");
    assert!(
        run.stdout
            .contains("graded with the original tests of the built-in course"),
        "{}",
        run.stdout
    );
    let report = json(&verify(&[
        "--pristine",
        "--originals",
        "built-in",
        "--format",
        "json",
    ]));
    assert_eq!(report["pristine"], true);
    // Nothing was built, stored or kept in the learner's folder.
    assert!(!course.path(".rustlings-like/cache").exists());
}

/// The folder was written by a program whose course had other tests.
#[test]
fn tests_of_another_version_are_not_blamed_on_the_learner_alone() {
    let course = Course::built_in();
    let path = "exercises/00_start/start2.rs";
    let old = |text: String| {
        text.replace("ticket(120)", "ticket(70)")
            .replace("120", "70")
    };
    let started = old(course.read(path));
    let repository = Path::new(env!("CARGO_MANIFEST_DIR"));
    let solved = fs::read_to_string(repository.join("solutions/00_start/start2.rs"));
    let solved = solved.expect("a solution");
    course.write(path, &solved);
    assert_eq!(course.run(&["verify", "start2"]).code, 0);

    // Whoever edits tests in a folder of this version hears nothing of versions.
    let note = "may be of another version";
    course.write(path, old(solved.clone()));
    let run = course.run(&["verify", "start2"]);
    assert_eq!(run.code, 1, "{run:?}");
    assert!(
        run.stdout
            .contains("the exercise's tests were changed: restore"),
        "{run:?}"
    );
    assert!(!run.stderr.contains(note), "{run:?}");

    course.write(format!(".rustlings-like/pristine/{path}"), &started);
    let run = course.run(&["verify", "start2"]);
    assert_eq!(run.code, 1, "{run:?}");
    for part in [note, "run NAME", "--originals DIR", "init NEW-FOLDER"] {
        assert!(run.stderr.contains(part), "{part}: {run:?}");
    }
    // What passes is no matter of versions.
    let run = course.run(&["verify", "start1"]);
    assert_eq!((run.code, run.stderr.as_str()), (0, ""), "{run:?}");

    // The ways out are ways out.
    assert_eq!(course.run(&["run", "start2"]).code, 0);
    let came = Course::built_in();
    came.write(path, &started);
    let came = came.root().to_str().expect("UTF-8");
    let run = course.run(&["verify", "start2", "--originals", came]);
    assert_eq!((run.code, run.stderr.as_str()), (0, ""), "{run:?}");
    let fresh = Course::built_in();
    fresh.write(path, &solved);
    assert_eq!(fresh.run(&["verify", "start2"]).code, 0);

    // A checkout without the copies may be of another version, too.
    fs::remove_dir_all(course.path(".rustlings-like")).expect("removed");
    let run = course.run(&["verify", "start2"]);
    assert!(run.stderr.contains(note), "{run:?}");
}

#[test]
fn the_learners_own_copies_are_called_that() {
    let course = Course::new().exercise("it", "", ORIGINAL);
    let run = course.run(&["verify", "--pristine"]);
    assert_eq!(run.code, 4, "{run:?}");
    assert!(run.stdout.contains("--originals DIR"), "{}", run.stdout);
    // `run` keeps a copy.
    course.run(&["run", "it"]);
    course.write("exercises/it.rs", without_tests(&solved()));
    let run = course.run(&["verify", "--pristine"]);
    assert_eq!(run.code, 0, "{run:?}");
    assert!(
        run.stdout
            .contains("the learner's own copies, for which nobody vouches")
    );
    let report = json(&course.run(&["verify", "--pristine", "--format", "json"]));
    assert_eq!(report["originals"]["from"], "own_copies");
}

#[test]
fn parts_that_were_graded_differently_are_not_joined() {
    let class = Class::new()
        .exercise("a", "", ORIGINAL, &solved())
        .exercise("b", "", ORIGINAL, &solved());
    class.run(&["a", "--report", "json=a.json"]);
    class.run(&["b", "--pristine", "--report", "json=b.json"]);
    let run = class.learners.run(&["merge-reports", "a.json", "b.json"]);
    assert_eq!(run.code, 2, "{run:?}");
    assert!(
        run.stderr.contains("not graded with the same tests"),
        "{}",
        run.stderr
    );
    class.run(&["a", "--pristine", "--report", "json=a.json"]);
    let run = class
        .learners
        .run(&["merge-reports", "a.json", "b.json", "--format", "json"]);
    let report = json(&run);
    assert_eq!(report["pristine"], true);
    assert_eq!(report["originals"]["from"], "folder");
}

#[test]
fn partial_credit_is_for_the_originals_tests() {
    let keys = "points = 9\npartial_credit = true";
    // One of three tests passes; the learner's own do not count.
    let more = format!(
        "{}\n#[cfg(test)]\nmod tests {{\n    #[test]\n    fn mine() {{}}\n}}\n",
        without_tests(ORIGINAL)
    );
    let class = Class::of(keys, ORIGINAL, &more);
    assert_eq!(class.entry(&["--pristine"])["score"], 3);
    assert_eq!(class.entry(&[])["score"], 0);
    let dodge = with(
        "#[unsafe(no_mangle)]\nextern \"C\" fn getpid() -> i32 { 7 }",
        "x",
    );
    let class = Class::of(keys, ORIGINAL, &dodge);
    assert_eq!(class.entry(&["--pristine"])["reason"], "tests_failed");
    assert_eq!(class.entry(&["--pristine"])["score"], 0);
}

// Stored results.

/// Makes every stored result of a course a pass.
fn forge_cache(folder: &Path) -> usize {
    let mut forged = 0;
    for shelf in fs::read_dir(folder).into_iter().flatten().flatten() {
        for file in fs::read_dir(shelf.path()).expect("a shelf").flatten() {
            let text = fs::read_to_string(file.path()).expect("a record");
            let (_, body) = text.split_once('\n').expect("a digest");
            let mut record: Value = serde_json::from_str(body).expect("JSON");
            record["report"]["reason"] = serde_json::json!({"kind": "passed"});
            let body = record.to_string();
            let digest = blake3::hash(body.as_bytes()).to_hex();
            fs::write(file.path(), format!("{digest}\n{body}")).expect("written");
            forged += 1;
        }
    }
    forged
}

#[test]
fn a_forged_result_is_not_believed() {
    let class = Class::of("", ORIGINAL, ORIGINAL);
    assert_eq!(class.entry(&[])["reason"], "tests_failed");
    assert_eq!(
        forge_cache(&class.learners.path(".rustlings-like/cache")),
        1
    );
    // Whoever believes the learner's folder is told what stands there: docs/security.md.
    let entry = class.entry(&[]);
    assert_eq!(
        (&entry["reason"], &entry["cached"]),
        (&"passed".into(), &true.into())
    );
    assert_eq!(class.entry(&["--no-cache"])["reason"], "tests_failed");
    let entry = class.entry(&["--pristine"]);
    assert_eq!(
        (&entry["reason"], &entry["cached"]),
        (&"tests_failed".into(), &false.into())
    );
    // Neither is one believed that lies with the originals, and none is put there.
    assert!(!class.teachers.path(".rustlings-like/cache").exists());
}

// The whole course.

/// The built-in course in a folder that stays, so that its crates are built once and not at
/// each run of this test. All else is new. The file keeps others out.
fn whole_course() -> (Course, fs::File) {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let lock = fs::File::create(folder.join("pristine.lock")).expect("a file");
    lock.lock().expect("nobody else is at work here");
    let course = Course::at(folder.join("pristine"));
    // At the first time there is none.
    let _ = fs::remove_dir_all(course.root());
    course.init();
    (course, lock)
}

#[test]
fn every_solution_passes_and_every_starter_fails_as_it_says() {
    let (course, _lock) = whole_course();
    let cache = Path::new(env!("CARGO_TARGET_TMPDIR")).join("pristine_cache");
    let verify = |args: &[&str]| {
        let args = [&["verify", "--pristine", "--format", "json"], args].concat();
        json(&finish(course.command(&args).env("XDG_CACHE_HOME", &cache)))
    };
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let list = json(&course.run(&["list", "--format", "json"]));
    let all = list["exercises"].as_array().expect("an array");
    // Any exercise without crates makes the folder in which they are graded.
    verify(&["start1"]);
    let same = |folder: &Path, path: &str| {
        fs::read(folder.join(path)).ok() == fs::read(root.join(path)).ok()
    };
    let courses = fs::read_dir(cache.join("rustlings-like/courses")).expect("a folder");
    let is_ours = |folder: &&std::path::PathBuf| {
        let mut paths = all.iter().filter_map(|exercise| exercise["path"].as_str());
        same(folder, "info.toml") && paths.all(|path| same(folder, path))
    };
    let courses: Vec<_> = courses.flatten().map(|entry| entry.path()).collect();
    let graded_in = courses.iter().find(is_ours).expect("the course");
    common::copy_crates(graded_in);
    let starters = verify(&[]);
    assert_eq!(
        starters["exercises"].as_array().map(Vec::len),
        Some(all.len())
    );

    for exercise in all {
        let path = exercise["path"].as_str().expect("text");
        let solution = path.replacen("exercises", "solutions", 1);
        let text = fs::read_to_string(root.join(solution)).expect("a solution");
        // As a learner would hand it in, whose editor changed the lines of the tests.
        let (code, tests) = text.split_once("#[cfg(test)]").unwrap_or((&text, ""));
        let tests = tests.replace("    ", "\t").replace(";\n", "; // So.\n\n");
        let tests = if tests.is_empty() {
            String::new()
        } else {
            format!("// Tests.\n#[cfg(test)]{tests}")
        };
        course.write(path, format!("{code}{tests}"));
    }
    let solved = verify(&[]);
    let failed: Vec<&Value> = solved["exercises"]
        .as_array()
        .into_iter()
        .flatten()
        .filter(|entry| entry["verdict"] != "pass")
        .collect();
    assert!(failed.is_empty(), "{failed:#?}");
    assert_eq!(solved["passed"].as_u64(), Some(all.len() as u64));

    // The same starters without --pristine, where their crates are built already.
    let folder = graded_in.to_str().expect("UTF-8");
    let args = [
        "verify",
        "--no-cache",
        "--format",
        "json",
        "--course",
        folder,
    ];
    let plain = json(&course.run(&args));
    assert_eq!(outcomes(&starters), outcomes(&plain));
    assert!(
        starters["failed"].as_u64() > Some(90),
        "{}",
        starters["failed"]
    );
}

/// Of each exercise: how it came out, what was said of it and where, and its tests.
fn outcomes(report: &Value) -> Vec<String> {
    let entries = report["exercises"].as_array().expect("an array");
    let outcome = |entry: &Value| {
        let array = |key: &str| entry[key].as_array().cloned().unwrap_or_default();
        let said: Vec<String> = array("diagnostics")
            .iter()
            .map(|d| {
                format!(
                    "{}:{}:{} {}",
                    d["line"], d["column"], d["code"], d["message"]
                )
            })
            .collect();
        let tests: Vec<String> = array("tests")
            .iter()
            .map(|t| format!("{} {}", t["name"], t["passed"]))
            .collect();
        format!("{} {} {said:?} {tests:?}", entry["name"], entry["reason"])
    };
    entries.iter().map(outcome).collect()
}

/// A learner's folder may be of an older version of the course, in which an exercise was in another
/// chapter or had another name. Its file is found by its name, if only one has it.
#[test]
fn an_exercise_that_was_elsewhere_in_an_older_course_is_found() {
    let original = Course::new().exercise(
        "double",
        "dir = \"02_later\"\naliases = [\"twice\"]",
        ORIGINAL,
    );
    original.write("exercises/02_later/double.rs", ORIGINAL);
    let grade = |files: &[&str]| {
        let learner = Course::new();
        learner.write(
            "info.toml",
            "format_version = 1\n[[exercises]]\nname = \"x\"\n",
        );
        for file in files {
            learner.write(file, solved());
        }
        let root = original.root().to_str().expect("UTF-8");
        learner.run(&["verify", "--pristine", "--originals", root])
    };
    for files in [
        &["exercises/02_later/double.rs"][..],
        &["exercises/01_before/double.rs"],
        &["exercises/01_before/twice.rs"],
    ] {
        let run = grade(files);
        assert_eq!(run.code, 0, "{files:?}: {run:?}");
    }
    let run = grade(&["exercises/01_a/double.rs", "exercises/01_b/double.rs"]);
    assert_eq!(run.code, 1, "{run:?}");
    assert!(run.stdout.contains("does not exist"), "{run:?}");
}
