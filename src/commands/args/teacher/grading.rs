//! Grading.

use std::path::PathBuf;

use clap::{ValueEnum, ValueHint};

use crate::class::grading::PlanShard;
use crate::commands::args::verify::originals;
use crate::engine::grading::originals::OriginalsSource;

/// Arguments of `class plan`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
    rustlings-like class plan                in the class's folder\n  \
    rustlings-like class plan --class autumn\n\n\
    Each version of an exercise is graded once, however many learners handed it in, and not again \
    until the course, this program or the Rust toolchain changes. The plan is a folder without \
    names: with the course, all that another machine needs to grade.")]
pub struct ClassPlanArgs {}

/// Arguments of `class grade`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
    rustlings-like class grade                    all of the plan\n  \
    rustlings-like class grade --shard 3/7        the third of seven parts\n  \
    rustlings-like class grade --plan plan --originals course --shard 3/7\n\n\
    Results go to results/K-of-N.json in the plan's folder. If they are there already, nothing is \
    done. A part that was interrupted is graded again, without what's in this machine's store of \
    grades.")]
pub struct ClassGradeArgs {
    /// Grade only part K of N
    #[arg(long, value_name = "K/N", default_value = "1/1")]
    pub shard: PlanShard,
    /// The plan's folder, for a machine without the class [default: the class's own]
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath, conflicts_with = "class")]
    pub plan: Option<PathBuf>,
    /// The original course, if it isn't where the class says: built-in, or a folder
    #[arg(long, value_name = "COURSE", value_parser = originals())]
    pub originals: Option<OriginalsSource>,
    /// How many checks run at once [default: the number of processors]
    #[arg(long, short, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    pub jobs: Option<u16>,
    /// Grade on a machine without a sandbox; such results stay claims
    #[arg(long)]
    pub no_sandbox: bool,
}

/// Arguments of `class collect`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
    rustlings-like class collect\n  \
    cp from-the-cluster/*.json autumn/plan/results/ && rustlings-like class collect --class autumn\n\n\
    The exit code is 1 if a part of the plan has no result yet; what's there counts all the same. \
    The plan's results.ndjson has all results, one on each line.")]
pub struct ClassCollectArgs {}

/// Arguments of `class run`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
    rustlings-like class run                             on this machine\n  \
    rustlings-like class run --engine parallel --jobs 8  with GNU parallel\n  \
    rustlings-like class run --engine slurm --jobs 100   on a cluster, 100 tasks at once\n\n\
    If you stop it, or a machine fails, the same command goes on with what's left. With slurm, the \
    class's folder, the course and this program must be on a disk that all nodes see; only this \
    machine opens the class's database. The engines' own variables count: SBATCH_PARTITION, \
    SBATCH_ACCOUNT and SBATCH_TIMELIMIT for Slurm, PARALLEL for GNU parallel.")]
pub struct ClassRunArgs {
    /// What runs the parts of the plan
    #[arg(long, value_enum, default_value_t = Engine::Local)]
    pub engine: Engine,
    /// How many checks or tasks run at once [default: the number of processors; with slurm, no limit]
    #[arg(long, short, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    pub jobs: Option<u16>,
    /// How many parts there are [default: enough for about 40 seconds of work each]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=100_000))]
    pub shards: Option<u32>,
    /// Grade on machines without a sandbox; such results stay claims
    #[arg(long)]
    pub no_sandbox: bool,
}

/// What runs the parts of a plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Engine {
    /// This process.
    Local,
    /// GNU parallel, on this machine.
    Parallel,
    /// Slurm, on a cluster.
    Slurm,
}
