//! How much of each error the lens understands: 1 is the timeline, 2 the source with rustc's
//! labels, 3 rustc's text. For the golden programs, for what several compilers say of them, and
//! for the starters of the course. `--nocapture` shows the tables.

#![allow(
    clippy::print_stdout,
    reason = "the tables are what these tests report"
)]

mod common;

use std::collections::BTreeMap;
use std::path::Path;

use common::Course;
use common::lens::{folder, for_each, looked_at, programs, versions};
use serde_json::Value;

/// The codes of ownership, borrowing and lifetimes that the lens is for. Beside them it draws
/// lifetime errors that have no code, and `Send` and `Sync`.
const OWNERSHIP: [&str; 27] = [
    "E0106", "E0373", "E0381", "E0382", "E0384", "E0499", "E0500", "E0501", "E0502", "E0503",
    "E0505", "E0506", "E0507", "E0508", "E0509", "E0515", "E0521", "E0524", "E0594", "E0596",
    "E0597", "E0621", "E0700", "E0712", "E0713", "E0716", "lifetime",
];

/// Types that do not fit. The lens draws the forms that beginners meet, and leaves the others
/// to rustc.
const TYPES: [&str; 2] = ["E0277", "E0308"];

/// The codes that beginners meet first. What's known of them is drawn, and the rest is left to
/// rustc.
const BEGINNERS: [&str; 12] = [
    "E0061", "E0063", "E0282", "E0283", "E0284", "E0369", "E0423", "E0424", "E0425", "E0432",
    "E0433", "E0599",
];

/// How often an error of a code reached tier 1, 2 and 3.
#[derive(Debug, Clone, Copy, Default)]
struct Tiers([usize; 3]);

impl Tiers {
    fn all(self) -> usize {
        self.0.iter().sum()
    }
}

#[derive(Debug, Default)]
struct Table(BTreeMap<String, Tiers>);

impl Table {
    /// Counts what `explain` made of errors; those that are none of the lens's matters do not
    /// count.
    fn add(&mut self, errors: &[Value]) {
        for error in errors {
            let Some(kind) = kind(error) else { continue };
            let tier = match error["tier"].as_str() {
                Some("timeline") => 0,
                Some("labels") => 1,
                _ => 2,
            };
            self.0.entry(kind).or_default().0[tier] += 1;
        }
    }

    fn of(&self, kinds: impl Fn(&str) -> bool) -> Tiers {
        let mut sum = Tiers::default();
        for (_, tiers) in self.0.iter().filter(|(kind, _)| kinds(kind)) {
            for (all, one) in sum.0.iter_mut().zip(tiers.0) {
                *all += one;
            }
        }
        sum
    }

    fn print(&self, title: &str) {
        println!("\n{title}\n{:10}{:>6}{:>6}{:>6}", "", "1", "2", "3");
        let line = |kind: &str, tiers: Tiers| {
            let [one, two, three] = tiers.0;
            println!("{kind:10}{one:>6}{two:>6}{three:>6}");
        };
        for (kind, tiers) in &self.0 {
            line(kind, *tiers);
        }
        line("ownership", self.of(is_ownership));
        line("all", self.of(|_| true));
    }

    /// No error of ownership falls to rustc's text, and of 100 at least `share` are drawn.
    fn assert_ownership(&self, title: &str, share: usize) {
        let sum = self.of(is_ownership);
        assert!(sum.all() > 0, "{title}: nothing was counted");
        for (kind, tiers) in self.0.iter().filter(|(kind, _)| is_ownership(kind)) {
            assert_eq!(
                tiers.0[2], 0,
                "{title}: {kind} falls to rustc's text: {tiers:?}"
            );
        }
        assert!(
            sum.0[0] * 100 >= sum.all() * share,
            "{title}: only {} of {} are drawn",
            sum.0[0],
            sum.all()
        );
    }
}

fn is_ownership(kind: &str) -> bool {
    OWNERSHIP.contains(&kind) || kind == "threads"
}

/// The code of an error, or another word for its kind; `None` where the lens is not meant.
fn kind(error: &Value) -> Option<String> {
    let message = error["message"].as_str().expect("a message");
    let code = error["code"].as_str();
    if message.contains("between threads safely") {
        return Some("threads".to_owned());
    }
    match code {
        Some(code) => {
            let codes = [&OWNERSHIP[..], &TYPES, &BEGINNERS];
            let is_known = codes.iter().any(|codes| codes.contains(&code));
            is_known.then(|| code.to_owned())
        }
        None => message
            .contains("lifetime may not live long enough")
            .then(|| "lifetime".to_owned()),
    }
}

#[test]
fn golden_programs_are_drawn() {
    let programs = programs();
    let errors = for_each(&programs, |program| {
        let json = std::fs::read_to_string(program.with_extension("json")).expect("golden");
        let folder = program.parent().expect("a folder");
        let mut errors = looked_at(&json, folder);
        // A file with a slip has no tree to draw from, so errors beside the slip are rustc's to tell.
        errors.retain(|error| !folder.ends_with("slip") || error["code"].is_null());
        errors
    });
    let mut table = Table::default();
    errors.iter().for_each(|errors| table.add(errors));
    let title = format!("{} golden programs", programs.len());
    table.print(&title);
    table.assert_ownership(&title, 90);
    let drawn = |code: &&str| table.of(|kind| kind == *code).0[0] > 0;
    let codes = OWNERSHIP.into_iter().chain(BEGINNERS);
    let missing: Vec<&str> = codes.filter(|c| !drawn(c)).collect();
    assert!(missing.is_empty(), "no drawing of {missing:?}");
}

/// In each code's folder there are at least three programs that have it.
#[test]
fn each_code_has_three_programs() {
    let mut programs_of = BTreeMap::new();
    for program in programs() {
        let folder = program.parent().and_then(Path::file_name);
        let folder = folder.expect("a code").to_string_lossy().into_owned();
        let json = std::fs::read_to_string(program.with_extension("json")).expect("golden");
        let mut messages = json
            .lines()
            .map(|line| serde_json::from_str::<Value>(line).expect("JSON"));
        let has_it = messages.any(|message| match message["code"]["code"].as_str() {
            Some(code) => code == folder,
            None => !folder.starts_with('E'),
        });
        *programs_of.entry(folder).or_insert(0) += usize::from(has_it);
    }
    let codes = OWNERSHIP.into_iter().chain(TYPES).chain(BEGINNERS);
    for code in codes.chain(["future"]) {
        let found = programs_of.get(code).copied().unwrap_or(0);
        assert!(found >= 3, "{code}: {found} programs");
    }
}

/// New wordings must not lose the drawing: of each compiler's errors of ownership at least 95
/// in 100 are drawn.
#[test]
fn other_versions_are_drawn_too() {
    let mut found = 0;
    let mut files: Vec<_> = std::fs::read_dir(versions()).expect("captured").collect();
    files.sort_by_key(|file| file.as_ref().map(std::fs::DirEntry::path).ok());
    for file in files {
        let path = file.expect("an entry").path();
        let json = std::fs::read_to_string(&path).expect("readable");
        let mut table = Table::default();
        table.add(&looked_at(&json, &folder()));
        let title = format!("rustc {}", path.file_stem().expect("a name").display());
        let sum = table.of(is_ownership);
        println!("{title}: {} of {} are drawn", sum.0[0], sum.all());
        for (kind, tiers) in table
            .0
            .iter()
            .filter(|(_, tiers)| tiers.0[1] + tiers.0[2] > 0)
        {
            println!(
                "    {kind}: {} with labels, {} as text",
                tiers.0[1], tiers.0[2]
            );
        }
        assert!(sum.all() > 150, "{title}: only {} errors", sum.all());
        table.assert_ownership(&title, 95);
        found += 1;
    }
    assert!(found >= 4, "only {found} versions");
}

/// What learners begin with. The course's crates are built at the first time.
#[test]
fn starters_are_drawn() {
    let (course, _lock) = Course::with_crates(Course::init);
    let list = course.run(&["list", "--format", "json"]);
    let list: Value = serde_json::from_str(&list.stdout).expect("JSON");
    let exercises = list["exercises"].as_array().expect("an array");
    let names: Vec<&str> = exercises
        .iter()
        .map(|e| e["name"].as_str().expect("a name"))
        .collect();
    let errors = for_each(&names, |name| {
        let said = course.run(&["explain", name, "--format", "json"]);
        assert_eq!(said.code, 0, "{name}: {said:?}");
        let document: Value = serde_json::from_str(&said.stdout).expect("JSON");
        document["errors"].as_array().expect("errors").clone()
    });
    let mut table = Table::default();
    errors.iter().for_each(|errors| table.add(errors));
    let title = format!("{} starters", names.len());
    table.print(&title);
    for (name, errors) in names.iter().zip(&errors) {
        for error in errors
            .iter()
            .filter(|e| e["tier"] != "timeline" && kind(e).is_some())
        {
            println!("{name}: {} {}", error["code"], error["message"]);
        }
    }
    table.assert_ownership(&title, 90);
}
