//! What grading costs when nobody trusts the code: beside plain `verify`, and for a class.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::thread::sleep;
use std::time::Duration;

use anyhow::{Result, ensure};
use clap::Parser;

use super::class::{Class, Size};
use super::cost::Costs;
use super::environment::{REST, timed};
use super::ours;
use super::report::{self, Goal, Row};
use super::solved::{self, Solved};

/// Measures what grading costs.
#[derive(Debug, Parser)]
#[command(name = "grade")]
struct Options {
    /// How often pristine and plain `verify` are compared [default: 5, with --short 1]
    #[arg(long, value_parser = clap::value_parser!(u16).range(1..))]
    rounds: Option<u16>,
    /// One round, a small class, and no exercise that needs crates; also if the variable
    /// BENCH_SHORT is set
    #[arg(long)]
    short: bool,
    /// How many learners there are in the class [default: 300, with --short 6]
    #[arg(long, value_parser = clap::value_parser!(u32).range(2..))]
    learners: Option<u32>,
    /// How many versions of each exercise they hand in, fewer than learners [default: half as
    /// many]
    #[arg(long, value_parser = clap::value_parser!(u32).range(1..))]
    versions: Option<u32>,
    /// End with exit code 1 if a goal is missed
    #[arg(long)]
    strict: bool,
    /// What cargo adds; without it this is a test run, in which nothing is measured
    #[arg(long, hide = true)]
    bench: bool,
}

/// How much is measured.
#[derive(Debug, Clone, Copy)]
struct Extent {
    rounds: u16,
    class: Size,
    with_crates: bool,
}

impl Extent {
    fn of(options: &Options) -> Self {
        let full = Self {
            rounds: 5,
            class: FULL_CLASS,
            with_crates: true,
        };
        let short = Self {
            rounds: 1,
            class: SHORT_CLASS,
            with_crates: false,
        };
        let is_short = options.short || std::env::var_os("BENCH_SHORT").is_some();
        let extent = if is_short { short } else { full };
        let rounds = options.rounds.unwrap_or(extent.rounds);
        let learners = options.learners.unwrap_or(extent.class.learners);
        let half = (learners / 2).max(1);
        let class = Size {
            learners,
            versions: options.versions.unwrap_or(half).min(learners - 1),
        };
        Self {
            rounds,
            class,
            ..extent
        }
    }
}

/// The class that the goals are about.
const FULL_CLASS: Size = Size {
    learners: 300,
    versions: 150,
};

/// A class that is soon graded, from which the other one's time is extrapolated.
const SHORT_CLASS: Size = Size {
    learners: 6,
    versions: 3,
};

/// How many times as much as plain `verify` pristine grading may cost.
const MOST_TIMES_PLAIN: f64 = 2.0;

/// Measures and reports.
///
/// # Errors
/// A program does not start, or does something else than what is measured.
pub fn main() -> Result<ExitCode> {
    let options = Options::parse();
    if !options.bench {
        return Ok(ExitCode::SUCCESS);
    }
    let extent = Extent::of(&options);
    let scratch = tempfile::tempdir()?;
    let mut out = io::stdout().lock();
    report::write_machine(scratch.path(), &mut out)?;
    let mut comparison = Comparison::prepare(scratch.path(), extent.with_crates)?;
    for round in 0..extent.rounds {
        comparison.round(round)?;
    }
    writeln!(out, "Medians. Rounds: {}.\n", extent.rounds)?;
    let rows = comparison.write(&mut out)?;
    let cache = &comparison.cache;
    let class = Class::write_sources(scratch.path(), &comparison.course, extent.class, cache)?;
    let graded = class.measure(cache)?;
    let class_met = graded.write(FULL_CLASS, comparison.in_sandbox, &mut out)?;
    let met = class_met && rows.iter().all(Row::is_met);
    Ok(ExitCode::from(u8::from(options.strict && !met)))
}

/// Pristine and plain `verify` of the same files.
struct Comparison {
    /// The built-in course as a learner has solved it.
    course: Solved,
    /// How many exercises the whole course has.
    in_course: usize,
    /// How many of them the sandbox runs.
    in_sandbox: usize,
    /// The cache folder of the benchmark's own.
    cache: PathBuf,
    pristine: Costs,
    plain: Costs,
}

impl Comparison {
    fn prepare(scratch: &Path, with_crates: bool) -> Result<Self> {
        let folder = scratch.join("built-in");
        ours::init(&folder)?;
        let solutions = Path::new(env!("CARGO_MANIFEST_DIR")).join("solutions");
        solved::copy(&solutions, &folder.join("exercises"))?;
        let mut course = Solved::open(folder)?;
        let in_course = course.len();
        // The sandbox doesn't run them, so plain `verify` would do more.
        course.without_network();
        let in_sandbox = course.len();
        if !with_crates {
            course.without_crates();
        }
        let comparison = Self {
            course,
            in_course,
            in_sandbox,
            cache: scratch.join("cache"),
            pristine: Costs::default(),
            plain: Costs::default(),
        };
        // This builds the crates, and the system reads what it has to read.
        comparison.verify_plain()?;
        comparison.verify_pristine()?;
        Ok(comparison)
    }

    /// Measures both sides twice. Each comes first in every other pair.
    fn round(&mut self, round: u16) -> Result<()> {
        let mut pristine = std::mem::take(&mut self.pristine);
        let mut plain = std::mem::take(&mut self.plain);
        for turn in 0..2 {
            if (round + turn).is_multiple_of(2) {
                pristine.add(|| self.verify_pristine())?;
                plain.add(|| self.verify_plain())?;
            } else {
                plain.add(|| self.verify_plain())?;
                pristine.add(|| self.verify_pristine())?;
            }
        }
        (self.pristine, self.plain) = (pristine, plain);
        Ok(())
    }

    fn verify_pristine(&self) -> Result<Duration> {
        self.verify(&ours::PRISTINE)
    }

    fn verify_plain(&self) -> Result<Duration> {
        self.verify(&[])
    }

    /// How long our program takes without cached results. All exercises must pass.
    fn verify(&self, options: &[&str]) -> Result<Duration> {
        let mut verify: Command = self.course.verify();
        verify.arg("--no-cache").args(options);
        verify.env("XDG_CACHE_HOME", &self.cache);
        sleep(REST);
        let (output, time) = timed(&mut verify)?;
        ensure!(output.status.success(), "verify fails: {output:?}");
        Ok(time)
    }

    /// Writes the table. Returns its rows.
    fn write(&self, out: &mut impl Write) -> io::Result<[Row; 2]> {
        let left_out = self.in_course - self.course.len();
        writeln!(
            out,
            "{} of the built-in course's {} solutions, cold. Left out on both sides: {left_out} \
             (they need the network or, with --short, crates).\n",
            self.course.len(),
            self.in_course,
        )?;
        let (pristine, plain) = (&self.pristine, &self.plain);
        let what = |cost: &str| format!("`verify {}`, {cost}", ours::PRISTINE.join(" "));
        let row = |cost, ours, other| {
            let goal = Goal::AtMost(MOST_TIMES_PLAIN);
            Row::slower(&what(cost), ours, "`verify`", other, goal)
        };
        let rows = [
            row("wall time", &pristine.wall, &plain.wall),
            row("processor time", &pristine.processors, &plain.processors),
        ];
        report::write_table(&rows, "ms", out)?;
        Ok(rows)
    }
}
