//! The mutants that are judged each time, and what is known to be wrong about them.

use std::collections::{BTreeMap, VecDeque};
use std::fs;
use std::path::PathBuf;

use super::judge::JudgedMutant;
use super::mutants::rank;
use super::sources;

/// How many mutants are in the sample.
pub const SIZE: usize = 200;

/// A mutant of the sample.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The codes of its errors, sorted.
    pub codes: String,
    /// Its name.
    pub name: String,
}

/// What to do if the sample isn't what it was.
pub const OUTDATED: &str = "a program was changed, or this compiler says something else. Draw the \
     sample anew: UPDATE_GOLDEN=1 cargo test --locked --lib corpus::all_of -- --ignored";

/// What to do if other edits fail, or other claims are denied, than is known.
pub const OTHER_FAILURES: &str = "the lens says what isn't so, or has stopped saying so. If it's \
     better than before: UPDATE_GOLDEN=1 cargo test --locked --lib corpus::all_of -- --ignored";

impl Entry {
    /// What is stored of a mutant.
    pub fn of(judged: &JudgedMutant) -> Self {
        let mut codes: Vec<&str> = judged.errors.iter().map(|e| e.code.as_str()).collect();
        codes.sort_unstable();
        codes.dedup();
        Self {
            codes: codes.join(","),
            name: judged.mutant.name.clone(),
        }
    }
}

fn path() -> PathBuf {
    sources::root().join("src/corpus/sample.txt")
}

fn known_failures_path() -> PathBuf {
    sources::root().join("src/corpus/known_failures.txt")
}

/// The edits in the whole corpus that are known not to work, and the claims that are known to be
/// false.
pub fn known_failures() -> Vec<String> {
    let text = fs::read_to_string(known_failures_path()).unwrap_or_default();
    text.lines().map(str::to_owned).collect()
}

/// Stores what isn't so; no file if there's nothing.
pub fn write_known_failures(failures: &[String]) {
    if failures.is_empty() {
        let _ = fs::remove_file(known_failures_path());
    } else {
        fs::write(known_failures_path(), failures.join("\n") + "\n").expect("written");
    }
}

/// The stored sample.
pub fn read() -> Vec<Entry> {
    let text = fs::read_to_string(path()).expect("the sample is there");
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    let entries = lines.map(|line| {
        let (codes, name) = line.split_once('\t').expect("codes, a tab and a name");
        Entry {
            codes: codes.to_owned(),
            name: name.to_owned(),
        }
    });
    entries.collect()
}

/// Stores a sample.
pub fn write(entries: &[Entry]) {
    let mut text = "# Codes of the errors, and the mutant. The long run of the corpus draws these \
                    anew with UPDATE_GOLDEN=1.\n"
        .to_owned();
    for Entry { codes, name } in entries {
        text.push_str(&format!("{codes}\t{name}\n"));
    }
    fs::write(path(), text).expect("written");
}

/// As many mutants of each code as there's room for, always the same.
pub fn draw(judged: &[JudgedMutant]) -> Vec<Entry> {
    let mut order: Vec<&JudgedMutant> = judged.iter().collect();
    order.sort_by_key(|judged| rank(&judged.mutant.name));
    let mut by_code: BTreeMap<&str, VecDeque<&JudgedMutant>> = BTreeMap::new();
    for judged in order {
        by_code
            .entry(&judged.errors[0].code)
            .or_default()
            .push_back(judged);
    }
    let mut drawn: Vec<&JudgedMutant> = Vec::new();
    while drawn.len() < SIZE && by_code.values().any(|left| !left.is_empty()) {
        drawn.extend(by_code.values_mut().filter_map(VecDeque::pop_front));
    }
    drawn.truncate(SIZE);
    let mut entries: Vec<Entry> = drawn.into_iter().map(Entry::of).collect();
    entries.sort_by(|a, b| (&a.codes, &a.name).cmp(&(&b.codes, &b.name)));
    entries
}
