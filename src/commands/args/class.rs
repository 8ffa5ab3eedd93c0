//! The arguments of `class`.

use std::path::PathBuf;

use clap::{Subcommand, ValueEnum, ValueHint};

#[cfg(feature = "class")]
use super::verify::originals;
#[cfg(feature = "class")]
use crate::engine::grading::originals::OriginalsSource;
use crate::model::pack::PackLevel;

/// Arguments of `class`.
#[derive(Debug, clap::Args)]
pub struct ClassArgs {
    /// The class's folder [default: the class that this folder is in]
    #[cfg(feature = "class")]
    #[arg(long, global = true, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub class: Option<PathBuf>,
    /// What to do
    #[command(subcommand)]
    pub command: ClassCommand,
}

/// The commands of `class`.
#[derive(Debug, Subcommand)]
pub enum ClassCommand {
    /// Write your work into one file for your teacher
    Pack(ClassPackArgs),
    /// Make the folder of a class
    #[cfg(feature = "class")]
    New(ClassNewArgs),
    /// Make up a class, to see what a report shows
    #[cfg(feature = "class")]
    Demo(ClassDemoArgs),
    /// Write the report: who is where, who needs help, which errors the class fights with
    #[cfg(feature = "class")]
    Report(ClassReportArgs),
}

/// Arguments of `class pack`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
    rustlings-like class pack --list                     see what would be in it\n  \
    rustlings-like class pack ana.pack --as ana@example.org\n  \
    rustlings-like class pack ana.pack --level code      hand in your code, too\n\n\
    Levels:\n  \
    summary    for each exercise: passed or not, attempts, hints, error codes, time of work, days\n  \
    timeline   also what happened when\n  \
    code       also the text of each exercise that you changed\n\n\
    A pack is a text file: open it in your editor to see every word that leaves your machine.")]
pub struct ClassPackArgs {
    /// The file to write; it mustn't exist yet
    #[arg(required_unless_present = "list", value_hint = ValueHint::FilePath)]
    pub file: Option<PathBuf>,
    /// What your class calls you: your id or address there [default: the file's name]
    #[arg(long = "as", value_name = "ID")]
    pub learner: Option<String>,
    /// How much the pack tells
    #[arg(long, value_enum, default_value_t = Level::Summary)]
    pub level: Level,
    /// Replace the file if there is one
    #[arg(long)]
    pub force: bool,
    /// Only show what would be in the pack
    #[arg(long, conflicts_with = "force")]
    pub list: bool,
}

/// Arguments of `class new`.
#[cfg(feature = "class")]
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
    rustlings-like class new autumn                        a class on the built-in course\n  \
    rustlings-like class new autumn --originals my-course  on another one")]
pub struct ClassNewArgs {
    /// The class's name; its folder gets the same name
    pub name: String,
    /// The original course: built-in, or a folder
    #[arg(long, value_name = "COURSE", default_value = "built-in", value_parser = originals())]
    pub originals: OriginalsSource,
    /// The folder to make [default: the name]
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub folder: Option<PathBuf>,
}

/// Arguments of `class demo`.
#[cfg(feature = "class")]
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
    rustlings-like class demo                            300 learners in demo-class\n  \
    rustlings-like class demo small --learners 30 --seed 7 --graded\n  \
    rustlings-like class report --class demo-class       then see its report\n\n\
    Names, work and claims are made up from the course's starters and solutions. A few learners\n\
    claim more than they can show. The same seed and the same --now make the same class.")]
pub struct ClassDemoArgs {
    /// The folder to make
    #[arg(default_value = "demo-class", value_hint = ValueHint::DirPath)]
    pub folder: PathBuf,
    /// How many learners it has
    #[arg(long, value_name = "N", default_value_t = 300,
          value_parser = clap::value_parser!(u32).range(1..=100_000))]
    pub learners: u32,
    /// Decides everything that's made up
    #[arg(long, value_name = "NUMBER", default_value_t = 1)]
    pub seed: u64,
    /// The course: built-in, or a folder
    #[arg(long, value_name = "COURSE", default_value = "built-in", value_parser = originals())]
    pub originals: OriginalsSource,
    /// Mark most hand-ins as graded, without grading anything
    #[arg(long)]
    pub graded: bool,
    /// The time in the class, such as 2026-11-30T19:24:41Z [default: now]
    #[arg(long, value_name = "TIME", value_parser = time)]
    pub now: Option<u64>,
    /// Give every exercise this many events, for benchmarks; 0 makes a class without journals
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(0..=100))]
    pub events: Option<u16>,
    /// Let every learner do every exercise, for benchmarks
    #[arg(long)]
    pub complete: bool,
}

/// Arguments of `class report`.
#[cfg(feature = "class")]
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
    rustlings-like class report                     pages in the folder `report` of the class\n  \
    rustlings-like class report --html /tmp/pages --names\n  \
    rustlings-like class report --json - | jq '.help'\n  \
    rustlings-like class report --csv tables        learners.csv, exercises.csv, errors.csv, cells.csv\n\n\
    The pages load nothing from anywhere: copy the folder, or open its index.html.\n\
    Claimed is what learners' machines say. Verified is what `class grade` found.")]
pub struct ClassReportArgs {
    /// The folder for the pages [default: report, in the class's folder]
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub html: Option<PathBuf>,
    /// Write the report as JSON into this file; `-` is standard output
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub json: Option<PathBuf>,
    /// Write tables into this folder
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub csv: Option<PathBuf>,
    /// Show names instead of pseudonyms
    #[arg(long)]
    pub names: bool,
    /// The time of the report, such as 2026-11-30T19:24:41Z [default: now]
    #[arg(long, value_name = "TIME", value_parser = time)]
    pub now: Option<u64>,
    /// Leave out the drawings of errors, which need a compiler
    #[arg(long)]
    pub no_drawings: bool,
    /// Leave out the page of each learner
    #[arg(long)]
    pub no_learners: bool,
    /// Say how long each kind of page takes
    #[arg(long, hide = true)]
    pub timings: bool,
}

#[cfg(feature = "class")]
fn time(text: &str) -> Result<u64, String> {
    let what = "a time in UTC, such as 2026-11-30T19:24:41Z";
    crate::model::timestamp::from_rfc3339(text).ok_or_else(|| format!("expected {what}"))
}

/// How much a pack tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Level {
    /// What was done, without times.
    Summary,
    /// Also what happened when.
    Timeline,
    /// Also the code.
    Code,
}

impl From<Level> for PackLevel {
    fn from(level: Level) -> Self {
        match level {
            Level::Summary => Self::Summary,
            Level::Timeline => Self::Timeline,
            Level::Code => Self::Code,
        }
    }
}
