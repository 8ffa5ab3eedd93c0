//! Courses and folders of other programs: Rustlings before version 6, a folder made by
//! `rustlings init` and a clone of Rustlings open as they are; the rest is named in a sentence.

mod common;
#[cfg(unix)]
#[path = "common/screen.rs"]
mod screen;

use std::fs;
use std::path::Path;

use common::{Course, Run, finish};
use serde_json::Value;

const NOT_DONE: &str = "// I AM NOT DONE\n";
const PASSES: &str = "fn main() {}\n";
const TESTED: &str = "pub fn two() -> u32 {\n    2\n}\n\n#[cfg(test)]\nmod tests {\n    use super::*;\n\n    \
     #[test]\n    fn is_two() {\n        assert_eq!(two(), 2);\n    }\n}\n";

#[track_caller]
fn assert_refused(run: &Run, parts: &[&str]) {
    assert_eq!((run.code, run.stdout.as_str()), (3, ""), "{run:?}");
    for part in parts {
        assert!(run.stderr.contains(part), "{part:?} is not in {run:?}");
    }
}

/// Name and reason of each exercise, and the exit code.
fn verdicts(course: &Course, args: &[&str]) -> (Vec<(String, String)>, i32) {
    let run = course.run(&[&["verify", "--format", "json"], args].concat());
    let document: Value =
        serde_json::from_str(&run.stdout).unwrap_or_else(|error| panic!("{error}: {run:?}"));
    let exercises = document["exercises"].as_array().expect("exercises");
    let text = |value: &Value| value.as_str().expect("text").to_owned();
    let pairs = exercises
        .iter()
        .map(|e| (text(&e["name"]), text(&e["reason"])));
    (pairs.collect(), run.code)
}

#[track_caller]
fn assert_verdicts(course: &Course, args: &[&str], wanted: &[(&str, &str)]) {
    let (found, code) = verdicts(course, args);
    let found: Vec<(&str, &str)> = found.iter().map(|(n, r)| (&n[..], &r[..])).collect();
    assert_eq!(found, wanted);
    let all_passed = wanted.iter().all(|(_, reason)| *reason == "passed");
    assert_eq!(code == 0, all_passed);
}

// Rustlings before version 6.

/// A course in which each exercise is a trap of the format.
fn v5() -> Course {
    let course = Course::new();
    let mut manifest = String::new();
    let mut add = |name: &str, path: &str, mode: &str, source: &str| {
        manifest.push_str(&format!(
            "[[exercises]]\nname = \"{name}\"\npath = \"{path}\"\nmode = \"{mode}\"\nhint = \"\"\"\nLook at {name}.\"\"\"\n\n"
        ));
        course.write(path.replace('\\', "/"), source);
    };
    // A keyword since 2024, and a name that begins with a digit.
    add(
        "1-intro",
        "exercises/1-intro.rs",
        "compile",
        "fn main() {\n    let gen = 1;\n    assert_eq!(gen, 1);\n}\n",
    );
    let windows = format!("// nested.rs\r\n\r\n//I AM NOT DONE\r\n{PASSES}");
    add("nested", "./exercises/a/b/nested.rs", "run", &windows);
    // Tests are run by `test` alone, `main` isn't run beside them, and there need be none.
    add("tested", "exercises/a/tested.rs", "test", TESTED);
    let with_main = format!("{TESTED}\nfn main() {{\n    panic!();\n}}\n");
    add("tested2", "exercises/a/tested2.rs", "test", &with_main);
    add(
        "not_called_so",
        "exercises/a/untested.rs",
        "compile",
        "fn main() {}\n#[test]\nfn fails() {\n    panic!();\n}\n",
    );
    add(
        "lints",
        "exercises/clippy/lints.rs",
        "clippy",
        "fn main() {\n    let x = 1.5_f64;\n    if x.sqrt() == 1.0 {\n        println!();\n    }\n}\n",
    );
    add(
        "says_so",
        "exercises/says_so.rs",
        "compile",
        "/// Remove the line `// I AM NOT DONE` at the end.\nfn main() {\n    print!(\n        \"\n// I AM NOT DONE\n\"\n    ); // I AM NOT DONE\n}\n",
    );
    add(
        "fails",
        "exercises/fails.rs",
        "compile",
        &format!("{NOT_DONE}fn main() {{ let x: u8 = \"\"; }}\n"),
    );
    course.write("info.toml", manifest);
    // What such a repository also has, and what takes no part.
    course.write(
        "Cargo.toml",
        "[package]\nname = \"rustlings\"\nversion = \"5.6.1\"\nedition = \"2021\"\n",
    );
    course.write("exercises/README.md", "");
    course.write("exercises/clippy/Cargo.toml", "[package]\n");
    course
}

const V5_VERDICTS: [(&str, &str); 8] = [
    ("1-intro", "passed"),
    ("nested", "not_done"),
    ("tested", "passed"),
    ("tested2", "passed"),
    ("not_called_so", "passed"),
    ("lints", "lint"),
    ("says_so", "passed"),
    ("fails", "compile_error"),
];

#[test]
fn a_course_of_rustlings_5_opens_with_its_paths_and_modes() {
    let course = v5();
    let manifest = course.read("info.toml");
    assert_verdicts(&course, &[], &V5_VERDICTS);
    // The same, each by itself and under the tests that were kept.
    assert_verdicts(&course, &["--no-batch", "--no-cache"], &V5_VERDICTS);
    let by_path = course.run(&["run", "exercises/a/untested.rs"]);
    assert_eq!(by_path.code, 0, "{by_path:?}");
    let list = course.run(&["list", "--format", "json"]);
    assert!(
        list.stdout.contains("\"chapter\": \"a/b\"") && list.stdout.contains("\"chapter\": \"-\"")
    );
    let hint = course.run(&["hint", "nested"]);
    assert!(
        hint.stdout.contains("hint 1 of 1") && hint.stdout.contains("Look at nested."),
        "{hint:?}"
    );
    let solution = course.run(&["dev", "check"]);
    assert_eq!(solution.code, 0, "{solution:?}");
    assert_eq!(course.read("info.toml"), manifest);
}

#[test]
fn a_file_that_says_that_it_is_not_done_passes_when_the_line_is_gone() {
    let course = v5();
    let run = course.run(&["run", "nested"]);
    assert_eq!(run.code, 1, "{run:?}");
    let words = "it works, but line 3 still says `I AM NOT DONE`";
    assert!(run.stdout.contains(words), "{run:?}");
    let entry = course.verdict("nested");
    assert_eq!(
        (&entry["verdict"], &entry["reason"], &entry["place"]["line"]),
        (&"fail".into(), &"not_done".into(), &3.into()),
        "{entry}"
    );
    // Being right without saying so is no failed attempt.
    assert!(
        !course
            .read(".rustlings-like/progress.json")
            .contains("attempts")
    );
    course.write(
        "exercises/a/b/nested.rs",
        "// nested.rs\r\n\r\nfn main() {}\r\n",
    );
    assert_eq!(course.run(&["run", "nested"]).code, 0);
    let reset = course.run(&["reset", "nested"]);
    assert_eq!(reset.code, 0, "{reset:?}");
    assert!(
        course
            .read("exercises/a/b/nested.rs")
            .contains("//I AM NOT DONE\r\n")
    );
    assert!(!course.run(&["list"]).stdout.contains('✓'));
}

#[test]
fn rustlings_5_is_graded_under_the_tests_of_its_originals() {
    let (originals, learners) = (v5(), v5());
    learners.write("exercises/a/tested.rs", format!("{NOT_DONE}{TESTED}"));
    learners.write(
        "exercises/a/tested2.rs",
        TESTED
            .replace("\n    2\n", "\n    3\n")
            .replace(", 2)", ", 3)"),
    );
    learners.write("exercises/a/b/nested.rs", PASSES);
    // Taking the demand away gains nothing.
    let edited = learners
        .read("info.toml")
        .replace("mode = \"clippy\"", "mode = \"compile\"");
    learners.write("info.toml", edited);
    let folder = originals.root().display().to_string();
    let names = ["nested", "tested", "tested2", "lints"];
    let args = [&names[..], &["--pristine", "--originals", &folder]].concat();
    let wanted = [
        ("nested", "passed"),
        ("tested", "not_done"),
        ("tested2", "tests_failed"),
        ("lints", "lint"),
    ];
    assert_verdicts(&learners, &args, &wanted);
}

#[test]
fn what_is_wrong_in_a_manifest_of_rustlings_5_is_named_with_its_place() {
    let course = Course::new();
    course.write(
        "info.toml",
        "[[exercises]]\nname = \"a\"\npath = \"../a.rs\"\nmode = \"compile\"\nhint = \"\"\n\n\
         [[exercises]]\r\nname = \"A\"\r\npath = \"exercises/a.rs\"\r\nmode = \"bench\"\r\n",
    );
    let parts = [
        "info.toml:3:8: the path \"../a.rs\" leads out of the course",
        "info.toml:8:8: the name \"A\" is already taken on line 2",
        "info.toml:10:8: mode can be compile, run, test, clippy or buildscript, not \"bench\"",
    ];
    assert_refused(&course.run(&["verify"]), &parts);
    course.write("info.toml", "[[exercises]]\nname = \"gone\"\npath = \"exercises/gone.rs\"\nmode = \"test\"\nhint = \"\"\n");
    assert_verdicts(&course, &[], &[("gone", "bad_source")]);
    let review = course.run(&["dev", "check"]);
    assert!(
        review
            .stdout
            .contains("exercises/gone.rs:1: does not exist"),
        "{review:?}"
    );
    let new = course.run(&["dev", "new", "more", "01_more"]);
    assert_eq!(new.code, 2, "{new:?}");
}

#[test]
fn a_build_script_of_rustlings_5_is_run_like_the_learners_own_program() {
    let course = Course::new();
    course.write("info.toml", "[[exercises]]\nname = \"built\"\npath = \"exercises/t/built.rs\"\nmode = \"buildscript\"\nhint = \"\"\n");
    course.write(
        "exercises/t/built.rs",
        "#[test]\nfn sees() {\n    assert_eq!(std::env::var(\"SAID\").unwrap(), env!(\"SAID\"));\n    assert!(cfg!(feature = \"yes\"));\n}\n",
    );
    let entry = course.verdict("built");
    assert_eq!(entry["reason"], "bad_source", "{entry}");
    assert!(
        entry["message"]
            .as_str()
            .is_some_and(|m| m.contains("exercises/t/build.rs does not exist")),
        "{entry}"
    );
    let script = |body: &str| {
        course.write(
            "exercises/t/build.rs",
            format!("fn main() {{\n    {body}\n}}\n"),
        );
        let verify = ["verify", "--format", "json"];
        let run = finish(
            course
                .command(&verify)
                .env("SECRET_OF_THE_GRADER", "x")
                .env("DATABASE_URL", "postgres://x/course"),
        );
        let document: Value = serde_json::from_str(&run.stdout).expect("JSON");
        let entry = document["exercises"][0].clone();
        entry["reason"].as_str().expect("a reason").to_owned()
    };
    assert_eq!(
        script("println!(\"cargo:rustc-env=SAID=1\");"),
        "tests_failed"
    );
    let both =
        "println!(\"cargo:rustc-env=SAID=1\"); println!(\"cargo::rustc-cfg=feature=\\\"yes\\\"\");";
    let no_secrets = "assert!(std::env::var_os(\"SECRET_OF_THE_GRADER\").is_none() && std::env::var_os(\"DATABASE_URL\").is_none());";
    assert_eq!(script(&format!("{no_secrets} {both}")), "passed");
    assert_eq!(script("panic!();"), "exit_status");
    assert_eq!(script("nothing();"), "compile_error");
    assert_eq!(
        script("println!(\"cargo:rustc-link-lib=z\");"),
        "bad_source"
    );
}

// Rustlings' own folders.

/// A folder as `rustlings init` writes it. The first exercise is done.
fn made_by_init() -> Course {
    let course = Course::new();
    let mut bins = String::new();
    let failing = format!("{}\nfn main() {{}}\n", TESTED.replace("    2\n", "    3\n"));
    for (dir, name, source) in [
        ("00_intro", "intro1", PASSES),
        ("00_intro", "intro2", "fn main() {\n    let x = 1;\n}\n"),
        ("quizzes", "quiz1", "fn main() {\n    todo!();\n}\n"),
        ("quizzes", "quiz2", &failing),
    ] {
        let file = format!("{dir}/{name}.rs");
        bins.push_str(&format!(
            "  {{ name = \"{name}\", path = \"exercises/{file}\" }},\n  {{ name = \"{name}_sol\", path = \"solutions/{file}\" }},\n"
        ));
        course.write(format!("exercises/{file}"), source);
        // What stands there until Rustlings knows better.
        let stub =
            "fn main() {\n    // DON'T EDIT THIS SOLUTION FILE!\n    // It will be filled in.\n}\n";
        course.write(format!("solutions/{file}"), stub);
    }
    course.write(
        "solutions/00_intro/intro1.rs",
        "fn main() {}\n// The one of Rustlings.\n",
    );
    course.write("exercises/README.md", "");
    course.write("solutions/README.md", "");
    course.write(
        "Cargo.toml",
        format!("bin = [\n{bins}]\n\n[package]\nname = \"exercises\"\nedition = \"2024\"\npublish = false\n\n[lints.clippy]\ntodo = \"forbid\"\n"),
    );
    course.write(STATE, "DON'T EDIT THIS FILE!\n\nquiz1\n\nintro1");
    course
}

const STATE: &str = ".rustlings-state.txt";

#[test]
fn a_folder_made_by_rustlings_init_opens_with_what_was_done_there() {
    let course = made_by_init();
    let state = course.read(STATE);
    let list: Value =
        serde_json::from_str(&course.run(&["list", "--format", "json"]).stdout).expect("JSON");
    assert_eq!(list["current"], "quiz1");
    let done: Vec<bool> = list["exercises"]
        .as_array()
        .expect("exercises")
        .iter()
        .map(|e| e["done"] == true)
        .collect();
    assert_eq!(done, [true, false, false, false], "{list}");
    let wanted = [
        ("intro1", "passed"),
        ("intro2", "passed"),
        ("quiz1", "lint"),
        ("quiz2", "tests_failed"),
    ];
    assert_verdicts(&course, &[], &wanted);
    let note = "doesn't say which exercises must also be free of warnings";
    assert!(course.run(&["verify"]).stderr.contains(note));
    // Where it matters, and nowhere else.
    assert!(course.run(&["run", "intro2"]).stderr.contains(note));
    assert!(!course.run(&["run", "intro1"]).stderr.contains(note));
    // Whatever cargo has on this machine.
    let no_cargo = course.path("none");
    let hint = finish(
        course
            .command(&["hint", "intro1"])
            .env("CARGO_HOME", no_cargo),
    );
    assert_eq!(hint.code, 2, "{hint:?}");
    assert!(
        hint.stderr.contains("intro1 has no hints") && hint.stderr.contains("`rustlings hint`"),
        "{hint:?}"
    );
    let review = course.run(&["dev", "check"]);
    assert_eq!(review.code, 0, "{review:?}");
    assert_eq!(course.read(STATE), state);
}

#[test]
fn hints_are_known_where_cargo_has_built_rustlings() {
    let course = made_by_init();
    let cargo = Course::new();
    let all = [
        ("00_intro", "intro1"),
        ("00_intro", "intro2"),
        ("quizzes", "quiz1"),
        ("quizzes", "quiz2"),
    ];
    // The newest has moved an exercise, so it isn't the one that made this folder.
    for (version, count) in [("6.9.0", 4), ("6.10.0", 4), ("6.11.0", 3)] {
        let entries = all.iter().take(count).map(|(dir, name)| {
            format!("[[exercises]]\nname = \"{name}\"\ndir = \"{dir}\"\nstrict_clippy = true\nhint = \"From {version}.\"\n")
        });
        let manifest = format!("format_version = 1\n{}", entries.collect::<String>());
        let file = format!("registry/src/index/rustlings-macros-{version}/info.toml");
        cargo.write(file, manifest);
    }
    let with_cargo = |args: &[&str]| finish(course.command(args).env("CARGO_HOME", cargo.root()));
    let hint = with_cargo(&["hint", "quiz2"]);
    assert!(hint.stdout.contains("From 6.10.0."), "{hint:?}");
    // A verdict doesn't depend on what the machine has.
    let run = with_cargo(&["run", "intro2"]);
    assert_eq!(run.code, 0, "{run:?}");
}

#[test]
fn originals_say_what_a_folder_made_by_rustlings_init_leaves_open() {
    let (course, originals) = (made_by_init(), made_by_init());
    let entry = |dir: &str, name: &str| {
        format!(
            "[[exercises]]\nname = \"{name}\"\ndir = \"{dir}\"\nstrict_clippy = true\nhint = \"\"\n"
        )
    };
    let entries = [entry("00_intro", "intro1"), entry("00_intro", "intro2")].concat();
    originals.write(
        "rustlings-macros/info.toml",
        format!("format_version = 1\n{entries}"),
    );
    let folder = originals.root().display().to_string();
    for more in [&[][..], &["--pristine"]] {
        let args = [&["intro1", "intro2", "--originals", &folder], more].concat();
        assert_verdicts(&course, &args, &[("intro1", "passed"), ("intro2", "lint")]);
        let run = course.run(&[&["verify"], &args[..]].concat());
        assert!(!run.stderr.contains("doesn't say"), "{run:?}");
    }
}

#[test]
fn what_only_stands_in_for_a_solution_of_rustlings_is_none() {
    let course = made_by_init();
    assert_eq!(course.run(&["run", "intro2"]).code, 0);
    let solution = course.run(&["solution", "intro2"]);
    assert_eq!(
        (solution.code, solution.stdout.as_str()),
        (3, ""),
        "{solution:?}"
    );
    assert!(
        course
            .run(&["solution", "intro1"])
            .stdout
            .contains("The one of Rustlings.")
    );
    let (found, _) = verdicts(&course, &["--solutions", "intro1", "quiz1"]);
    let reasons: Vec<&str> = found.iter().map(|(_, reason)| &reason[..]).collect();
    assert_eq!(reasons, ["passed", "bad_source"]);
    let run = course.run(&["verify", "--solutions", "quiz1"]);
    let words = "quizzes/quiz1.rs is only a placeholder";
    assert!(run.stdout.contains(words), "{run:?}");
    // Where all do, one sentence says so.
    let stub = course.read("solutions/quizzes/quiz1.rs");
    course.write("solutions/00_intro/intro1.rs", stub);
    let run = course.run(&["verify", "--solutions"]);
    assert_eq!((run.code, run.stdout.as_str()), (3, ""), "{run:?}");
    assert!(run.stderr.contains("has no solutions"), "{run:?}");
}

#[test]
fn what_is_reset_here_stays_reset_though_rustlings_calls_it_done() {
    let course = made_by_init();
    assert_eq!(course.run(&["run", "intro1"]).code, 0);
    assert_eq!(course.run(&["reset", "intro1"]).code, 0);
    let progress = course.run(&["list", "--format", "json"]).stdout;
    assert!(!progress.contains("\"done\": true"), "{progress}");
    course.write(STATE, "DON'T EDIT THIS FILE!\n\nquiz1\n\nintro1\nintro2\n");
    let progress = course.run(&["list", "--format", "json"]).stdout;
    assert_eq!(progress.matches("\"done\": true").count(), 1, "{progress}");
    // Half a file, as while Rustlings writes it, says nothing.
    course.write(STATE, "DON'T EDIT");
    assert_eq!(course.run(&["list"]).code, 0);
}

#[test]
fn a_folder_of_rustlings_is_found_from_below_and_its_errors_are_named() {
    let course = made_by_init();
    // Before Rustlings was ever started there.
    fs::remove_file(course.path(STATE)).expect("a file");
    let below = course.path("exercises/quizzes");
    let run = finish(course.command(&["run", "intro1"]).current_dir(&below));
    assert_eq!(run.code, 0, "{run:?}");
    assert!(course.path(".rustlings-like/progress.json").is_file());
    let toml = course
        .read("Cargo.toml")
        .replace("exercises/00_intro/intro1.rs", "exercises/../../x.rs");
    course.write("Cargo.toml", toml);
    assert_refused(
        &course.run(&["list"]),
        &["Cargo.toml:2:12: the path", "leads out of the course"],
    );
}

#[test]
fn a_clone_of_rustlings_opens_with_its_hints_and_solutions() {
    let course = Course::new();
    let entry = "[[exercises]]\nname = \"vecs1\"\ndir = \"05_vecs\"\nhint = \"\"\"\nThink of a box.\"\"\"\n";
    course.write(
        "rustlings-macros/info.toml",
        format!("format_version = 1\n{entry}"),
    );
    course.write("exercises/05_vecs/vecs1.rs", format!("{TESTED}\nfn main() {{\n    let gen = 1;\n    if gen == 2 {{\n        todo!()\n    }}\n}}\n"));
    course.write(
        "solutions/05_vecs/vecs1.rs",
        format!("{TESTED}\nfn main() {{}}\n"),
    );
    course.write("Cargo.toml", "[package]\nname = \"rustlings\"\nedition = \"2024\"\n\n[[bin]]\nname = \"rustlings\"\npath = \"src/main.rs\"\n");
    // Edition and lints are those for the exercises.
    course.write(
        "dev/Cargo.toml",
        "bin = [\n  { name = \"vecs1\", path = \"../exercises/05_vecs/vecs1.rs\" },\n]\n[package]\nname = \"exercises\"\nedition = \"2021\"\n[lints.clippy]\ntodo = \"forbid\"\n",
    );
    assert_verdicts(&course, &[], &[("vecs1", "lint")]);
    assert_verdicts(&course, &["--solutions"], &[("vecs1", "passed")]);
    let macros = course.path("rustlings-macros");
    let hint = finish(course.command(&["hint"]).current_dir(&macros));
    assert!(hint.stdout.contains("Think of a box."), "{hint:?}");
    assert!(!macros.join(".rustlings-like").exists());
    course.write(
        "rustlings-macros/info.toml",
        format!("format_version = 1\n{entry}{entry}"),
    );
    assert_refused(
        &course.run(&["list"]),
        &["rustlings-macros/info.toml:8:8: the name \"vecs1\" is already taken on line 3"],
    );
}

// What can't be opened.

#[test]
fn a_folder_of_another_program_is_named_in_a_sentence() {
    let package = "[package]\nname = \"it\"\n";
    let track =
        r#"{"language": "Rust", "slug": "rust", "active": true, "exercises": {"practice": []}}"#;
    // Files with their texts, where the program is started, and what it says.
    type Case<'a> = (&'a [(&'a str, &'a str)], &'a str, &'a [&'a str]);
    let cases: [Case; 10] = [
        (
            &[
                (".wr.toml", ""),
                ("exercises/01_intro/00_welcome/Cargo.toml", package),
            ],
            "exercises/01_intro/00_welcome",
            &["is a workshop for `wr`"],
        ),
        (
            &[
                (".exercism/metadata.json", "{}"),
                ("Cargo.toml", package),
                ("src/lib.rs", ""),
            ],
            "src",
            &["is an Exercism exercise", "`cargo test`"],
        ),
        (
            &[
                ("hello/.exercism/metadata.json", "{}"),
                ("hello/Cargo.toml", package),
            ],
            "",
            &["holds Exercism exercises, each a cargo package"],
        ),
        // Not all of Exercism is Rust.
        (
            &[
                ("hello/.exercism/metadata.json", "{}"),
                ("hello/hello.py", ""),
            ],
            "",
            &["holds Exercism exercises: check each in its own folder"],
        ),
        (
            &[(".exercism/metadata.json", "{}"), ("hello.py", "")],
            "",
            &["is an Exercism exercise: hand it in with `exercism submit`"],
        ),
        (
            &[
                ("config.json", track),
                ("exercises/practice/hello/Cargo.toml", package),
            ],
            "exercises/practice/hello",
            &["is Exercism's Rust track"],
        ),
        (
            &[
                ("hello/.exercism/metadata.json", "{}"),
                ("mine/Cargo.toml", package),
            ],
            "mine",
            &["mine is the cargo package `it`"],
        ),
        (
            &[("Cargo.toml", package), ("src/main.rs", PASSES)],
            "",
            &["is the cargo package `it`", "`cargo test`"],
        ),
        (
            &[
                ("Cargo.toml", "[workspace]\nmembers = [\"a\"]\n"),
                ("a/Cargo.toml", package),
            ],
            "",
            &["is a cargo workspace"],
        ),
        (
            &[(
                "Cargo.toml",
                "bin = [ { name = \"a\", path = \"exercises/a.rs\" } ]\n[package]\nname = \"it\"\n",
            )],
            "",
            &["is the cargo package `it`"],
        ),
    ];
    for (files, start, parts) in cases {
        let folder = Course::new();
        for (path, text) in files {
            folder.write(path, text);
        }
        let run = finish(folder.command(&["verify"]).current_dir(folder.path(start)));
        assert_refused(
            &run,
            &[parts, &["no course here", "rustlings-like init"]].concat(),
        );
        assert_eq!(run.stderr.lines().count(), 2, "{run:?}");
        if start.is_empty() {
            let root = folder.root().display().to_string();
            let run = finish(
                folder
                    .command(&["verify", "--course", &root])
                    .current_dir(Path::new("/")),
            );
            assert_refused(&run, &[parts, &["no course in", &root]].concat());
            assert_eq!(run.stderr.lines().count(), 1, "{run:?}");
        }
    }
}

#[test]
fn a_course_that_lies_one_folder_down_is_named() {
    let course = made_by_init();
    let above = Course::new();
    fs::rename(course.root(), above.path("rustlings")).expect("it is moved");
    let run = above.run(&["watch"]);
    assert_refused(
        &run,
        &["no course here", "one in rustlings", "`--course rustlings`"],
    );
    fs::rename(above.path("rustlings"), course.root()).expect("it is moved back");
}

#[test]
fn a_manifest_that_is_keyed_by_something_else_is_named() {
    for (text, words) in [
        (
            "[[lesson]]\nname = \"a\"\n",
            "lists [[lesson]] instead of [[exercises]]",
        ),
        (
            "[[exercises]]\nid = 1\nfile = \"a.rs\"\n",
            "has [[exercises]] with `file`, `id` but without a `name`",
        ),
        (
            "[exercises.a]\nhint = \"\"\n",
            "as a single value instead of [[exercises]] tables",
        ),
    ] {
        let course = Course::new();
        course.write("info.toml", text);
        let run = course.run(&["list"]);
        assert_refused(&run, &["info.toml", words, "belongs to another program"]);
        assert_eq!(run.stderr.lines().count(), 1, "{run:?}");
    }
}

#[cfg(unix)]
mod watched {
    use super::common::Course;
    use super::screen::Screen;
    use super::{STATE, made_by_init, v5};

    #[test]
    fn watch_waits_for_the_line_of_rustlings_5_to_go() {
        let course = v5();
        let watch = Screen::watch(&course);
        watch.wait_text(&[
            "for Rustlings before version 6",
            "1-intro  1 of 8",
            "✓ Passed",
        ]);
        watch.keys("n");
        watch.wait_text(&[
            "nested  2 of 8",
            "✓ It works, but line 3 still says",
            "nested.rs:3:1",
        ]);
        course.write("exercises/a/b/nested.rs", "fn main() {}\n");
        watch.wait_change("I AM NOT DONE", "✓ Passed");
        watch.keys("q");
        assert_eq!(watch.wait_exit(), 0);
    }

    #[test]
    fn watch_notices_a_save_of_the_build_script() {
        let course = Course::new();
        course.write(
            "info.toml",
            "[[exercises]]\nname = \"built\"\npath = \"src/built.rs\"\nmode = \"buildscript\"\nhint = \"\"\n",
        );
        course.write(
            "src/built.rs",
            "#[test]\nfn is_on() {\n    assert!(cfg!(on));\n}\n",
        );
        course.write("src/build.rs", "fn main() {}\n");
        let watch = Screen::watch(&course);
        watch.wait_text(&["built  1 of 1", "✗ 1 of 1 test failed"]);
        let script = "fn main() {\n    println!(\"cargo:rustc-cfg=on\");\n}\n";
        course.write("src/build.rs", script);
        watch.wait_text(&["✓ Passed, 1 test"]);
        watch.keys("q");
        assert_eq!(watch.wait_exit(), 0);
    }

    #[test]
    fn watch_goes_on_where_the_learner_was_in_rustlings() {
        let course = made_by_init();
        let state = course.read(STATE);
        let watch = Screen::watch(&course);
        watch.wait_text(&["made by `rustlings init`", "quiz1  3 of 4", "1 done", "✗"]);
        course.write("exercises/quizzes/quiz1.rs", "fn main() {}\n");
        watch.wait_text(&["✓ Passed", "2 done"]);
        watch.keys("q");
        assert_eq!(watch.wait_exit(), 0);
        assert_eq!(course.read(STATE), state);
    }
}
