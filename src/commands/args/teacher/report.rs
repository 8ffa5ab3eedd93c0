//! Reports, exports, and a class to look at them.

use std::path::PathBuf;

use clap::{ValueEnum, ValueHint};

use crate::commands::args::verify::originals;
use crate::engine::grading::originals::OriginalsSource;

/// Arguments of `class report`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
    rustlings-like class report                     pages in the folder `report` of the class\n  \
    rustlings-like class report --html /tmp/pages --names\n  \
    rustlings-like class report --json - | jq '.help'\n  \
    rustlings-like class report --csv tables        learners.csv, exercises.csv, errors.csv, cells.csv\n\n\
    The pages load nothing from anywhere: copy the folder, or open its index.html. \
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

/// Arguments of `class export`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
    rustlings-like class export canvas --out canvas.csv\n  \
    rustlings-like class export moodle --title \"Rust\" --max 20 --out moodle.csv\n  \
    rustlings-like class export csv > points.csv\n  \
    rustlings-like class export xapi --home https://school.example > statements.ndjson\n  \
    rustlings-like class export jplag --out jplag\n\n\
    Points are verified: `class grade` has run the code. With --claimed they're what the learners' \
    machines say, and the columns are called so. In Moodle's import, map the column useridnumber \
    to the user's ID number (or useremail to the address).")]
pub struct ClassExportArgs {
    /// The format
    #[arg(value_enum)]
    pub format: ExportFormat,
    /// The file, or for jplag the folder, to write [default: standard output; export/jplag in the
    /// class's folder]
    #[arg(long, value_name = "PATH", value_hint = ValueHint::AnyPath)]
    pub out: Option<PathBuf>,
    /// What the grade is called in the LMS [default: the class's name]
    #[arg(long)]
    pub title: Option<String>,
    /// For Canvas: the number of the assignment, if it exists there
    #[arg(long, value_name = "ID")]
    pub assignment: Option<u64>,
    /// For Moodle: the most that the grade can be
    #[arg(long, value_name = "GRADE", default_value_t = 100,
          value_parser = clap::value_parser!(u32).range(1..))]
    pub max: u32,
    /// For xAPI: the address of the system that knows the learners' ids
    #[arg(long, value_name = "URL")]
    pub home: Option<String>,
    /// Export what learners' machines say instead of what grading found
    #[arg(long)]
    pub claimed: bool,
}

/// The formats of `class export`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ExportFormat {
    /// Canvas's gradebook (CSV).
    Canvas,
    /// Moodle's grade import (CSV).
    Moodle,
    /// xAPI statements, one a line.
    Xapi,
    /// A row for each learner, with points for each chapter.
    Csv,
    /// A row for each learner and exercise.
    CsvExercises,
    /// Folders of code for JPlag.
    Jplag,
}

/// Arguments of `class demo`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
    rustlings-like class demo                            300 learners in demo-class\n  \
    rustlings-like class demo small --learners 30 --seed 7 --graded\n  \
    rustlings-like class report --class demo-class       then see its report\n\n\
    Names, work and claims are made up from the course's starters and solutions. A few learners \
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

fn time(text: &str) -> Result<u64, String> {
    let what = "a time in UTC, such as 2026-11-30T19:24:41Z";
    crate::model::timestamp::from_rfc3339(text).ok_or_else(|| format!("expected {what}"))
}
