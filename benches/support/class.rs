//! A class of learners whose files differ, graded on an empty store and again.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use super::cost::{self, Memory, mebibytes};
use super::environment::{command, timed};
use super::ours::{self, PROGRAM};
use super::report::Goal;
use super::solved::Solved;

/// How large a class is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Size {
    /// How many learners hand something in.
    pub learners: u32,
    /// How many different versions of each exercise they hand in.
    pub versions: u32,
}

/// Of so many versions, one isn't solved. They all differ; of the starters that nobody has touched, all
/// but the first cost nothing.
const ONE_UNSOLVED_OF: u32 = 10;

/// The most minutes for the class on an empty store.
const MOST_MINUTES: f64 = 15.0;
/// The most seconds for the class again, with nothing changed.
const MOST_SECONDS_AGAIN: f64 = 30.0;
/// The most memory of all processes together.
const MOST_MEBIBYTES: f64 = 1024.0;

/// How often the memory is looked at while the class is graded.
const LOOK: Duration = Duration::from_millis(500);

/// What a class has handed in.
pub struct Class {
    size: Size,
    learners: Vec<Learner>,
    /// What is graded of each.
    exercises: Vec<String>,
    /// The exercises whose starter runs into a time limit: all their versions are solved ones.
    slow: BTreeSet<String>,
    /// Where all is written.
    parent: PathBuf,
}

/// What a learner has handed in.
struct Learner {
    name: String,
    /// The exercises whose version is a solved one.
    solved: BTreeSet<String>,
}

/// What grading a class took.
pub struct ClassCosts {
    size: Size,
    exercises: usize,
    /// How many exercises have solved versions only, since their starter runs into a time limit.
    slow: usize,
    /// The learners whose versions are all new, one learner for each version.
    new: Duration,
    /// The other learners, whose versions are all known.
    known: Duration,
    /// Everybody once more.
    again: Duration,
    memory: Memory,
}

impl Class {
    /// Writes what each learner hands in: files of a solved course in as many versions as asked
    /// for, which differ in bytes and tokens. One version in ten is a starter, unless that runs
    /// into a time limit: such a result is never reused, and what it costs is the limit.
    pub fn write_sources(parent: &Path, course: &Solved, size: Size, cache: &Path) -> Result<Self> {
        ensure!(
            size.versions <= size.learners,
            "not everything is handed in"
        );
        let starters = Path::new(env!("CARGO_MANIFEST_DIR"));
        let exercises = course.files().map(|(name, _)| name.to_owned());
        let mut class = Self {
            size,
            learners: Vec::new(),
            exercises: exercises.collect(),
            slow: BTreeSet::new(),
            parent: parent.to_owned(),
        };
        class.slow = class.find_slow(cache)?;
        for number in 0..size.learners {
            let name = format!("learner-{number}");
            let folder = parent.join(&name);
            let mut solved = BTreeSet::new();
            for (place, (name, file)) in (0..).zip(course.files()) {
                // The learner's neighbours are others in each exercise.
                let version = (number + place) % size.versions;
                let is_solved =
                    !version.is_multiple_of(ONE_UNSOLVED_OF) || class.slow.contains(name);
                let from = if is_solved { &course.folder } else { starters };
                let text = fs::read_to_string(from.join(file))?;
                let target = folder.join(file);
                fs::create_dir_all(target.parent().context("a file without a folder")?)?;
                fs::write(target, as_version(&text, version))?;
                if is_solved {
                    solved.insert(name.to_owned());
                }
            }
            class.learners.push(Learner { name, solved });
        }
        Ok(class)
    }

    /// Grades the starters.
    fn find_slow(&self, cache: &Path) -> Result<BTreeSet<String>> {
        let folder = self.parent.join("starters");
        ours::init(&folder)?;
        let (output, _) = timed(&mut self.verify(["starters"].into_iter(), cache))?;
        ensure!(output.status.success(), "grading fails: {output:?}");
        let entries = self.entries()?;
        let entries = entries.get("starters").context("no starters")?;
        let slow = entries
            .iter()
            .filter(|(_, reason)| reason.as_str() == "time_out");
        Ok(slow.map(|(name, _)| name.clone()).collect())
    }

    /// Grades the class on an empty store, and again.
    pub fn measure(&self, cache: &Path) -> Result<ClassCosts> {
        let store = cache.join("rustlings-like/grades");
        if store.exists() {
            fs::remove_dir_all(store)?;
        }
        let (new, known) = self.learners.split_at(usize::try_from(self.size.versions)?);
        let mut memory = Memory::default();
        let new = self.grade(new, cache, Some(&mut memory))?;
        let known = self.grade(known, cache, Some(&mut memory))?;
        let again = self.grade(&self.learners, cache, None)?;
        Ok(ClassCosts {
            size: self.size,
            exercises: self.exercises.len(),
            slow: self.slow.len(),
            new,
            known,
            again,
            memory,
        })
    }

    /// Grades learners with one process. What is solved must pass.
    fn grade(
        &self,
        learners: &[Learner],
        cache: &Path,
        memory: Option<&mut Memory>,
    ) -> Result<Duration> {
        let names = learners.iter().map(|learner| learner.name.as_str());
        let mut verify = self.verify(names, cache);
        let started = Instant::now();
        let (status, time) = if let Some(memory) = memory {
            let (status, peak) = cost::watch_memory_every(LOOK, &mut verify)?;
            memory.together = memory.together.max(peak.together);
            memory.largest = memory.largest.max(peak.largest);
            (status, started.elapsed())
        } else {
            let (output, time) = timed(&mut verify)?;
            (output.status, time)
        };
        ensure!(status.success(), "grading fails: {verify:?}");
        let entries = self.entries()?;
        for learner in learners {
            let entries = entries.get(&learner.name).context("a learner is missing")?;
            let passed = |name: &&String| entries.get(*name).is_some_and(|it| it == "passed");
            let failed: Vec<&String> = learner.solved.iter().filter(|it| !passed(it)).collect();
            ensure!(failed.is_empty(), "solved, but not passed: {failed:?}");
        }
        Ok(time)
    }

    /// The command that grades learners.
    fn verify<'a>(&self, names: impl Iterator<Item = &'a str>, cache: &Path) -> Command {
        let mut verify = command(PROGRAM, &self.parent);
        verify
            .arg("verify")
            .args(names)
            .args(&self.exercises)
            .args(ours::PRISTINE)
            .args(["--exit-zero", "--report"])
            .arg(format!("json={}", self.report().display()))
            .env("XDG_CACHE_HOME", cache);
        verify
    }

    fn report(&self) -> PathBuf {
        self.parent.join("class.json")
    }

    /// The reasons of verdicts in the report, by learner and exercise.
    fn entries(&self) -> Result<BTreeMap<String, BTreeMap<String, String>>> {
        let report: Value = serde_json::from_slice(&fs::read(self.report())?)?;
        let learners = report["learners"].as_array().context("no learners")?;
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let learners = learners.iter().map(|learner| {
            let entries = learner["report"]["exercises"].as_array();
            let entries = entries.into_iter().flatten();
            let entries = entries.map(|entry| (text(&entry["name"]), text(&entry["reason"])));
            (text(&learner["name"]), entries.collect())
        });
        Ok(learners.collect())
    }
}

/// The text with a comment and a nameless constant that no other version has, before its tests.
fn as_version(text: &str, version: u32) -> String {
    let place = text.find("\n#[cfg(test)]").map_or(text.len(), |at| at + 1);
    let (code, tests) = text.split_at(place);
    format!("{code}// Version {version}.\nconst _: u32 = {version};\n\n{tests}")
}

impl ClassCosts {
    /// Writes what was measured and, if that's another class than the goals are about, what it
    /// would take with all `in_course` exercises that a sandbox can run. Returns whether the goals are met.
    pub fn write(&self, full: Size, in_course: usize, out: &mut impl Write) -> Result<bool> {
        let Size { learners, versions } = self.size;
        writeln!(
            out,
            "\nMeasured: {learners} learners, {} exercises of {in_course} each, {versions} \
             versions of each. One process for all. One version in {ONE_UNSOLVED_OF} isn't solved, \
             but for {} exercises whose starter runs into its time limit: that is never reused, \
             and costs the limit each time. The memory was looked at every {} ms while the class was first graded; \
             what processes share counts for each.\n",
            self.exercises,
            self.slow,
            LOOK.as_millis(),
        )?;
        let measured = [
            ("the learners whose versions are all new", self.new),
            ("the learners whose versions are all known", self.known),
            ("everybody again, nothing changed", self.again),
        ];
        writeln!(out, "| Measured | s |\n|---|---:|")?;
        for (what, time) in measured {
            writeln!(out, "| {what} | {:.1} |", time.as_secs_f64())?;
        }
        let largest = mebibytes(self.memory.largest);
        writeln!(out, "\nThe largest process: {largest:.0} MiB.\n")?;
        let is_full = self.size == full && self.exercises == in_course;
        let by_exercises = if is_full {
            1.0
        } else {
            writeln!(
                out,
                "EXTRAPOLATED to {} learners, {in_course} exercises, {} versions, in proportion: \
                 the first row to versions, the second to the other learners, the third to \
                 learners, and all of them to exercises. Exercises that need crates take longer \
                 than the others.\n",
                full.learners, full.versions
            )?;
            f64::from(u32::try_from(in_course)?) / f64::from(u32::try_from(self.exercises)?)
        };
        let scaled = |time: Duration, by: f64| time.as_secs_f64() * by * by_exercises;
        let others = |size: Size| f64::from(size.learners - size.versions);
        let cold = scaled(self.new, f64::from(full.versions) / f64::from(versions))
            + scaled(self.known, others(full) / others(self.size));
        let again = scaled(self.again, f64::from(full.learners) / f64::from(learners));
        let origin = if is_full { "measured" } else { "extrapolated" };
        let rows = [
            (
                "empty store",
                origin,
                "min",
                cold / 60.0,
                Goal::Below(MOST_MINUTES),
            ),
            (
                "again, nothing changed",
                origin,
                "s",
                again,
                Goal::Below(MOST_SECONDS_AGAIN),
            ),
            (
                "memory of all processes together",
                "measured",
                "MiB",
                mebibytes(self.memory.together),
                Goal::Below(MOST_MEBIBYTES),
            ),
        ];
        writeln!(
            out,
            "| Class | | Value | Unit | Goal | |\n|---|---|---:|---|---|---|"
        )?;
        for (what, origin, unit, value, goal) in rows {
            writeln!(
                out,
                "| {what} | {origin} | {value:.1} | {unit} | {} | {} |",
                goal.words(),
                goal.verdict(value)
            )?;
        }
        Ok(rows.iter().all(|(.., value, goal)| goal.is_met_by(*value)))
    }
}
