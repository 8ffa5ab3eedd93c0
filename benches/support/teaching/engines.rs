//! What engines take beside the work. The work is what one process needs that grades everything.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, anyhow, bail, ensure};

use super::figures::{Figure, Figures};
use super::{Bench, Took, run};
use crate::support::cost::Costs;
use crate::support::environment::REST;
use crate::support::ours;
use crate::support::report::{Goal, Times};
use crate::support::solved::{self, Solved};

/// The most that an engine may take, in parts of the work.
const MOST_OVERHEAD: f64 = 0.02;

/// How much the work differs from class to class.
const SEED: &str = "5";

/// The ways to grade a class.
/// The first tells how many shards the second has.
const WAYS: [Way; 4] = [Way::Parallel, Way::Shards, Way::OneShard, Way::Local];

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Way {
    /// One process that grades everything, as it's planned.
    OneShard,
    /// As many processes as processors, each with a shard, started by nobody but us.
    Shards,
    /// `class run`.
    Local,
    /// `class run` with GNU parallel.
    Parallel,
}

/// Grades one class in all ways, in turns, and compares.
pub fn measure(
    bench: &Bench,
    learners: u32,
    figures: &mut Figures,
    out: &mut impl Write,
) -> Result<()> {
    let has_parallel = Command::new("parallel").arg("--version").output();
    let has_parallel = has_parallel.is_ok_and(|it| it.status.success());
    let ways = match has_parallel {
        true => &WAYS[..],
        false => &WAYS[2..],
    };
    let mut graded = Graded::prepare(bench, learners)?;
    let mut rests: BTreeMap<Way, Vec<Took>> = BTreeMap::new();
    let mut all: Vec<Costs> = ways.iter().map(|_| Costs::default()).collect();
    for round in 0..usize::from(bench.rounds) {
        for turn in 0..ways.len() {
            // Each comes first in turn.
            let index = (round + turn) % ways.len();
            graded.again(bench, ways[index])?;
            all[index].add(|| graded.grade(bench, ways[index]))?;
            if let Some(way) = ways[index].engine() {
                rests.entry(way).or_default().push(graded.rest(bench, way)?);
            }
            graded.check(bench)?;
        }
    }
    writeln!(
        out,
        "\nEngines: {} of {} exercises, neither with crates nor with the network, of {learners} learners: \
         {} {} shards for GNU parallel. Medians. Rounds: {}.\n\n| Way | s | s of processors |\n|---|---:|---:|",
        graded.exercises, graded.in_course, graded.planned, graded.shards, bench.rounds,
    )?;
    for (way, costs) in ways.iter().zip(&all) {
        let (wall, processors) = (median(&costs.wall), median(&costs.processors));
        writeln!(out, "| {} | {wall:.2} | {processors:.2} |", way.words())?;
    }
    if !has_parallel {
        writeln!(out, "\nGNU parallel isn't installed: not measured.")?;
    }
    let place = |way| ways.iter().position(|it| *it == way);
    // Side by side, what an engine takes is less than what the same run varies by on most machines, so
    // the goal is about what's left if there's nothing to grade.
    let mut add = |what: &str, way: Way, against: Way| {
        let (Some(way), Some(against)) = (place(way), place(against)) else {
            return;
        };
        let (ours, other) = (&all[way], &all[against]);
        for (cost, ours, other) in [
            ("processors", &ours.processors, &other.processors),
            ("on the clock", &ours.wall, &other.wall),
        ] {
            let ratio = median(ours) / median(other);
            figures.add(Figure {
                what: format!("engines: {what}, {cost}"),
                learners,
                value: (ratio - 1.0) * 100.0,
                unit: "%",
                goal: Goal::None,
                is_extrapolated: false,
                processors: None,
            });
        }
    };
    add("local, more than one process", Way::Local, Way::OneShard);
    add(
        "parallel, more than one process",
        Way::Parallel,
        Way::OneShard,
    );
    // The two parts of the line before.
    add("shards, more than one process", Way::Shards, Way::OneShard);
    add("parallel, more than its shards", Way::Parallel, Way::Shards);
    // The work in the time of processors, and all of them busy with it.
    let work = place(Way::OneShard).map(|it| &all[it]);
    let work = work.context("nothing was compared")?;
    for (way, rest) in &rests {
        let wall = middle(rest.iter().map(|it| it.wall));
        let processors = middle(rest.iter().filter_map(|it| it.processors));
        let parts = [
            ("processors", processors, median(&work.processors)),
            ("on the clock", wall, median(&work.wall)),
        ];
        for (cost, rest, work) in parts {
            figures.add(Figure {
                what: format!("engines: {way:?} with nothing left to grade, {cost} ({rest:.2} s)"),
                learners,
                value: rest / work * 100.0,
                unit: "%",
                goal: Goal::AtMost(MOST_OVERHEAD * 100.0),
                is_extrapolated: false,
                processors: None,
            });
        }
    }
    Ok(())
}

fn middle(times: impl Iterator<Item = Duration>) -> f64 {
    let mut all = Times::default();
    times.for_each(|time| all.push(time));
    median(&all)
}

/// The median in seconds.
fn median(times: &Times) -> f64 {
    times.median() / 1000.0
}

impl Way {
    /// The engine that would grade the same shards.
    fn engine(self) -> Option<Self> {
        match self {
            Self::OneShard => Some(Self::Local),
            Self::Shards => Some(Self::Parallel),
            Self::Local | Self::Parallel => None,
        }
    }

    fn words(self) -> &'static str {
        match self {
            Self::OneShard => "`class grade`",
            Self::Shards => "`class grade --jobs 1` for each shard, as many at once as processors",
            Self::Local => "`class run`",
            Self::Parallel => "`class run --engine parallel`",
        }
    }
}

/// A class whose hand-ins are graded again and again.
struct Graded {
    exercises: usize,
    in_course: usize,
    /// The class as it was handed in.
    class: PathBuf,
    /// Its copy, which is graded.
    copy: PathBuf,
    /// What `class plan` says of the work.
    planned: String,
    /// How many shards GNU parallel gets.
    shards: usize,
}

impl Graded {
    fn prepare(bench: &Bench, learners: u32) -> Result<Self> {
        let course = bench.scratch.join("course");
        ours::init(&course)?;
        let mut solved = Solved::open(course.clone())?;
        let in_course = solved.len();
        solved.without_crates();
        solved.without_network();
        let names: Vec<&str> = solved.files().map(|(name, _)| name).collect();
        let list = course.join("info.toml");
        fs::write(&list, only(&names, &fs::read_to_string(&list)?)?)?;
        let repository = Path::new(env!("CARGO_MANIFEST_DIR"));
        solved::copy(&repository.join("solutions"), &course.join("solutions"))?;
        let mut graded = Self {
            exercises: names.len(),
            in_course,
            class: bench.scratch.join("handed-in"),
            copy: bench.scratch.join("graded"),
            planned: String::new(),
            shards: 0,
        };
        // What's done once for a machine or a course is done before: it's neither work nor overhead.
        graded.demo(bench, &course, 1)?;
        graded.again(bench, Way::Local)?;
        graded.grade(bench, Way::Local)?;
        fs::remove_dir_all(&graded.class)?;
        graded.demo(bench, &course, learners)?;
        graded.again(bench, Way::OneShard)?;
        Ok(graded)
    }

    fn demo(&self, bench: &Bench, course: &Path, learners: u32) -> Result<()> {
        let mut demo = bench.class(["demo", "--complete", "--events", "1", "--seed", SEED]);
        demo.arg("--learners").arg(learners.to_string());
        demo.arg("--originals").arg(course).arg(&self.class);
        run(&mut demo)?;
        Ok(())
    }

    /// Makes a copy of the class in which nothing is graded yet. Engines plan on their own.
    fn again(&mut self, bench: &Bench, way: Way) -> Result<()> {
        if self.copy.exists() {
            fs::remove_dir_all(&self.copy)?;
        }
        solved::copy(&self.class, &self.copy)?;
        if matches!(way, Way::OneShard | Way::Shards) {
            let (said, _) = bench.run(&self.copy, ["plan"])?;
            self.planned = said.lines().next().unwrap_or_default().to_owned();
        }
        Ok(())
    }

    /// Grades the class. Returns how long that took.
    fn grade(&mut self, bench: &Bench, way: Way) -> Result<Duration> {
        sleep(REST);
        match way {
            Way::OneShard => Ok(bench.run(&self.copy, ["grade"])?.1.wall),
            Way::Shards => self.grade_shards(bench),
            Way::Local => Ok(bench.run(&self.copy, ["run"])?.1.wall),
            Way::Parallel => {
                let (_, took) = bench.run(&self.copy, ["run", "--engine", "parallel"])?;
                self.shards = self.logged_shards()?;
                Ok(took.wall)
            }
        }
    }

    /// What an engine does beside the work: the same once more, with the results of all shards there
    /// already. The difference of two long times, which depend on what else the machine does, tells less.
    fn rest(&self, bench: &Bench, way: Way) -> Result<Took> {
        let (engine, shards) = match way {
            Way::Parallel | Way::Shards => ("parallel", self.shards),
            Way::Local | Way::OneShard => ("local", 1),
        };
        let shards = shards.to_string();
        let (said, took) =
            bench.run(&self.copy, ["run", "--engine", engine, "--shards", &shards])?;
        ensure!(
            said.contains("the results so far stay"),
            "it's graded again: {said}"
        );
        Ok(took)
    }

    /// Grades the shards that GNU parallel had, and in the same way.
    fn grade_shards(&self, bench: &Bench) -> Result<Duration> {
        let processors = std::thread::available_parallelism()?.get();
        let started = Instant::now();
        let next = AtomicUsize::new(1);
        let grade = || -> Result<()> {
            loop {
                let number = next.fetch_add(1, Ordering::Relaxed);
                if number > self.shards {
                    return Ok(());
                }
                let shard = format!("{number}/{}", self.shards);
                bench.run(&self.copy, ["grade", "--jobs", "1", "--shard", &shard])?;
            }
        };
        std::thread::scope(|scope| {
            let threads: Vec<_> = (0..processors).map(|_| scope.spawn(grade)).collect();
            for thread in threads {
                thread
                    .join()
                    .map_err(|_| anyhow!("a thread has failed"))??;
            }
            Ok(started.elapsed())
        })
    }

    /// How many shards `class run` made for GNU parallel.
    fn logged_shards(&self) -> Result<usize> {
        for entry in fs::read_dir(self.copy.join("plan"))? {
            let name = entry?.file_name().to_string_lossy().into_owned();
            if let Some(shards) = name.strip_prefix("joblog-of-") {
                return Ok(shards.parse()?);
            }
        }
        bail!("GNU parallel has left no log")
    }

    /// Makes sure that all is graded.
    fn check(&self, bench: &Bench) -> Result<()> {
        bench.run(&self.copy, ["collect"])?;
        let (said, _) = bench.run(&self.copy, ["plan"])?;
        ensure!(
            said.starts_with("There is nothing to grade"),
            "not all is graded: {said}"
        );
        Ok(())
    }
}

/// The list of a course's exercises, as far as `names` has them, without crates.
fn only(names: &[&str], list: &str) -> Result<String> {
    let mut list: toml::Table = list.parse()?;
    list.remove("dependencies");
    list.insert("id".to_owned(), "bench".into());
    let exercises = list["exercises"].as_array_mut().context("no exercises")?;
    exercises.retain(|it| {
        it["name"]
            .as_str()
            .is_some_and(|name| names.contains(&name))
    });
    Ok(list.to_string())
}
