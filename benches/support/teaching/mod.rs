//! What a class costs its teacher.

mod engines;
mod figures;
mod packs;
mod pages;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Output};
use std::time::Duration;

use anyhow::{Result, ensure};
use clap::{Parser, ValueEnum};

use super::cost::children_time;
use super::environment::{command, timed};
use super::ours::PROGRAM;
use super::report::{self, Goal};
use figures::{Figures, megabytes};
use packs::Packs;

/// Measures what a class costs its teacher.
#[derive(Debug, Parser)]
#[command(name = "class")]
struct Options {
    /// How many learners hand in a pack; the goals are about 10,000
    #[arg(long, default_value_t = FULL, value_parser = clap::value_parser!(u32).range(1..))]
    learners: u32,
    /// How many learners there are in the class with journals [default: as many]
    #[arg(long, value_parser = clap::value_parser!(u32).range(1..))]
    journals: Option<u32>,
    /// How many learners' code the engines grade
    #[arg(long, default_value_t = 12, value_parser = clap::value_parser!(u32).range(1..))]
    graded: u32,
    /// How often engines and tables are measured
    #[arg(long, default_value_t = 3, value_parser = clap::value_parser!(u16).range(1..))]
    rounds: u16,
    /// Measure only this; may be given several times
    #[arg(long, value_enum, value_name = "PART")]
    only: Vec<Part>,
    /// A twentieth of the learners, and one round; also if the variable BENCH_SHORT is set
    #[arg(long)]
    short: bool,
    /// Also write what was measured into this file
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
    /// End with exit code 1 if a goal is missed
    #[arg(long)]
    strict: bool,
    /// What cargo adds; without it this is a test run, in which nothing is measured
    #[arg(long, hide = true)]
    bench: bool,
}

/// What is measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Part {
    /// Packs of level `summary`: import, database, report, tables.
    Packs,
    /// Ten events for each learner and exercise: database, report, tables.
    Journals,
    /// What engines take beside the work.
    Engines,
}

/// How many learners the goals are about.
const FULL: u32 = 10_000;

/// How much smaller a short run is.
const SHORTER: u32 = 20;

/// How many events each learner has for each exercise, in the class with journals.
const EVENTS: &str = "10";

/// The most seconds for an import.
const MOST_SECONDS_IMPORT: f64 = 30.0;
/// The most seconds for tables.
const MOST_SECONDS_TABLES: f64 = 5.0;
/// The most megabytes of the database without journals.
const MOST_MEGABYTES: f64 = 500.0;
/// The most megabytes with ten events for each learner and exercise.
const MOST_MEGABYTES_JOURNALS: f64 = 1500.0;

/// Measures and reports.
///
/// # Errors
/// A program does not start, or does something else than what is measured.
pub fn main() -> Result<ExitCode> {
    let mut options = Options::parse();
    if !options.bench {
        return Ok(ExitCode::SUCCESS);
    }
    if options.short || std::env::var_os("BENCH_SHORT").is_some() {
        options.learners = options.learners.div_ceil(SHORTER);
        options.graded = options.graded.div_ceil(2);
        options.rounds = 1;
    }
    let scratch = tempfile::tempdir()?;
    let mut out = io::stdout().lock();
    report::write_machine(scratch.path(), &mut out)?;
    let bench = Bench {
        scratch: scratch.path().to_owned(),
        rounds: options.rounds,
    };
    let journals = options.journals.unwrap_or(options.learners);
    let does = |part| options.only.is_empty() || options.only.contains(&part);
    let mut figures = Figures::default();
    if does(Part::Packs) {
        bench.packs(options.learners, &mut figures, &mut out)?;
    }
    if does(Part::Journals) {
        bench.journals(journals, &mut figures, &mut out)?;
    }
    if does(Part::Engines) {
        engines::measure(&bench, options.graded, &mut figures, &mut out)?;
    }
    figures.write(&mut out)?;
    if let Some(file) = &options.json {
        fs::write(file, figures.json())?;
    }
    let met = figures.all_met();
    Ok(ExitCode::from(u8::from(options.strict && !met)))
}

/// Where it all happens.
struct Bench {
    scratch: PathBuf,
    rounds: u16,
}

impl Bench {
    /// `class` with arguments.
    fn class<A: AsRef<std::ffi::OsStr>>(&self, args: impl IntoIterator<Item = A>) -> Command {
        let mut class = command(PROGRAM, &self.scratch);
        class
            .arg("class")
            .args(args)
            .env("XDG_CACHE_HOME", self.scratch.join("cache"));
        class
    }

    /// Runs `class` in a class.
    fn run<A: AsRef<std::ffi::OsStr>>(
        &self,
        class: &Path,
        args: impl IntoIterator<Item = A>,
    ) -> Result<(String, Took)> {
        let mut command = self.class(args);
        run(command.arg("--class").arg(class))
    }

    /// Packs that learners made without their times of day or their code.
    fn packs(&self, learners: u32, figures: &mut Figures, out: &mut impl io::Write) -> Result<()> {
        let packs = Packs::write(self, learners)?;
        let class = self.scratch.join("summaries");
        run(self.class(["new", "bench", "--folder"]).arg(&class))?;
        let roster = [Path::new("roster"), Path::new("import"), &packs.roster];
        self.run(&class, roster)?;
        let import =
            || -> Result<(String, Took)> { self.run(&class, [Path::new("import"), &packs.folder]) };
        let (said, took) = import()?;
        let all = format!("{learners} hand-ins: {learners} new");
        ensure!(said.contains(&all), "not all are imported: {said}");
        let (_, again) = import()?;
        writeln!(
            out,
            "\nPacks: {learners} learners, all in the roster, with {} exercises each, {:.0} MB together.",
            packs.exercises,
            megabytes(packs.bytes)
        )?;
        let goal = Goal::AtMost(MOST_SECONDS_IMPORT);
        figures.takes("packs: import", learners, &[took], goal);
        figures.takes("packs: the same again", learners, &[again], Goal::None);
        let size = megabytes(database_size(&class)?);
        let goal = Goal::AtMost(MOST_MEGABYTES);
        figures.grows("packs: database", learners, size, "MB", goal);
        pages::measure(self, "packs", &class, learners, figures, out)?;
        self.tables("packs", &class, learners, figures)?;
        fs::remove_dir_all(&packs.folder)?;
        Ok(fs::remove_dir_all(&class)?)
    }

    /// A class that has done everything and handed in its journals and code. Part of it counts as graded.
    fn journals(
        &self,
        learners: u32,
        figures: &mut Figures,
        out: &mut impl io::Write,
    ) -> Result<()> {
        let class = self.scratch.join("journals");
        let learners_text = learners.to_string();
        let mut demo = self.class(["demo", "--complete", "--graded", "--events", EVENTS]);
        let (said, took) = run(demo.args(["--learners", &learners_text]).arg(&class))?;
        let said = said.lines().nth(1).unwrap_or_default();
        writeln!(
            out,
            "\nJournals: `class demo --complete --graded --events {EVENTS}`, {:.0} s. {said}",
            took.wall.as_secs_f64()
        )?;
        let size = megabytes(database_size(&class)?);
        let goal = Goal::AtMost(MOST_MEGABYTES_JOURNALS);
        figures.grows("journals: database", learners, size, "MB", goal);
        pages::measure(self, "journals", &class, learners, figures, out)?;
        self.tables("journals", &class, learners, figures)?;
        Ok(fs::remove_dir_all(&class)?)
    }

    /// Everything that's a table for all of a class.
    fn tables(&self, what: &str, class: &Path, learners: u32, figures: &mut Figures) -> Result<()> {
        let tables: [&[&str]; 7] = [
            &["report", "--csv", "tables"],
            &["export", "csv", "--out", "export"],
            &["export", "csv", "--claimed", "--out", "export"],
            &["export", "csv-exercises", "--out", "export"],
            &["export", "csv-exercises", "--claimed", "--out", "export"],
            &["export", "canvas", "--out", "export"],
            &["export", "moodle", "--out", "export"],
        ];
        for args in tables {
            let mut took = Vec::new();
            for _ in 0..self.rounds {
                took.push(self.run(class, args)?.1);
            }
            let command = args[..args.len() - 2].join(" ");
            let command = command.replace("report", "report --csv");
            let what = format!("{what}: `class {command}`");
            let goal = Goal::AtMost(MOST_SECONDS_TABLES);
            figures.takes(&what, learners, &took, goal);
        }
        Ok(())
    }
}

/// How long something took.
#[derive(Debug, Clone, Copy)]
struct Took {
    /// On the clock.
    wall: Duration,
    /// Of all processors; `None` where the system doesn't say.
    processors: Option<Duration>,
}

/// Runs a command that must succeed. Returns what it said, and how long it took.
fn run(command: &mut Command) -> Result<(String, Took)> {
    let before = children_time();
    let (output, wall) = timed(command)?;
    let after = children_time();
    let processors = before.zip(after);
    let processors = processors.map(|(before, after)| after.saturating_sub(before));
    let Output {
        status,
        stdout,
        stderr,
    } = output;
    let said = String::from_utf8_lossy(&stdout).into_owned();
    let error = String::from_utf8_lossy(&stderr);
    ensure!(status.success(), "{command:?} fails: {said}{error}");
    Ok((said, Took { wall, processors }))
}

/// The bytes of a class's database, with what SQLite keeps beside it.
fn database_size(class: &Path) -> Result<u64> {
    let mut size = 0;
    for entry in fs::read_dir(class)? {
        let entry = entry?;
        if entry.file_name().to_string_lossy().starts_with("class.db") {
            size += entry.metadata()?.len();
        }
    }
    ensure!(size > 0, "no database in {}", class.display());
    Ok(size)
}
