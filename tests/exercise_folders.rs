//! Exercises over several files: a folder with `main.rs` or `lib.rs` and modules.

#![cfg(unix)]

mod common;
#[path = "common/screen.rs"]
mod screen;

use std::fs;

use common::Course;
use screen::{Screen, Start, eventually};
use serde_json::Value;

const MAIN: &str = "mod price;
mod tax;

use price::total;

fn main() {
    println!(\"a cup costs {}\", total(100));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn adds_the_tax() {
        assert_eq!(total(100), 120);
    }
}
";

const PRICE: &str = "use crate::tax;

/// The price with tax.
pub fn total(net: u32) -> u32 {
    net
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_costs_nothing() {
        assert_eq!(total(0), 0);
        assert_eq!(tax::of(5), 1);
    }
}
";

const TAX: &str = "pub fn of(net: u32) -> u32 {\n    net / 5\n}\n";

fn solved() -> String {
    PRICE.replace("    net\n", "    net + tax::of(net)\n")
}

/// The price with this in the place of its body.
fn with_body(body: &str) -> String {
    PRICE.replace("    net\n", &format!("    {body}\n"))
}

fn write(course: &Course, below: &str, files: &[(&str, &str)]) {
    for (path, text) in files {
        course.write(format!("{below}/{path}"), text);
    }
}

const FOLDER: &str = "exercises/01_shop/cups";

/// A course with a folder and a file.
fn course() -> Course {
    let course = Course::new();
    let manifest = "format_version = 1\nid = \"shop\"\n
[[exercises]]\nname = \"cups\"\ndir = \"01_shop\"\nlayout = \"modules\"\nhint = \"Which module knows the tax?\"
expect = [\"test: tests::adds_the_tax\"]\n
[[exercises]]\nname = \"price\"\ndir = \"01_shop\"\ntest = false\nhint = \"\"\n";
    course.write("info.toml", manifest);
    write(
        &course,
        FOLDER,
        &[("main.rs", MAIN), ("price.rs", PRICE), ("tax.rs", TAX)],
    );
    let solution = "solutions/01_shop/cups";
    write(
        &course,
        solution,
        &[("main.rs", MAIN), ("price.rs", &solved()), ("tax.rs", TAX)],
    );
    for top in ["exercises", "solutions"] {
        course.write(format!("{top}/01_shop/price.rs"), "fn main() {}\n");
    }
    course
}

fn file(course: &Course, path: &str, text: &str) {
    course.write(format!("{FOLDER}/{path}"), text);
}

fn reason(course: &Course) -> String {
    let verdict = course.verdict("cups");
    verdict["reason"].as_str().expect("a reason").to_owned()
}

#[test]
fn all_files_are_checked_and_errors_name_theirs() {
    let course = course();
    let run = course.run(&["run", "cups"]);
    assert_eq!(run.code, 1, "{run:?}");
    assert!(run.stdout.contains("adds_the_tax"), "{}", run.stdout);
    // What has changed in one file isn't in the cache.
    file(&course, "price.rs", &with_body("net + tax::of(\"net\")"));
    let verdict = course.verdict("cups");
    assert_eq!(verdict["reason"], "compile_error");
    assert_eq!(verdict["path"], "exercises/01_shop/cups/price.rs");
    assert_eq!(verdict["place"]["line"], 5, "{verdict}");
    let run = course.run(&["run", "cups"]);
    assert!(run.stdout.contains("cups/price.rs:5:"), "{}", run.stdout);
    let explained = course.run(&["explain", "exercises/01_shop/cups/price.rs"]);
    assert!(explained.stdout.contains("E0308"), "{explained:?}");
    file(&course, "price.rs", &solved());
    assert_eq!(reason(&course), "passed");
    let verdict = course.verdict("cups");
    assert_eq!(
        (&verdict["cached"], &verdict["stdout"]),
        (&true.into(), &"a cup costs 120\n".into())
    );
    // A test that panics, in another file than the first.
    let test = PRICE.replace("tax::of(5), 1", "tax::of(10), 1");
    file(&course, "price.rs", &test);
    let verdict = course.verdict("cups");
    assert_eq!(verdict["reason"], "tests_failed");
    assert_eq!(verdict["path"], "exercises/01_shop/cups/price.rs");
    assert_eq!(verdict["place"]["line"], 15, "{verdict}");
    file(&course, "price.rs", &solved());
    fs::remove_file(course.path("exercises/01_shop/cups/tax.rs")).expect("removed");
    let verdict = course.verdict("cups");
    assert_eq!(verdict["reason"], "compile_error");
    assert_eq!(verdict["diagnostics"][0]["code"], "E0583");
    file(&course, "tax/mod.rs", TAX);
    assert_eq!(reason(&course), "passed");
}

#[test]
fn what_cannot_be_one_program_is_refused() {
    let course = course();
    let problem = |path: &str, text: &str| {
        file(&course, path, text);
        let verdict = course.verdict("cups");
        assert_eq!(verdict["reason"], "bad_source", "{verdict}");
        verdict["message"].as_str().expect("words").to_owned()
    };
    let main = MAIN.replace("mod tax;", "#[path = \"tax.rs\"]\nmod tax;");
    let message = problem("main.rs", &main);
    assert!(
        message.contains("line 2 of main.rs has `#[path]`"),
        "{message}"
    );
    file(&course, "main.rs", MAIN);
    course.write("exercises/01_shop/cups/more.rs", b"\xff");
    let message = problem("main.rs", MAIN);
    assert!(
        message.contains("more.rs beside it, which is not UTF-8"),
        "{message}"
    );
    file(&course, "more.rs", "");
    std::os::unix::fs::symlink("/", course.path("exercises/01_shop/cups/far")).expect("a link");
    let message = problem("main.rs", MAIN);
    assert!(message.contains("far in its folder is a link"), "{message}");
}

#[test]
fn tests_in_any_file_count() {
    let course = course();
    course.run(&["run", "cups"]);
    // Neither a changed test nor a lost one passes.
    let price = solved();
    file(
        &course,
        "price.rs",
        &price.replace("tax::of(5), 1", "tax::of(5), tax::of(5)"),
    );
    assert_eq!(reason(&course), "tests_edited");
    let run = course.run(&["reset", "cups", "--tests"]);
    assert_eq!(run.code, 0, "{run:?}");
    assert_eq!(course.read("exercises/01_shop/cups/price.rs"), price);
    assert_eq!(reason(&course), "passed");
    let (code, _) = price.split_once("#[cfg(test)]").expect("tests");
    file(&course, "price.rs", code);
    assert_eq!(reason(&course), "tests_missing");
    course.run(&["reset", "cups", "--tests"]);
    assert_eq!(reason(&course), "passed");
    // The learner may make a module of their own.
    file(
        &course,
        "price.rs",
        &price.replace("use crate::tax;", "use crate::tax;\nmod round;"),
    );
    file(&course, "price/round.rs", "");
    assert_eq!(reason(&course), "passed");
}

#[test]
fn a_reset_brings_back_all_files_and_undo_yours() {
    let course = course();
    course.run(&["run", "cups"]);
    file(&course, "price.rs", &solved());
    file(&course, "own.rs", "// mine\n");
    fs::remove_file(course.path("exercises/01_shop/cups/tax.rs")).expect("removed");
    let run = course.run(&["reset", "cups"]);
    assert_eq!(run.code, 0, "{run:?}");
    assert_eq!(course.read("exercises/01_shop/cups/price.rs"), PRICE);
    assert_eq!(course.read("exercises/01_shop/cups/tax.rs"), TAX);
    assert!(!course.path("exercises/01_shop/cups/own.rs").exists());
    let run = course.run(&["undo"]);
    assert_eq!(run.code, 0, "{run:?}");
    assert_eq!(course.read("exercises/01_shop/cups/price.rs"), solved());
    assert_eq!(course.read("exercises/01_shop/cups/own.rs"), "// mine\n");
    assert!(!course.path("exercises/01_shop/cups/tax.rs").exists());
}

#[test]
fn a_file_names_its_exercise_and_the_solution_has_all_files() {
    let course = course();
    // There is an exercise called price.
    let run = course.run(&["solution", "exercises/01_shop/cups/price.rs"]);
    assert!(run.stderr.contains("cups hasn't passed yet"), "{run:?}");
    file(&course, "price.rs", &solved());
    assert_eq!(course.run(&["run", "exercises/01_shop/cups"]).code, 0);
    let run = course.run(&["solution", "cups"]);
    for words in ["// main.rs\n", "// price.rs\n", "net + tax::of(net)"] {
        assert!(run.stdout.contains(words), "{}", run.stdout);
    }
    let same = course.run(&["solution", "cups", "--diff"]);
    assert!(same.stdout.contains("Your files are the same"), "{same:?}");
    let list: Value =
        serde_json::from_str(&course.run(&["list", "--format", "json"]).stdout).expect("JSON");
    assert_eq!(list["exercises"][0]["layout"], "modules");
    assert_eq!(list["exercises"][1].get("layout"), None);
    let json = course.run(&["check-json", "exercises/01_shop/cups/tax.rs"]);
    assert_eq!(json.code, 0, "{json:?}");
}

#[test]
fn a_change_in_any_file_is_a_change_of_the_exercise() {
    if !common::tools::require_program("git") {
        return;
    }
    let course = course();
    let git = |args: &[&str]| {
        let mut command = std::process::Command::new("git");
        let who = ["-c", "user.name=a", "-c", "user.email=a@example.org"];
        let run = common::finish(command.args(who).args(args).current_dir(course.root()));
        assert_eq!(run.code, 0, "{run:?}");
    };
    git(&["init", "--quiet"]);
    git(&["add", "."]);
    git(&["commit", "--quiet", "-m", "the course"]);
    let chosen = || {
        let run = course.run(&["verify", "--changed", "HEAD", "--format", "json"]);
        let report: Value = serde_json::from_str(&run.stdout).expect("JSON");
        let exercises = report["exercises"].as_array().expect("exercises").iter();
        exercises
            .map(|it| it["name"].to_string())
            .collect::<Vec<_>>()
    };
    assert_eq!(chosen(), [""; 0]);
    file(&course, "price.rs", &solved());
    assert_eq!(chosen(), ["\"cups\""]);
    file(&course, "price.rs", PRICE);
    file(&course, "own.rs", "");
    assert_eq!(chosen(), ["\"cups\""]);
}

/// The course as it came, and a learner's with these files of the exercise.
fn pristine(files: &[(&str, &str)], sandbox: bool) -> Value {
    let (teachers, learners) = (course(), course());
    write(&learners, FOLDER, files);
    let originals = teachers.root().to_str().expect("UTF-8");
    let mut args = vec![
        "verify",
        "cups",
        "--format",
        "json",
        "--pristine",
        "--originals",
        originals,
    ];
    if sandbox {
        args.push("--sandbox");
    }
    let run = learners.run(&args);
    let report: Value = serde_json::from_str(&run.stdout)
        .unwrap_or_else(|error| panic!("no JSON ({error}): {run:?}"));
    report["exercises"][0].clone()
}

#[cfg(target_os = "linux")]
#[test]
fn the_original_tests_are_put_around_all_files() {
    let passes = |files: &[(&str, &str)]| pristine(files, false)["verdict"] == "pass";
    assert!(!passes(&[]));
    assert!(passes(&[("price.rs", &solved())]));
    // Into a file of the learner's own.
    let own = with_body("sum::of(net)").replace("use crate::tax;", "use crate::tax;\nmod sum;");
    let sum = "pub fn of(net: u32) -> u32 {\n    net + crate::tax::of(net)\n}\n";
    assert!(passes(&[("price.rs", &own), ("price/sum.rs", sum)]));
    // Without the tests, or with others, it's the same.
    let (code, _) = PRICE.split_once("#[cfg(test)]").expect("tests");
    assert!(!passes(&[("price.rs", code)]));
    let forged = MAIN.replace("total(100), 120", "total(100), 100");
    assert!(!passes(&[("main.rs", &forged)]));
    let early = PRICE.replace("    net\n", "    std::process::exit(0)\n");
    assert!(!passes(&[("price.rs", &early)]));
    // A macro in one file that stands for an assertion in the others.
    let hidden = format!("#[macro_use]\nmod nothing;\n{MAIN}");
    let nothing = "macro_rules! assert_eq { ($($t:tt)*) => {}; }\n";
    assert!(!passes(&[("main.rs", &hidden), ("nothing.rs", nothing)]));
    // Something is wrong in a file: the report says where.
    let broken = with_body("net + tax::of(\"net\")");
    let entry = pristine(&[("price.rs", &broken)], false);
    assert_eq!(entry["reason"], "compile_error");
    assert_eq!(entry["path"], "exercises/01_shop/cups/price.rs", "{entry}");
    assert_eq!(entry["place"]["line"], 5);
    let rendered = entry["diagnostics"][0]["rendered"].as_str().expect("text");
    assert!(rendered.contains("cups/price.rs:5:"), "{rendered}");
    assert!(rendered.contains(" 5 |     net + tax::of"), "{rendered}");
}

#[test]
fn dev_check_and_dev_new_know_folders() {
    let course = course();
    let run = course.run(&["dev", "check"]);
    assert_eq!(run.code, 0, "{}{}", run.stdout, run.stderr);
    course.write("exercises/01_shop/cups/prices.txt", "data");
    course.write("solutions/01_shop/cups/idle.rs", "");
    let run = course.run(&["dev", "check"]);
    assert!(
        run.stdout.contains("cups/idle.rs:1: belongs to no module"),
        "{}",
        run.stdout
    );
    assert!(!run.stdout.contains("prices.txt"), "{}", run.stdout);
    fs::remove_file(course.path("solutions/01_shop/cups/idle.rs")).expect("removed");
    let run = course.run(&[
        "dev", "new", "bowls", "--dir", "01_shop", "--layout", "modules",
    ]);
    assert_eq!(run.code, 0, "{run:?}");
    for path in ["main.rs", "part.rs"] {
        for top in ["exercises", "solutions"] {
            assert!(course.path(format!("{top}/01_shop/bowls/{path}")).is_file());
        }
    }
    let run = course.run(&["dev", "check"]);
    assert!(!run.stdout.contains("not listed"), "{}", run.stdout);
    course.write(
        "info.toml",
        course
            .read("info.toml")
            .replace("\"modules\"", "\"module\""),
    );
    let run = course.run(&["list"]);
    assert_eq!(run.code, 3, "{run:?}");
    assert!(run.stderr.contains("layout can be"), "{}", run.stderr);
}

#[test]
fn a_library_begins_with_lib_rs() {
    let course = course();
    for top in ["exercises", "solutions"] {
        let folder = course.path(format!("{top}/01_shop/cups"));
        let text = fs::read_to_string(folder.join("main.rs")).expect("read");
        let (head, tests) = text.split_once("#[cfg(test)]").expect("tests");
        let (head, _) = head.split_once("fn main").expect("main");
        fs::remove_file(folder.join("main.rs")).expect("removed");
        let text = format!(
            "{}#[cfg(test)]{tests}",
            head.replace("use price", "pub use price")
        );
        fs::write(folder.join("lib.rs"), text).expect("written");
    }
    let run = course.run(&["dev", "check"]);
    assert_eq!(run.code, 0, "{}{}", run.stdout, run.stderr);
    course.run(&["run", "cups"]);
    file(&course, "price.rs", &solved());
    assert_eq!(reason(&course), "passed");
    course.run(&["reset", "cups"]);
    assert_eq!(reason(&course), "tests_failed");
}

#[test]
fn a_pack_has_all_files() {
    let course = course();
    course.run(&["run", "cups"]);
    file(&course, "own.rs", "// mine\n");
    let run = course.run(&["class", "pack", "it.pack", "--as", "ana", "--level", "code"]);
    assert_eq!(run.code, 0, "{run:?}");
    let lines = course.read("it.pack");
    let files = lines.lines().filter_map(|line| {
        let line: Value = serde_json::from_str(line).expect("JSON");
        line.get("file").cloned()
    });
    let files: Vec<Value> = files.collect();
    assert_eq!(files.len(), 1, "{lines}");
    let text = files[0]["text"].as_str().expect("text");
    for words in [
        "// File main.rs, ",
        "// File own.rs, 8 bytes\n// mine\n",
        PRICE,
    ] {
        assert!(text.contains(words), "{text}");
    }
}

#[test]
fn watch_shows_the_file_with_the_error_and_hears_of_every_save() {
    let course = course();
    let watch = Screen::watch(&course);
    watch.wait_text(&["cups  1 of 2", "adds_the_tax"]);
    file(&course, "price.rs", &with_body("net + tax::of(\"net\")"));
    watch.wait_text(&["cups/price.rs:5:", "E0308"]);
    file(&course, "price.rs", &solved());
    watch.wait_text(&["Passed, 2 tests"]);
    // A new file is part of the exercise too, once there is a module for it.
    file(
        &course,
        "main.rs",
        &MAIN.replace("mod tax;", "mod tax;\nmod own;"),
    );
    watch.wait_text(&["E0583"]);
    file(&course, "own.rs", "// mine\n");
    watch.wait_text(&["Passed, 2 tests"]);
    file(
        &course,
        "tax.rs",
        "pub fn of(net: u32) -> u32 {\n    nett / 5\n}\n",
    );
    watch.wait_text(&["cups/tax.rs:2:", "E0425"]);
    watch.keys("x");
    watch.wait_text(&["y yes"]);
    watch.keys("y");
    watch.wait_text(&["adds_the_tax"]);
    assert!(!course.path("exercises/01_shop/cups/own.rs").exists());
    assert_eq!(course.read("exercises/01_shop/cups/tax.rs"), TAX);
    watch.keys("u");
    watch.wait_text(&["cups/tax.rs:2:"]);
    assert_eq!(course.read("exercises/01_shop/cups/own.rs"), "// mine\n");
}

#[test]
fn e_opens_the_file_with_the_error() {
    let course = course();
    course.write("edit.sh", "#!/bin/sh\necho \"$@\" > opened.txt\n");
    let script = course.path("edit.sh");
    let mode = std::os::unix::fs::PermissionsExt::from_mode(0o755);
    fs::set_permissions(&script, mode).expect("it may run");
    file(&course, "price.rs", &with_body("net + tax::of(\"net\")"));
    let watch = Start::program(&course, &["watch"])
        .variable("VISUAL", script.to_str().expect("UTF-8"))
        .go();
    watch.wait_text(&["cups/price.rs:5:", "E0308"]);
    watch.keys("e");
    eventually("it's opened", || course.path("opened.txt").is_file());
    eventually("the file with the error", || {
        course.read("opened.txt").contains("cups/price.rs")
    });
}

// ---- cargo packages ----

const MANIFEST: &str = "[package]
name = \"parcel\"
version = \"0.1.0\"
edition = \"2024\"

[workspace]
members = [\"stamp\"]

[dependencies]
stamp = { path = \"stamp\" }
";

const STAMP: &str = "[package]
name = \"stamp\"
version = \"0.1.0\"
edition = \"2024\"
";

const PARCEL: &str = "/// What it costs to send so many grams.
pub fn postage(grams: u32) -> u32 {
    grams
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_sent_for_nothing() {
        assert_eq!(postage(0), 0);
    }
}
";

const API: &str = "use parcel::postage;

#[test]
fn a_gram_costs_two_stamps() {
    assert_eq!(postage(3), 6);
}
";

const STAMPS: &str = "pub const PRICE: u32 = 2;

#[cfg(test)]
mod tests {
    #[test]
    fn costs_something() {
        assert_ne!(super::PRICE, 0);
    }
}
";

const PACKAGE: &str = "exercises/18_cargo/parcel";

fn sends() -> String {
    PARCEL.replace("    grams\n", "    grams * stamp::PRICE\n")
}

/// A course with a package of two crates.
fn package() -> Course {
    let course = Course::new();
    let manifest = "format_version = 1\nid = \"post\"\n
[[exercises]]\nname = \"parcel\"\ndir = \"18_cargo\"\nlayout = \"package\"\nhint = \"\"\n
expect = [\"test: api::a_gram_costs_two_stamps\"]\n";
    course.write("info.toml", manifest);
    for (below, lib) in [(PACKAGE, PARCEL), ("solutions/18_cargo/parcel", &sends())] {
        let files = [
            ("Cargo.toml", MANIFEST),
            ("src/lib.rs", lib),
            ("tests/api.rs", API),
            ("stamp/Cargo.toml", STAMP),
            ("stamp/src/lib.rs", STAMPS),
        ];
        write(&course, below, &files);
    }
    course
}

fn in_package(course: &Course, path: &str, text: &str) {
    course.write(format!("{PACKAGE}/{path}"), text);
}

#[test]
fn a_package_passes_when_all_tests_of_its_workspace_do() {
    let course = package();
    let verdict = course.verdict("parcel");
    assert_eq!(verdict["reason"], "tests_failed", "{verdict}");
    assert_eq!(verdict["path"], "exercises/18_cargo/parcel/tests/api.rs");
    assert_eq!(verdict["place"]["line"], 5);
    let names: Vec<&str> = verdict["tests"]
        .as_array()
        .expect("tests")
        .iter()
        .map(|test| test["name"].as_str().expect("a name"))
        .collect();
    assert_eq!(names.len(), 3, "{names:?}");
    for name in [
        "tests::nothing_is_sent_for_nothing",
        "api::a_gram_costs_two_stamps",
        "stamp::tests::costs_something",
    ] {
        assert!(names.contains(&name), "{names:?}");
    }
    in_package(
        &course,
        "src/lib.rs",
        &PARCEL.replace("    grams\n", "    \"grams\"\n"),
    );
    let run = course.run(&["run", "parcel"]);
    assert!(
        run.stdout.contains("parcel/src/lib.rs:3:"),
        "{}",
        run.stdout
    );
    assert!(run.stdout.contains("E0308"), "{}", run.stdout);
    in_package(&course, "src/lib.rs", &sends());
    assert_eq!(course.verdict("parcel")["reason"], "passed");
    assert_eq!(course.verdict("parcel")["cached"], true);
    // What cargo says of the manifest.
    in_package(
        &course,
        "Cargo.toml",
        &MANIFEST.replace("edition = \"2024\"", "edition = \"1066\""),
    );
    let verdict = course.verdict("parcel");
    assert_eq!(verdict["reason"], "compile_error", "{verdict}");
    assert_eq!(verdict["path"], "exercises/18_cargo/parcel/Cargo.toml");
    assert!(!course.path(format!("{PACKAGE}/target")).exists());
    assert!(!course.path(format!("{PACKAGE}/Cargo.lock")).exists());
}

#[test]
fn a_package_has_only_crates_of_its_own() {
    let course = package();
    in_package(&course, "Cargo.toml", &format!("{MANIFEST}serde = \"1\"\n"));
    let verdict = course.verdict("parcel");
    assert_eq!(verdict["reason"], "bad_source", "{verdict}");
    let message = verdict["message"].as_str().expect("words");
    assert!(
        message.contains("the crate serde isn't in its folder"),
        "{message}"
    );
    in_package(&course, "Cargo.toml", MANIFEST);
    in_package(&course, "build.rs", "fn main() {}\n");
    assert_eq!(course.verdict("parcel")["reason"], "bad_source");
}

#[test]
fn tests_of_a_package_count_and_come_back() {
    let course = package();
    course.run(&["run", "parcel"]);
    in_package(&course, "tests/api.rs", &API.replace("(3), 6", "(3), 3"));
    assert_eq!(course.verdict("parcel")["reason"], "tests_edited");
    in_package(&course, "src/lib.rs", &sends().replace("(0), 0", "(1), 2"));
    assert_eq!(course.run(&["reset", "parcel", "--tests"]).code, 0);
    assert_eq!(course.read(format!("{PACKAGE}/tests/api.rs")), API);
    assert_eq!(course.read(format!("{PACKAGE}/src/lib.rs")), sends());
    // A crate that's no member any more isn't tested.
    let manifest = format!("{MANIFEST}\n[lib]\ntest = false\n");
    in_package(&course, "Cargo.toml", &manifest);
    let verdict = course.verdict("parcel");
    assert_eq!(verdict["reason"], "tests_missing", "{verdict}");
    course.run(&["reset", "parcel"]);
    assert_eq!(course.read(format!("{PACKAGE}/Cargo.toml")), MANIFEST);
    assert_eq!(course.run(&["undo"]).code, 0);
    assert_eq!(course.read(format!("{PACKAGE}/Cargo.toml")), manifest);
}

#[cfg(target_os = "linux")]
#[test]
fn the_original_tests_are_put_into_packages() {
    let check = |files: &[(&str, &str)]| {
        let (teachers, learners) = (package(), package());
        write(&learners, PACKAGE, files);
        let originals = teachers.root().to_str().expect("UTF-8");
        let args = [
            "verify",
            "parcel",
            "--format",
            "json",
            "--pristine",
            "--originals",
            originals,
        ];
        let run = learners.run(&args);
        let report: Value = serde_json::from_str(&run.stdout)
            .unwrap_or_else(|error| panic!("no JSON ({error}): {run:?}"));
        report["exercises"][0].clone()
    };
    let passes = |files: &[(&str, &str)]| check(files)["verdict"] == "pass";
    let solved = check(&[("src/lib.rs", &sends())]);
    assert_eq!(solved["verdict"], "pass", "{solved}");
    assert!(!passes(&[]));
    assert!(!passes(&[(
        "tests/api.rs",
        &API.replace("(3), 6", "(3), 3")
    )]));
    let (code, _) = PARCEL.split_once("#[cfg(test)]").expect("tests");
    assert!(!passes(&[("src/lib.rs", code)]));
    let forged = PARCEL.replace(
        "    grams\n",
        "    println!(\"test a_gram_costs_two_stamps ... ok\");\n    std::process::exit(0)\n",
    );
    assert!(!passes(&[("src/lib.rs", &forged)]));
    let hidden =
        format!("#[macro_export]\nmacro_rules! assert_eq {{ ($($t:tt)*) => {{}}; }}\n{PARCEL}");
    assert!(!passes(&[("src/lib.rs", &hidden)]));
    // A program of the learner's own in the place of the library's tests.
    let untested = format!("{MANIFEST}\n[lib]\nharness = false\n");
    let program = format!("{}\nfn main() {{}}\n", sends());
    let entry = check(&[("Cargo.toml", &untested), ("src/lib.rs", &program)]);
    assert_eq!(entry["verdict"], "fail");
}

/// Whether the kernel has what the sandbox needs.
#[cfg(target_os = "linux")]
fn has_landlock() -> bool {
    let run = course().run(&["verify", "--sandbox", "cups"]);
    let lacks = run.code == 4 && run.stderr.contains("Landlock");
    common::tools::require("Landlock", !lacks)
}

#[cfg(target_os = "linux")]
#[test]
fn packages_and_folders_are_checked_in_the_sandbox() {
    if !has_landlock() {
        return;
    }
    assert_eq!(
        pristine(&[("price.rs", &solved())], true)["verdict"],
        "pass"
    );
    let (teachers, learners) = (package(), package());
    in_package(&learners, "src/lib.rs", &sends());
    let originals = teachers.root().to_str().expect("UTF-8");
    let args = [
        "verify",
        "--format",
        "json",
        "--sandbox",
        "--pristine",
        "--originals",
        originals,
    ];
    let run = learners.run(&args);
    assert_eq!(run.code, 0, "{}{}", run.stdout, run.stderr);
    in_package(
        &learners,
        "src/lib.rs",
        &PARCEL.replace(
            "    grams\n",
            "    std::fs::read(\"/etc/passwd\").map_or(6, |_| 7) * grams / 3\n",
        ),
    );
    let run = learners.run(&args);
    assert_eq!(run.code, 0, "{}{}", run.stdout, run.stderr);
}

#[test]
fn a_strict_package_is_linted() {
    let course = package();
    let manifest = course
        .read("info.toml")
        .replace("layout", "strict_clippy = true\nlayout");
    course.write("info.toml", manifest);
    in_package(
        &course,
        "src/lib.rs",
        &sends().replace("    grams * ", "    return grams * "),
    );
    let verdict = course.verdict("parcel");
    assert_eq!(verdict["reason"], "lint", "{verdict}");
    assert_eq!(verdict["path"], "exercises/18_cargo/parcel/src/lib.rs");
    let rendered = verdict["diagnostics"][0]["rendered"]
        .as_str()
        .expect("text");
    assert!(
        rendered.contains("--> exercises/18_cargo/parcel/src/lib.rs:3:5"),
        "{rendered}"
    );
    in_package(&course, "src/lib.rs", &sends());
    assert_eq!(course.verdict("parcel")["reason"], "passed");
}

#[test]
fn dev_check_and_dev_new_know_packages() {
    let course = package();
    let run = course.run(&["dev", "check"]);
    assert_eq!(run.code, 0, "{}{}", run.stdout, run.stderr);
    let manifest = MANIFEST.replace("[workspace]\nmembers = [\"stamp\"]\n", "");
    in_package(&course, "Cargo.toml", &manifest);
    let run = course.run(&["dev", "check"]);
    assert!(
        run.stdout
            .contains("parcel/Cargo.toml:1: has no [workspace]"),
        "{}",
        run.stdout
    );
    let run = course.run(&[
        "dev", "new", "letter", "--dir", "18_cargo", "--layout", "package",
    ]);
    assert_eq!(run.code, 0, "{run:?}");
    assert_eq!(course.verdict("letter")["reason"], "tests_failed");
}

#[test]
fn watch_hears_of_a_packages_manifest() {
    let course = package();
    let watch = Screen::watch(&course);
    watch.wait_text(&["parcel  1 of 1", "a_gram_costs_two_stamps"]);
    in_package(&course, "src/lib.rs", &sends());
    watch.wait_text(&["Passed, 3 tests"]);
    in_package(
        &course,
        "Cargo.toml",
        &MANIFEST.replace("path = \"stamp\"", "path = \"stamps\""),
    );
    watch.wait_text(&["parcel/Cargo.toml", "stamps"]);
}

// ---- a class ----

#[cfg(all(target_os = "linux", feature = "class"))]
#[test]
fn a_class_grades_folders_that_were_handed_in() {
    let folder = tempfile::tempdir().expect("a scratch folder");
    let (shop, post) = (course(), package());
    let root = folder.path();
    let manifest = format!(
        "{}\n{}",
        shop.read("info.toml"),
        post.read("info.toml").split_once("\n\n").expect("a head").1
    );
    let put = |below: &str, files: &[(&str, &str)]| {
        for (path, text) in files {
            let path = root.join(below).join(path);
            fs::create_dir_all(path.parent().expect("a folder")).expect("folders");
            fs::write(path, text).expect("written");
        }
    };
    put(
        "course",
        &[
            ("info.toml", &manifest),
            ("exercises/01_shop/price.rs", "fn main() {}\n"),
        ],
    );
    let cups = |price: &str| {
        [
            ("main.rs", MAIN.to_owned()),
            ("price.rs", price.to_owned()),
            ("tax.rs", TAX.to_owned()),
        ]
    };
    let parcel = |lib: &str| {
        [
            ("Cargo.toml", MANIFEST.to_owned()),
            ("src/lib.rs", lib.to_owned()),
            ("tests/api.rs", API.to_owned()),
            ("stamp/Cargo.toml", STAMP.to_owned()),
            ("stamp/src/lib.rs", STAMPS.to_owned()),
        ]
    };
    for (who, price, lib) in [
        ("course", PRICE.to_owned(), PARCEL.to_owned()),
        ("in/ada", solved(), sends()),
        ("in/bob", with_body("7 * net"), PARCEL.to_owned()),
    ] {
        for (path, text) in cups(&price) {
            put(&format!("{who}/{FOLDER}"), &[(path, &text)]);
        }
        for (path, text) in parcel(&lib) {
            put(&format!("{who}/{PACKAGE}"), &[(path, &text)]);
        }
    }
    let run = |args: &[&str]| {
        let mut command = shop.command(args);
        command
            .current_dir(root)
            .env("XDG_CACHE_HOME", root.join("cache"));
        let run = common::finish(&mut command);
        assert_eq!(run.code, 0, "{args:?}: {run:?}");
        run
    };
    if !has_landlock() {
        return;
    }
    run(&["class", "new", "class", "--originals", "course"]);
    run(&["class", "--class", "class", "import", "in/ada", "in/bob"]);
    run(&["class", "--class", "class", "plan"]);
    run(&["class", "--class", "class", "grade", "--shard", "1/1"]);
    run(&["class", "--class", "class", "collect"]);
    let results = fs::read_to_string(root.join("class/plan/results.ndjson")).expect("results");
    let mut reasons: Vec<(String, String)> = results
        .lines()
        .map(|line| {
            let line: Value = serde_json::from_str(line).expect("JSON");
            let text = |key: &str| line[key].as_str().expect("text").to_owned();
            (text("exercise"), text("reason"))
        })
        .collect();
    reasons.sort();
    let wanted = [
        ("cups", "passed"),
        ("cups", "tests_failed"),
        ("parcel", "passed"),
    ];
    let wanted = wanted.map(|(name, reason)| (name.to_owned(), reason.to_owned()));
    assert_eq!(reasons, wanted, "{results}");
}
