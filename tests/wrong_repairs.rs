//! Repairs that miss the point, one file each in `tests/wrong_repairs/CHAPTER/`, named
//! `EXERCISE.WHAT.rs`, or a folder `EXERCISE.WHAT` for an exercise with several files, of which it
//! has those that differ. None may pass.

#![allow(clippy::print_stdout, reason = "the count is what this test reports")]

mod common;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use common::Course;

/// The wrong repairs of each exercise, by the exercise's name.
fn wrong_repairs() -> BTreeMap<String, Vec<PathBuf>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/wrong_repairs");
    let mut found: BTreeMap<String, Vec<PathBuf>> = BTreeMap::new();
    for chapter in fs::read_dir(folder).expect("the folder is there").flatten() {
        for file in fs::read_dir(chapter.path()).expect("a chapter").flatten() {
            let name = file.file_name().into_string().expect("a plain name");
            let (exercise, _) = name.split_once('.').expect("EXERCISE.WHAT.rs");
            found
                .entry(exercise.to_owned())
                .or_default()
                .push(file.path());
        }
    }
    found
}

/// The paths of the course's exercises by name.
fn exercises(course: &Course) -> BTreeMap<String, String> {
    let list = course.run(&["list", "--format", "json"]);
    let list: serde_json::Value = serde_json::from_str(&list.stdout).expect("JSON");
    let entries = list["exercises"].as_array().expect("an array");
    let text = |value: &serde_json::Value| value.as_str().expect("text").to_owned();
    entries
        .iter()
        .map(|e| (text(&e["name"]), text(&e["path"])))
        .collect()
}

/// Puts a wrong repair in the place of an exercise; one with several files lies in a folder.
fn lay_out(course: &Course, path: &str, wrong: &Path) {
    if !wrong.is_dir() {
        course.write(path, fs::read(wrong).expect("readable"));
        return;
    }
    let (exercise, _) = path.rsplit_once('/').expect("a folder");
    let mut folders = vec![wrong.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("a folder").flatten() {
            if entry.path().is_dir() {
                folders.push(entry.path());
                continue;
            }
            let below = entry.path().strip_prefix(wrong).expect("below").to_owned();
            let below = below.to_string_lossy().replace('\\', "/");
            let text = fs::read(entry.path()).expect("readable");
            course.write(format!("{exercise}/{below}"), text);
        }
    }
}

#[test]
fn every_exercise_has_one_and_none_passes() {
    let (course, _lock) = Course::with_crates(Course::init);
    let paths = exercises(&course);
    let wrong = wrong_repairs();
    let strangers: Vec<_> = wrong
        .keys()
        .filter(|name| !paths.contains_key(*name))
        .collect();
    assert!(strangers.is_empty(), "no such exercise: {strangers:?}");
    let without: Vec<_> = paths
        .keys()
        .filter(|name| !wrong.contains_key(*name))
        .collect();
    assert!(without.is_empty(), "no wrong repair: {without:?}");

    // The crates, at the first time, by themselves: they take a while.
    let first = paths.iter().find(|(_, path)| path.contains("/17_cli/"));
    course.run(&["verify", first.expect("a chapter with crates").0]);
    let rounds = wrong.values().map(Vec::len).max().expect("some");
    let (mut tried, mut passed) = (0, Vec::new());
    // One wrong repair of every exercise at a time, so that they are checked side by side.
    for round in 0..rounds {
        let chosen: Vec<(&String, &PathBuf)> = wrong
            .iter()
            .filter_map(|(name, files)| Some((name, files.get(round)?)))
            .collect();
        for (name, file) in &chosen {
            lay_out(&course, &paths[*name], file);
        }
        // A loop that never ends is told from one that does in less time than a learner gets.
        // And what fails together is checked again alone, so that would cost time here.
        let mut args = vec!["verify", "--format", "json", "--no-batch", "--timeout", "5"];
        args.extend(chosen.iter().map(|(name, _)| name.as_str()));
        let run = course.run(&args);
        let report: serde_json::Value = serde_json::from_str(&run.stdout).expect("JSON");
        for entry in report["exercises"].as_array().expect("an array") {
            tried += 1;
            let name = entry["name"].as_str().expect("text");
            if entry["verdict"] != "fail" {
                passed.push(format!(
                    "{}: {}",
                    wrong[name][round].display(),
                    entry["message"]
                ));
            }
        }
    }
    println!(
        "{tried} wrong repairs of {} exercises were tried",
        wrong.len()
    );
    assert_eq!(tried, wrong.values().map(Vec::len).sum::<usize>());
    assert!(passed.is_empty(), "not rejected:\n{}", passed.join("\n"));
}
