//! Rustlings' own course: its 94 exercises, of which 15 have the learner's task inside of their
//! tests, watched as a learner gets them and then solved. Cargo downloads the packages.

mod common;

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use common::{Course, Run, finish};
use serde_json::Value;

const VERSION: &str = "6.5.0";

/// Those whose task is inside of their tests.
const IN_TESTS: [&str; 15] = [
    "primitive_types4",
    "primitive_types6",
    "move_semantics2",
    "move_semantics4",
    "structs1",
    "structs2",
    "quiz2",
    "options1",
    "options2",
    "tests1",
    "tests2",
    "tests3",
    "iterators1",
    "rc1",
    "cow1",
];

/// A change of an exercise.
struct Edit {
    /// Below `exercises`, without its ending.
    file: String,
    from: String,
    to: String,
}

/// The edits in a file beside this one.
fn edits(text: &str) -> Vec<Edit> {
    let table: toml::Table = text.parse().expect("TOML");
    let edits = table["edits"].as_array().expect("a list").iter();
    let text = |edit: &toml::Value, key: &str| edit[key].as_str().expect("text").to_owned();
    edits
        .map(|edit| Edit {
            file: text(edit, "file"),
            from: text(edit, "from"),
            to: text(edit, "to"),
        })
        .collect()
}

fn answers() -> Vec<Edit> {
    edits(include_str!("rustlings_course/answers.toml"))
}

fn cheats() -> Vec<Edit> {
    edits(include_str!("rustlings_course/cheats.toml"))
}

fn apply(course: &Course, edits: &[Edit]) {
    for Edit { file, from, to } in edits {
        let path = format!("exercises/{file}.rs");
        let text = course.read(&path);
        assert!(text.contains(from), "{file}: {from}");
        course.write(&path, text.replace(from, to));
    }
}

/// The folder with the course's packages, unpacked by cargo, once for all tests.
fn packages() -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("rustlings-{VERSION}"));
    fs::create_dir_all(folder.join("src")).expect("a folder");
    let lock = File::create(folder.join("lock")).expect("a file");
    lock.lock().expect("nobody else is at work here");
    let packages = folder.join("packages");
    if !folder.join("complete").exists() {
        fs::write(folder.join("src/main.rs"), "fn main() {}\n").expect("a file");
        let manifest = format!(
            "[package]\nname = \"fetch\"\nedition = \"2024\"\n\n[dependencies]\n\
             rustlings = \"={VERSION}\"\n\n[workspace]\n"
        );
        fs::write(folder.join("Cargo.toml"), manifest).expect("a file");
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let mut vendor = Command::new(cargo);
        vendor.args(["vendor", "packages"]).current_dir(&folder);
        let run = finish(&mut vendor);
        assert_eq!(run.code, 0, "cargo cannot download Rustlings: {run:?}");
        fs::write(folder.join("complete"), "").expect("a file");
    }
    packages
}

/// Rustlings' course as its packages hold it.
fn official() -> Course {
    let packages = packages();
    let course = Course::new();
    for folder in ["exercises", "solutions"] {
        copy(
            &packages.join("rustlings").join(folder),
            &course.path(folder),
        );
    }
    let manifest = fs::read(packages.join("rustlings-macros/info.toml")).expect("a manifest");
    course.write("info.toml", manifest);
    course
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a folder") {
        let entry = entry.expect("an entry");
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            // Not `fs::copy`: a packaged file may be one that nobody may write.
            fs::write(target, fs::read(entry.path()).expect("a file")).expect("a file");
        }
    }
}

/// Opens the course for the first time, and leaves.
fn watch_starters(course: &Course) {
    let run = course.run(&["watch"]);
    assert_eq!(run.code, 0, "{run:?}");
    let kept = course.path(".rustlings-like/pristine/exercises/17_tests/tests1.rs");
    assert!(kept.is_file());
}

/// Checks all in `watch`, and returns what it says.
fn check_all_in_watch(course: &Course) -> String {
    let mut command = course.command(&["watch"]);
    command.stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut watch = command.spawn().expect("watch starts");
    let mut keys = watch.stdin.take().expect("standard input");
    let output = watch.stdout.take().expect("standard output");
    keys.write_all(b"a\n").expect("a word");
    let mut text = String::new();
    for line in std::io::BufRead::lines(std::io::BufReader::new(output)) {
        let line = line.expect("text");
        // The end of its input ends it.
        let is_over = line.ends_with(" pass.") || line.contains(" do not pass");
        text = text + &line + "\n";
        if is_over {
            break;
        }
    }
    drop(keys);
    watch.wait().expect("watch ends");
    text
}

fn entries(run: &Run) -> Vec<Value> {
    let document: Value = serde_json::from_str(&run.stdout).unwrap_or_else(|_| panic!("{run:?}"));
    document["exercises"].as_array().expect("entries").clone()
}

/// The reasons of the exercises whose task is inside of their tests, by their names.
fn check_in_tests(course: &Course, more: &[&str]) -> Vec<(String, String)> {
    let mut args = vec!["verify", "--format", "json"];
    args.extend(more);
    args.extend(IN_TESTS);
    let entries = entries(&course.run(&args));
    assert_eq!(entries.len(), IN_TESTS.len());
    let text = |entry: &Value, key: &str| entry[key].as_str().unwrap_or_default().to_owned();
    let reasons = entries.iter();
    reasons
        .map(|e| (text(e, "name"), text(e, "reason")))
        .collect()
}

fn assert_all_pass(reasons: &[(String, String)]) {
    for (name, reason) in reasons {
        assert_eq!(reason, "passed", "{name}");
    }
}

/// Checks them compared with the starters and under them.
fn assert_none_passes(course: &Course, originals: &Course, what: &str) {
    let from = originals.root().to_str().expect("a path");
    for more in [&[][..], &["--pristine", "--originals", from]] {
        for (name, reason) in check_in_tests(course, more) {
            assert_ne!(reason, "passed", "{name} {what}, {more:?}");
        }
    }
}

#[test]
fn the_official_course_watched_and_then_solved_passes_in_every_way() {
    let (course, originals) = (official(), official());
    watch_starters(&course);
    copy(&course.path("solutions"), &course.path("exercises"));
    let said = check_all_in_watch(&course);
    assert!(said.contains("\n94 of 94 pass.\n"), "{said}");
    let from = originals.root().to_str().expect("a path");
    for more in [&[][..], &["--pristine", "--originals", from]] {
        let run = course.run(&[&["verify", "--format", "json"], more].concat());
        let entries = entries(&run);
        let failed = entries.iter().filter(|e| e["verdict"] != "pass");
        let failed: Vec<&Value> = failed.map(|e| &e["name"]).collect();
        assert_eq!(
            (run.code, entries.len(), failed),
            (0, 94, vec![]),
            "{more:?}"
        );
        let open = entries.iter().filter(|e| e.get("open_tests").is_some());
        let mut open: Vec<&str> = open.filter_map(|e| e["name"].as_str()).collect();
        // Of these the solution shows several ways, and tests them all.
        open.retain(|name| !["iterators4", "iterators5"].contains(name));
        assert_eq!(open, IN_TESTS, "{more:?}");
    }
}

#[test]
fn answers_of_ones_own_pass_with_and_without_solutions_and_cheats_do_not() {
    let (course, originals) = (official(), official());
    watch_starters(&course);
    apply(&course, &answers());
    let from = originals.root().to_str().expect("a path");
    assert_all_pass(&check_in_tests(&course, &[]));
    assert_all_pass(&check_in_tests(
        &course,
        &["--pristine", "--originals", from],
    ));

    let aside = course.path("aside");
    fs::rename(course.path("solutions"), &aside).expect("a folder");
    assert_all_pass(&check_in_tests(&course, &[]));
    // The verdict is no other where nothing was kept.
    let kept = course.path(".rustlings-like/pristine");
    fs::rename(&kept, course.path("kept")).expect("a folder");
    assert_all_pass(&check_in_tests(&course, &[]));
    fs::rename(course.path("kept"), &kept).expect("a folder");
    fs::rename(aside, course.path("solutions")).expect("a folder");

    copy(&course.path("exercises"), &course.path("answers"));
    apply(&course, &cheats());
    assert_none_passes(&course, &originals, "with other tests");
    copy(&course.path("answers"), &course.path("exercises"));
    change_all(&course, without_bodies);
    assert_none_passes(&course, &originals, "with empty tests");
    copy(&course.path("answers"), &course.path("exercises"));
    change_all(&course, without_tests);
    assert_none_passes(&course, &originals, "without tests");
}

/// Changes the texts of the exercises whose task is inside of their tests.
fn change_all(course: &Course, change: fn(&str) -> String) {
    let files: BTreeSet<String> = cheats().into_iter().map(|edit| edit.file).collect();
    assert_eq!(files.len(), IN_TESTS.len());
    for file in files {
        let path = format!("exercises/{file}.rs");
        course.write(&path, change(&course.read(&path)));
    }
}

fn without_tests(text: &str) -> String {
    let tests = text.find("#[cfg(test)]").expect("tests");
    text[..tests].to_owned()
}

fn without_bodies(text: &str) -> String {
    let mut parts = text.split("#[test]");
    let mut emptied = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (head, _) = part.split_once('{').expect("a body");
        emptied += &format!("#[test]{head}{{}}\n");
    }
    emptied + "}\n"
}
