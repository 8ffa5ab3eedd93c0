//! How long a grader waits: the measurements, in rounds, and what is asked of them.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result, ensure};
use clap::Parser;

use super::compiler::Compiler;
use super::cost::{self, Costs, Memory, mebibytes};
use super::ours::{self, crate_flags};
use super::report::{self, Goal, Row, Times};
use super::solved::{self, Solved};
use super::{rustlings, synthetic};

/// Measures how long a grader waits for a whole course.
#[derive(Debug, Parser)]
#[command(name = "verify")]
struct Options {
    /// How often everything is measured [default: 5, with --short 1]
    #[arg(long, value_parser = clap::value_parser!(u16).range(1..))]
    rounds: Option<u16>,
    /// One round, fewer sizes, and no exercise that needs crates; also if the variable
    /// BENCH_SHORT is set
    #[arg(long)]
    short: bool,
    /// Do not install Rustlings and compare with it
    #[arg(long)]
    without_rustlings: bool,
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
    /// How many of the rounds measure the synthetic courses too.
    with_synthetic: u16,
    /// How many exercises the synthetic courses have. The last is compared with `BASE`.
    sizes: &'static [usize],
    with_crates: bool,
}

impl Extent {
    fn of(options: &Options) -> Self {
        let full = Self {
            rounds: 5,
            with_synthetic: 3,
            sizes: &[125, BASE, 500, LARGEST],
            with_crates: true,
        };
        let short = Self {
            rounds: 1,
            with_synthetic: 1,
            sizes: &[BASE, LARGEST],
            with_crates: false,
        };
        let is_short = options.short || std::env::var_os("BENCH_SHORT").is_some();
        let extent = if is_short { short } else { full };
        let rounds = options.rounds.unwrap_or(extent.rounds);
        Self { rounds, ..extent }
    }
}

/// The sizes whose cost for each exercise is compared.
const BASE: usize = 250;
const LARGEST: usize = 1000;

/// How often a short thing is measured between two long ones.
const TIMES: usize = 3;

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
    let mut bench = Bench::prepare(scratch.path(), extent, !options.without_rustlings)?;
    for round in 0..extent.rounds {
        bench.round(round)?;
    }
    let memory = bench.memory()?;
    writeln!(out, "Medians. Rounds: {}.\n", extent.rounds)?;
    let met = bench.write(&memory, &mut out)?;
    Ok(ExitCode::from(u8::from(options.strict && !met)))
}

/// Everything that is made once and used in every round.
struct Bench {
    extent: Extent,
    rustc: PathBuf,
    /// Where bare compiler calls put their programs.
    programs: PathBuf,
    theirs: Option<Rustlings>,
    built_in: BuiltIn,
    synthetic: Vec<Synthetic>,
}

/// Rustlings, its course solved, and the same for us.
struct Rustlings {
    program: PathBuf,
    theirs: Solved,
    ours: Solved,
    times: RustlingsTimes,
}

#[derive(Default)]
struct RustlingsTimes {
    cold: Costs,
    bare: Costs,
    unchanged: Costs,
    changed: Costs,
    their_cold: Costs,
    their_unchanged: Costs,
    their_changed: Costs,
}

/// Our own course, solved.
struct BuiltIn {
    course: Solved,
    crates: Vec<String>,
    cold: Costs,
    bare: Costs,
    unchanged: Costs,
    changed: Costs,
}

/// A synthetic course.
struct Synthetic {
    course: Solved,
    size: u32,
    cold: Costs,
}

impl Bench {
    fn prepare(scratch: &Path, extent: Extent, with_rustlings: bool) -> Result<Self> {
        let theirs = match with_rustlings {
            true => Some(Rustlings::prepare(scratch)?),
            false => None,
        };
        let sizes = extent.sizes.iter();
        let synthetic = sizes.map(|size| Synthetic::prepare(scratch, *size));
        Ok(Self {
            extent,
            rustc: Compiler::find(scratch.join("bare"))?.rustc(),
            programs: scratch.join("programs"),
            theirs,
            built_in: BuiltIn::prepare(scratch, extent.with_crates)?,
            synthetic: synthetic.collect::<Result<_>>()?,
        })
    }

    fn round(&mut self, round: u16) -> Result<()> {
        if let Some(theirs) = &mut self.theirs {
            theirs.round(&self.rustc, &self.programs)?;
        }
        self.built_in.round(&self.rustc, &self.programs)?;
        if round < self.extent.with_synthetic {
            for synthetic in &mut self.synthetic {
                let Synthetic { course, cold, .. } = synthetic;
                cold.add(|| course.time_cold())?;
            }
        }
        Ok(())
    }

    /// What the synthetic courses need, in a run of their own.
    fn memory(&self) -> Result<Vec<Memory>> {
        let needed = self.synthetic.iter().map(|synthetic| {
            let course = &synthetic.course;
            course.forget()?;
            let (status, memory) = cost::watch_memory(&mut course.verify())?;
            ensure!(status.success(), "verify of {} fails", synthetic.size);
            Ok(memory)
        });
        needed.collect()
    }

    /// Writes the tables. Returns whether all goals are met.
    fn write(&self, memory: &[Memory], out: &mut impl Write) -> Result<bool> {
        let mut pairs = Vec::new();
        if let Some(theirs) = &self.theirs {
            pairs.extend(theirs.pairs());
        }
        pairs.extend(self.built_in.pairs());
        let mut rows: Vec<Row> = pairs.iter().map(Pair::wall).collect();
        rows.extend(self.growth());
        report::write_table(&rows, "ms", out)?;
        writeln!(out, "\nTime of all processors together, user and system:\n")?;
        let processors: Vec<Row> = pairs.iter().map(Pair::processors).collect();
        report::write_table(&processors, "ms", out)?;
        writeln!(out, "\nSynthetic exercises, cold:\n")?;
        self.write_sizes(memory, out)?;
        let needs = self.growth_of_memory(memory);
        writeln!(out)?;
        report::write_table(&needs, "MiB", out)?;
        Ok(rows.iter().chain(&needs).all(Row::is_met))
    }

    fn write_sizes(&self, memory: &[Memory], out: &mut impl Write) -> io::Result<()> {
        writeln!(
            out,
            "| Exercises | s | s of processors | MiB, all processes | MiB, the largest |\n\
             |---:|---:|---:|---:|---:|"
        )?;
        for (Synthetic { size, cold, .. }, memory) in self.synthetic.iter().zip(memory) {
            writeln!(
                out,
                "| {size} | {:.2} | {:.2} | {:.0} | {:.0} |",
                cold.wall.median() / 1000.0,
                cold.processors.median() / 1000.0,
                mebibytes(memory.together),
                mebibytes(memory.largest)
            )?;
        }
        Ok(())
    }

    fn growth(&self) -> Option<Row> {
        let each = |size| {
            let synthetic = self.synthetic.iter().find(|s| s.course.len() == size)?;
            Some(synthetic.cold.wall.median() / f64::from(synthetic.size))
        };
        growth(each(LARGEST)?, each(BASE)?)
    }

    fn growth_of_memory(&self, memory: &[Memory]) -> Vec<Row> {
        let each = |size| {
            let mut found = self.synthetic.iter().zip(memory);
            let (synthetic, memory) = found.find(|(s, _)| s.course.len() == size)?;
            Some(mebibytes(memory.together) / f64::from(synthetic.size))
        };
        let row = each(LARGEST).zip(each(BASE));
        row.and_then(|(largest, base)| growth(largest, base))
            .into_iter()
            .collect()
    }
}

fn growth(largest: f64, base: f64) -> Option<Row> {
    let (what, against) = (
        format!("each of {LARGEST} synthetic exercises"),
        format!("each of {BASE}"),
    );
    let goal = Goal::AtMost(1.15);
    Some(Row::parts(&what, largest, &against, base, goal))
}

impl Rustlings {
    fn prepare(scratch: &Path) -> Result<Self> {
        let program = rustlings::install()?;
        let folders = rustlings::init_solved(&program, scratch)?;
        let ours = Solved::open(folders.ours)?;
        // What the system has to read is read before anything is timed.
        ours.time_cold()?;
        Ok(Self {
            program,
            theirs: Solved::open_listed_in(folders.theirs, &ours.folder)?,
            ours,
            times: RustlingsTimes::default(),
        })
    }

    /// Ours, which is short, is measured on both sides of theirs.
    fn round(&mut self, rustc: &Path, programs: &Path) -> Result<()> {
        let (ours, times) = (&mut self.ours, &mut self.times);
        let theirs = |fresh| rustlings::check_all(&self.program, &self.theirs.folder, fresh);
        for _ in 0..TIMES {
            times.cold.add(|| ours.time_cold())?;
            times.bare.add(|| ours.time_bare(rustc, &[], programs))?;
        }
        times.their_cold.add(|| theirs(true))?;
        for _ in 0..TIMES {
            times.cold.add(|| ours.time_cold())?;
            times.unchanged.add(|| ours.time())?;
        }
        times.their_unchanged.add(|| theirs(false))?;
        for _ in 0..TIMES {
            times.unchanged.add(|| ours.time())?;
            times.changed.add(|| ours.time_changed())?;
        }
        self.theirs.change()?;
        let theirs = || rustlings::check_all(&self.program, &self.theirs.folder, false);
        times.their_changed.add(theirs)?;
        for _ in 0..TIMES {
            times.changed.add(|| ours.time_changed())?;
        }
        Ok(())
    }

    fn pairs(&self) -> [Pair<'_>; 4] {
        let times = &self.times;
        let count = self.ours.len();
        let what = |state: &str| format!("verify of Rustlings' {count} exercises, {state}");
        let against = |state: &str| format!("`rustlings check-all`, {state}");
        let pair = |state, ours, other, goal| Pair {
            what: what(state),
            ours,
            against: against(state),
            other,
            goal: Goal::AtLeast(goal),
        };
        [
            pair("cold", &times.cold, &times.their_cold, 15.0),
            pair(
                "nothing changed",
                &times.unchanged,
                &times.their_unchanged,
                100.0,
            ),
            pair(
                "one file changed",
                &times.changed,
                &times.their_changed,
                20.0,
            ),
            Pair {
                what: what("cold"),
                ours: &times.cold,
                against: BARE.to_owned(),
                other: &times.bare,
                goal: Goal::AtLeast(3.0),
            },
        ]
    }
}

/// What bare compiler calls do.
const BARE: &str = "`rustc --test` and the program, each file, on all processors";

impl BuiltIn {
    fn prepare(scratch: &Path, with_crates: bool) -> Result<Self> {
        let folder = scratch.join("built-in");
        ours::init(&folder)?;
        let solutions = Path::new(env!("CARGO_MANIFEST_DIR")).join("solutions");
        solved::copy(&solutions, &folder.join("exercises"))?;
        let mut course = Solved::open(folder)?;
        if !with_crates {
            course.without_crates();
        }
        // This builds the crates.
        course.time_cold()?;
        let crates = match with_crates {
            true => crate_flags(&course.folder).context("the crates were not built")?,
            false => Vec::new(),
        };
        Ok(Self {
            course,
            crates,
            cold: Costs::default(),
            bare: Costs::default(),
            unchanged: Costs::default(),
            changed: Costs::default(),
        })
    }

    fn round(&mut self, rustc: &Path, programs: &Path) -> Result<()> {
        let Self { course, crates, .. } = self;
        self.cold.add(|| course.time_cold())?;
        self.bare
            .add(|| course.time_bare(rustc, crates, programs))?;
        self.cold.add(|| course.time_cold())?;
        for _ in 0..TIMES {
            self.unchanged.add(|| course.time())?;
            self.changed.add(|| course.time_changed())?;
        }
        Ok(())
    }

    fn pairs(&self) -> [Pair<'_>; 3] {
        let count = self.course.len();
        let pair = |state: &str, ours, goal| Pair {
            what: format!("verify of our {count} exercises, {state}"),
            ours,
            against: BARE.to_owned(),
            other: &self.bare,
            goal,
        };
        [
            pair("cold", &self.cold, Goal::AtLeast(3.0)),
            pair("nothing changed", &self.unchanged, Goal::None),
            pair("one file changed", &self.changed, Goal::None),
        ]
    }
}

impl Synthetic {
    fn prepare(scratch: &Path, size: usize) -> Result<Self> {
        Ok(Self {
            course: Solved::open(synthetic::write_course(scratch, size)?)?,
            size: u32::try_from(size)?,
            cold: Costs::default(),
        })
    }
}

/// Two things that are compared.
struct Pair<'a> {
    what: String,
    ours: &'a Costs,
    against: String,
    other: &'a Costs,
    goal: Goal,
}

impl Pair<'_> {
    fn wall(&self) -> Row {
        self.row(&self.ours.wall, &self.other.wall, self.goal)
    }

    fn processors(&self) -> Row {
        self.row(&self.ours.processors, &self.other.processors, Goal::None)
    }

    fn row(&self, ours: &Times, other: &Times, goal: Goal) -> Row {
        Row::faster(&self.what, ours, &self.against, other, goal)
    }
}
