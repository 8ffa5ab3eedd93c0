//! All that `verify` found out, in the form that every report is made of. As JSON it is the
//! document of `--format json`, which `merge-reports` reads again; see docs/verify-json.md.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::model::check_report::Wasm;
use crate::model::database::Database;
use crate::model::exercise_tests::OpenPlaces;
use crate::model::origin::Origin;
use crate::model::partition::Partition;
use crate::model::verdict::Verdict;

/// The schema's name. Keys are only ever added to it.
pub const SCHEMA: &str = "rustlings-like/verify/v1";

/// One run of `verify`, or several that were joined.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VerifyReport {
    /// [`SCHEMA`].
    pub schema: String,
    /// How many exercises passed.
    pub passed: usize,
    /// How many were checked and did not pass.
    pub failed: usize,
    /// How many passed only after having failed.
    #[serde(default)]
    pub flaky: usize,
    /// What was earned.
    #[serde(default)]
    pub score: u64,
    /// What could have been earned, by those that were not run as well.
    #[serde(default)]
    pub points: u64,
    /// Where and when it was.
    #[serde(flatten)]
    pub run: RunFacts,
    /// What was checked, in the course's order.
    pub exercises: Vec<Entry>,
    /// What was chosen and then not run; why is said of each.
    #[serde(default)]
    pub not_run: Vec<NotRun>,
}

/// Where and when a run was.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RunFacts {
    /// The course's `id`.
    pub course: Option<String>,
    /// The course's folder below its git repository, with a `/` at its end; empty for the
    /// repository itself and where there is none.
    pub root: String,
    /// The version of the program that wrote it.
    pub tool: String,
    /// Stands for the files that were chosen before they were divided into parts: the same in
    /// all parts of one division.
    pub chosen: String,
    /// Its begin in RFC 3339.
    pub started: String,
    /// From its begin to its end; of joined runs the longest.
    pub duration_ms: u64,
    /// Which part of the course it was.
    pub partition: Option<Partition>,
    /// Whether the exercises were graded under the tests that they came with.
    pub pristine: bool,
    /// Where those are from.
    pub originals: Option<Origin>,
    /// Exercises of the original that the course has not.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub missing: Vec<String>,
}

/// One exercise that was checked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// The exercise's name.
    pub name: String,
    /// Its file below the course's root.
    pub path: String,
    /// How it came out.
    pub verdict: Verdict,
    /// The reason's stable word.
    pub reason: String,
    /// One sentence for people.
    pub message: String,
    /// What the compiler said.
    pub diagnostics: Vec<DiagnosticEntry>,
    /// The tests that ran, in the order of the source.
    pub tests: Vec<TestEntry>,
    /// How long the check took, or the look into the cache.
    pub duration_ms: u64,
    /// Whether the result was stored.
    pub cached: bool,
    /// Its place in the course, from 1.
    #[serde(default)]
    pub position: usize,
    /// Its chapter; a dash in flat courses.
    #[serde(default)]
    pub chapter: String,
    /// A short human title.
    #[serde(default)]
    pub title: Option<String>,
    /// What was earned.
    #[serde(default)]
    pub score: u32,
    /// What a pass is worth.
    #[serde(default)]
    pub points: u32,
    /// Where to look first.
    #[serde(default)]
    pub place: Option<Place>,
    /// Whether it passed only after having failed.
    #[serde(default)]
    pub flaky: bool,
    /// The tries before the last one, all of which failed.
    #[serde(default)]
    pub earlier: Vec<Attempt>,
    /// What its `main` wrote on standard output, shortened.
    #[serde(default)]
    pub stdout: String,
    /// What it or its tests wrote on standard error, shortened.
    #[serde(default)]
    pub stderr: String,
    /// Both in the order in which they were written, shortened; `None` if one of them says it
    /// all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub output: Option<String>,
    /// What became of the build for WebAssembly, where one was asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wasm: Option<Wasm>,
    /// Whether a program that asked for `DATABASE_URL` got it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub database: Option<Database>,
    /// That clippy took no part, and why, where that changed nothing about the verdict.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub without_clippy: Option<String>,
    /// Which of its tests are the learner's to write, if any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub open_tests: Option<OpenPlaces>,
}

/// A place in the exercise's own file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// From 1.
    pub line: usize,
    /// From 1, in characters.
    pub column: usize,
}

/// A try that failed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attempt {
    /// The reason's stable word.
    pub reason: String,
    /// One sentence for people.
    pub message: String,
    /// How long it took.
    pub duration_ms: u64,
}

/// A diagnostic of the compiler.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DiagnosticEntry {
    /// An error code or a lint's name.
    pub code: Option<String>,
    /// `error`, `warning`, ...
    pub level: String,
    /// Its one-line message.
    pub message: String,
    /// Of the primary place.
    pub line: Option<usize>,
    /// Of the primary place.
    pub column: Option<usize>,
    /// All places, the primary one among them.
    #[serde(default)]
    pub spans: Vec<SpanEntry>,
    /// What the compiler would have printed, without colours.
    #[serde(default)]
    pub rendered: String,
}

/// A place that a diagnostic names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SpanEntry {
    /// Below the course's root, or absolute.
    pub file: String,
    /// First line.
    pub line: usize,
    /// First column, in characters.
    pub column: usize,
    /// Last line.
    pub end_line: usize,
    /// The first column behind it.
    pub end_column: usize,
    /// Whether the message is about this place.
    pub primary: bool,
    /// What the compiler writes under it.
    pub label: Option<String>,
}

/// One test that ran.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TestEntry {
    /// Its path, e.g. `tests::adds`.
    pub name: String,
    /// False for an ignored test as well: it did not pass.
    pub passed: bool,
    /// Whether it carries `#[ignore]`.
    #[serde(default)]
    pub ignored: bool,
    /// What it printed, the panic's message included, shortened.
    #[serde(default)]
    pub output: String,
    /// Its code, where it was found.
    #[serde(default)]
    pub code: Option<String>,
}

/// An exercise that was chosen and not run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NotRun {
    /// The exercise's name.
    pub name: String,
    /// Its file below the course's root.
    pub path: String,
    /// Its place in the course, from 1.
    pub position: usize,
    /// Its chapter; a dash in flat courses.
    pub chapter: String,
    /// What a pass is worth.
    pub points: u32,
    /// Why it was left out.
    #[serde(default)]
    pub why: WhyNotRun,
}

/// Why an exercise was chosen and not run.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WhyNotRun {
    /// `--fail-fast` had met a failure.
    #[default]
    FirstFailure,
    /// The manifest says that it needs the network, which the sandbox refuses.
    NeedsNetwork,
}

impl Entry {
    /// Whether it passed.
    pub fn passed(&self) -> bool {
        self.verdict == Verdict::Pass
    }

    /// Whether nothing of it could be run: it is broken, or the machine is.
    pub fn never_ran(&self) -> bool {
        let broken = ["compile_error", "bad_source", "tool_failure"];
        broken.contains(&self.reason.as_str())
    }
}

impl VerifyReport {
    /// With its totals.
    pub fn new(run: RunFacts, exercises: Vec<Entry>, not_run: Vec<NotRun>) -> Self {
        let passed = exercises.iter().filter(|e| e.passed()).count();
        let left_out = not_run.iter().map(|n| u64::from(n.points));
        Self {
            schema: SCHEMA.to_owned(),
            passed,
            failed: exercises.len() - passed,
            flaky: exercises.iter().filter(|e| e.flaky).count(),
            score: exercises.iter().map(|e| u64::from(e.score)).sum(),
            points: exercises
                .iter()
                .map(|e| u64::from(e.points))
                .chain(left_out)
                .sum(),
            run,
            exercises,
            not_run,
        }
    }

    /// What all of it came to: the worst of its verdicts. What was not run did not pass.
    pub fn verdict(&self) -> Verdict {
        let any = |verdict| self.exercises.iter().any(|e| e.verdict == verdict);
        if any(Verdict::Error) {
            Verdict::Error
        } else if any(Verdict::Fail) || !self.not_run.is_empty() {
            Verdict::Fail
        } else {
            Verdict::Pass
        }
    }

    /// Joins the parts of one run, each with the name of its file.
    ///
    /// # Errors
    /// They do not belong together, or not all of them are there.
    pub fn merge(parts: Vec<(String, Self)>) -> Result<Self, String> {
        one_course(&parts)?;
        one_way_of_grading(&parts)?;
        all_partitions(&parts)?;
        no_exercise_twice(&parts)?;
        no_place_twice(&parts)?;
        let run = RunFacts {
            partition: None,
            started: first_start(&parts),
            duration_ms: parts
                .iter()
                .map(|(_, p)| p.run.duration_ms)
                .max()
                .unwrap_or(0),
            ..parts
                .first()
                .map(|(_, p)| p.run.clone())
                .unwrap_or_default()
        };
        let (mut exercises, mut not_run) = (Vec::new(), Vec::new());
        for (_, part) in parts {
            exercises.extend(part.exercises);
            not_run.extend(part.not_run);
        }
        // A stable sort: documents from before positions were written stay as they are.
        exercises.sort_by_key(|entry| entry.position);
        not_run.sort_by_key(|left_out| left_out.position);
        Ok(Self::new(run, exercises, not_run))
    }
}

fn first_start(parts: &[(String, VerifyReport)]) -> String {
    let starts = parts.iter().map(|(_, part)| part.run.started.as_str());
    let starts = starts.filter(|start| !start.is_empty());
    starts.min().unwrap_or_default().to_owned()
}

fn one_course(parts: &[(String, VerifyReport)]) -> Result<(), String> {
    for (file, part) in parts {
        if part.schema != SCHEMA {
            return Err(format!(
                "{file} is no report of `verify --format json` ({SCHEMA})"
            ));
        }
    }
    let Some((first, others)) = parts.split_first() else {
        return Ok(());
    };
    for (file, part) in others {
        let (first, one, other) = (&first.0, &first.1.run, &part.run);
        if other.course != one.course {
            return Err(format!("{first} and {file} are of different courses"));
        }
        // Reports from before versions were written say nothing of theirs.
        let versions = [&one.tool, &other.tool];
        if versions[0] != versions[1] && versions.iter().all(|version| !version.is_empty()) {
            return Err(format!(
                "{first} is of version {}, {file} of version {}: one version must check all parts",
                one.tool, other.tool
            ));
        }
    }
    Ok(())
}

/// A part that anybody could have made pass must not hide among others.
fn one_way_of_grading(parts: &[(String, VerifyReport)]) -> Result<(), String> {
    let way = |part: &VerifyReport| (part.run.pristine, part.run.originals.clone());
    let Some(((first_file, first), others)) = parts.split_first() else {
        return Ok(());
    };
    match others.iter().find(|(_, part)| way(part) != way(first)) {
        Some((file, _)) => Err(format!(
            "{first_file} and {file} were not graded under the same tests (--pristine, --originals)"
        )),
        None => Ok(()),
    }
}

/// Where one of them is a part of N, all parts must be there, or the totals would be wrong
/// without anybody noticing.
fn all_partitions(parts: &[(String, VerifyReport)]) -> Result<(), String> {
    let partitions = parts.iter().filter_map(|(_, p)| p.run.partition);
    let Some(first) = partitions.clone().next() else {
        return Ok(());
    };
    for (file, part) in parts {
        match part.run.partition {
            Some(own) if own.kind == first.kind && own.of == first.of => {}
            Some(own) => return Err(format!("{file} is {own}, another division than {first}")),
            None => return Err(format!("{file} is no part of {}", first.of)),
        }
        if part.run.chosen != parts[0].1.run.chosen {
            return Err(format!(
                "{} and {file} are parts of different choices: give each part the same names, \
                 --chapter, --changed and --solutions",
                parts[0].0
            ));
        }
    }
    for number in 1..=first.of {
        match partitions.clone().filter(|p| p.part == number).count() {
            1 => {}
            0 => return Err(format!("part {number} of {} is missing", first.of)),
            _ => return Err(format!("part {number} of {} is there twice", first.of)),
        }
    }
    Ok(())
}

/// Courses without an `id` are told apart by what stands where.
fn no_place_twice(parts: &[(String, VerifyReport)]) -> Result<(), String> {
    let mut seen: BTreeMap<usize, (&str, &str)> = BTreeMap::new();
    for (file, part) in parts {
        let checked = part.exercises.iter().map(|e| (e.position, e.name.as_str()));
        let left_out = part.not_run.iter().map(|n| (n.position, n.name.as_str()));
        // 0 is written by versions that know no positions.
        for (position, name) in checked.chain(left_out).filter(|(at, _)| *at > 0) {
            if let Some((first, known)) = seen.insert(position, (file, name)) {
                return Err(format!(
                    "{first} and {file} are of different courses: exercise {position} is {known} \
                     in one and {name} in the other"
                ));
            }
        }
    }
    Ok(())
}

fn no_exercise_twice(parts: &[(String, VerifyReport)]) -> Result<(), String> {
    let mut seen: Vec<(&str, &str)> = Vec::new();
    for (file, part) in parts {
        let names = part.exercises.iter().map(|e| e.name.as_str());
        let names: Vec<&str> = names
            .chain(part.not_run.iter().map(|n| n.name.as_str()))
            .collect();
        for name in &names {
            if let Some((_, first)) = seen.iter().find(|(known, _)| known == name) {
                return Err(format!("{name} is in {first} and in {file}"));
            }
        }
        seen.extend(names.into_iter().map(|name| (name, file.as_str())));
    }
    Ok(())
}
