//! The results of `verify`, from which all reports are made. As JSON, this is the document of
//! `--format json`, which `merge-reports` reads again; see docs/verify-json.md.

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

/// One run of `verify`, or several that were merged.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VerifyReport {
    /// [`SCHEMA`].
    pub schema: String,
    /// How many exercises passed.
    pub passed: usize,
    /// How many exercises were checked and didn't pass.
    pub failed: usize,
    /// How many exercises passed only after a failure.
    #[serde(default)]
    pub flaky: usize,
    /// The points that were earned.
    #[serde(default)]
    pub score: u64,
    /// The points that could have been earned, including exercises that didn't run.
    #[serde(default)]
    pub points: u64,
    /// Facts about the run.
    #[serde(flatten)]
    pub run: RunFacts,
    /// The exercises that were checked, in the course's order.
    pub exercises: Vec<Entry>,
    /// The exercises that were chosen but didn't run.
    #[serde(default)]
    pub not_run: Vec<NotRun>,
}

/// Facts about a run.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RunFacts {
    /// The course's `id`.
    pub course: Option<String>,
    /// The course's folder inside its git repository, ending in `/`. Empty for the repository's
    /// own folder, and outside a repository.
    pub root: String,
    /// The version of the program that wrote the report.
    pub tool: String,
    /// A digest of the files that were chosen before partitioning. All parts of a run share it.
    pub chosen: String,
    /// The start of the run in RFC 3339.
    pub started: String,
    /// The duration of the run; for merged runs, the longest.
    pub duration_ms: u64,
    /// The part of the course that was checked.
    pub partition: Option<Partition>,
    /// Whether the exercises were graded with their original tests.
    pub pristine: bool,
    /// Where the original tests come from.
    pub originals: Option<Origin>,
    /// Exercises of the original that the learner's course doesn't have.
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
    /// The verdict.
    pub verdict: Verdict,
    /// The reason's stable word.
    pub reason: String,
    /// One sentence for people.
    pub message: String,
    /// The compiler's diagnostics.
    pub diagnostics: Vec<DiagnosticEntry>,
    /// The tests that ran, in the order of the source.
    pub tests: Vec<TestEntry>,
    /// How long the check took; for a cached result, the look-up.
    pub duration_ms: u64,
    /// Whether the result came from the cache.
    pub cached: bool,
    /// The exercise's position in the course, from 1.
    #[serde(default)]
    pub position: usize,
    /// The exercise's chapter; a dash in flat courses.
    #[serde(default)]
    pub chapter: String,
    /// A short title for people.
    #[serde(default)]
    pub title: Option<String>,
    /// The points that were earned.
    #[serde(default)]
    pub score: u32,
    /// The points for a pass.
    #[serde(default)]
    pub points: u32,
    /// Where to look first.
    #[serde(default)]
    pub place: Option<LineColumn>,
    /// Whether it passed only after a failure.
    #[serde(default)]
    pub flaky: bool,
    /// The tries before the last one, all of which failed.
    #[serde(default)]
    pub earlier: Vec<FailedAttempt>,
    /// What `main` wrote to standard output, shortened.
    #[serde(default)]
    pub stdout: String,
    /// What `main` or the tests wrote to standard error, shortened.
    #[serde(default)]
    pub stderr: String,
    /// Both streams in the order of writing, shortened. `None` if only one of them has text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub output: Option<String>,
    /// Whether the exercise was built for WebAssembly, if it should be.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wasm: Option<Wasm>,
    /// Whether a program that asked for `DATABASE_URL` got it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub database: Option<Database>,
    /// Why clippy didn't check the exercise, if the verdict stands anyway.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub without_clippy: Option<String>,
    /// The tests that are the learner's to write, if any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub open_tests: Option<OpenPlaces>,
}

/// A place in the exercise's own file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct LineColumn {
    /// The line, from 1.
    pub line: usize,
    /// The column, from 1, in characters.
    pub column: usize,
}

/// A try that failed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FailedAttempt {
    /// The reason's stable word.
    pub reason: String,
    /// One sentence for people.
    pub message: String,
    /// How long the try took.
    pub duration_ms: u64,
}

/// One of the compiler's diagnostics.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DiagnosticEntry {
    /// An error code or a lint's name.
    pub code: Option<String>,
    /// `error`, `warning`, ...
    pub level: String,
    /// The one-line message.
    pub message: String,
    /// The line of the primary place.
    pub line: Option<usize>,
    /// The column of the primary place.
    pub column: Option<usize>,
    /// All places, including the primary one.
    #[serde(default)]
    pub spans: Vec<SpanEntry>,
    /// What the compiler would have printed, without colours.
    #[serde(default)]
    pub rendered: String,
}

/// A place that a diagnostic names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SpanEntry {
    /// The file's path, relative to the course's root, or absolute.
    pub file: String,
    /// The first line.
    pub line: usize,
    /// The first column, in characters.
    pub column: usize,
    /// The last line.
    pub end_line: usize,
    /// The first column after the span.
    pub end_column: usize,
    /// Whether the message is about this place.
    pub primary: bool,
    /// The compiler's label for this place.
    pub label: Option<String>,
}

/// One test that ran.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TestEntry {
    /// The test's path, e.g. `tests::adds`.
    pub name: String,
    /// Whether it passed. An ignored test didn't.
    pub passed: bool,
    /// Whether it has `#[ignore]`.
    #[serde(default)]
    pub ignored: bool,
    /// What the test printed, including a panic's message, shortened.
    #[serde(default)]
    pub output: String,
    /// The test's source, if we found it.
    #[serde(default)]
    pub code: Option<String>,
}

/// An exercise that was chosen but didn't run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NotRun {
    /// The exercise's name.
    pub name: String,
    /// Its file below the course's root.
    pub path: String,
    /// The exercise's position in the course, from 1.
    pub position: usize,
    /// The exercise's chapter; a dash in flat courses.
    pub chapter: String,
    /// The points for a pass.
    pub points: u32,
    /// Why it didn't run.
    #[serde(default)]
    pub why: WhyNotRun,
}

/// Why an exercise that was chosen didn't run.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WhyNotRun {
    /// An exercise had failed before, with `--fail-fast`.
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

    /// Whether nothing in it could run, since it or the machine is broken.
    pub fn never_ran(&self) -> bool {
        let broken = ["compile_error", "bad_source", "tool_failure"];
        broken.contains(&self.reason.as_str())
    }
}

impl VerifyReport {
    /// Makes a report and counts its totals.
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

    /// The verdict on the whole run: the worst of all. An exercise that didn't run didn't pass.
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

    /// Merges the parts of one run. Each comes with the name of its file.
    ///
    /// # Errors
    /// The parts don't belong together, or one is missing.
    pub fn merge(parts: Vec<(String, Self)>) -> Result<Self, String> {
        check_same_course(&parts)?;
        check_same_grading(&parts)?;
        check_all_partitions(&parts)?;
        check_unique_exercises(&parts)?;
        check_unique_positions(&parts)?;
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
        // The sort is stable, so old documents without positions stay as they are.
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

fn check_same_course(parts: &[(String, VerifyReport)]) -> Result<(), String> {
    for (file, part) in parts {
        if part.schema != SCHEMA {
            return Err(format!(
                "{file} isn't a report of `verify --format json` ({SCHEMA})"
            ));
        }
    }
    let Some((first, others)) = parts.split_first() else {
        return Ok(());
    };
    for (file, part) in others {
        let (first, one, other) = (&first.0, &first.1.run, &part.run);
        if other.course != one.course {
            return Err(format!("{first} and {file} are from different courses"));
        }
        // Old reports don't name their version.
        let versions = [&one.tool, &other.tool];
        if versions[0] != versions[1] && versions.iter().all(|version| !version.is_empty()) {
            return Err(format!(
                "{first} is from version {} and {file} from version {}: check all parts with the \
                 same version",
                one.tool, other.tool
            ));
        }
    }
    Ok(())
}

/// Makes sure that a part graded with weaker tests can't hide among the others.
fn check_same_grading(parts: &[(String, VerifyReport)]) -> Result<(), String> {
    let way = |part: &VerifyReport| (part.run.pristine, part.run.originals.clone());
    let Some(((first_file, first), others)) = parts.split_first() else {
        return Ok(());
    };
    match others.iter().find(|(_, part)| way(part) != way(first)) {
        Some((file, _)) => Err(format!(
            "{first_file} and {file} were not graded with the same tests (--pristine, --originals)"
        )),
        None => Ok(()),
    }
}

/// If one of the reports is a part of N, all parts must be there. Otherwise the totals would be
/// wrong, and nobody would notice.
fn check_all_partitions(parts: &[(String, VerifyReport)]) -> Result<(), String> {
    let partitions = parts.iter().filter_map(|(_, p)| p.run.partition);
    let Some(first) = partitions.clone().next() else {
        return Ok(());
    };
    for (file, part) in parts {
        match part.run.partition {
            Some(own) if own.kind == first.kind && own.of == first.of => {}
            Some(own) => return Err(format!("{file} is {own}, which doesn't go with {first}")),
            None => return Err(format!("{file} isn't one of {} parts", first.of)),
        }
        if part.run.chosen != parts[0].1.run.chosen {
            return Err(format!(
                "{} and {file} are parts of different selections: give each part the same names, \
                 --chapter, --changed and --solutions",
                parts[0].0
            ));
        }
    }
    for number in 1..=first.of {
        match partitions.clone().filter(|p| p.part == number).count() {
            1 => {}
            0 => return Err(format!("part {number} of {} is missing", first.of)),
            _ => return Err(format!("part {number} of {} appears twice", first.of)),
        }
    }
    Ok(())
}

/// Courses without an `id` are distinguished by the exercises at each position.
fn check_unique_positions(parts: &[(String, VerifyReport)]) -> Result<(), String> {
    let mut seen: BTreeMap<usize, (&str, &str)> = BTreeMap::new();
    for (file, part) in parts {
        let checked = part.exercises.iter().map(|e| (e.position, e.name.as_str()));
        let left_out = part.not_run.iter().map(|n| (n.position, n.name.as_str()));
        // 0 comes from versions that didn't write positions.
        for (position, name) in checked.chain(left_out).filter(|(at, _)| *at > 0) {
            if let Some((first, known)) = seen.insert(position, (file, name)) {
                return Err(format!(
                    "{first} and {file} are from different courses: exercise {position} is {known} \
                     in one and {name} in the other"
                ));
            }
        }
    }
    Ok(())
}

fn check_unique_exercises(parts: &[(String, VerifyReport)]) -> Result<(), String> {
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
