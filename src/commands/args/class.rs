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
    /// Show who is in the class, or read a roster
    #[cfg(feature = "class")]
    Roster(ClassRosterArgs),
    /// Take up what learners handed in: packs, folders, zips
    #[cfg(feature = "class")]
    Import(ClassImportArgs),
    /// Remove learners, and every byte that tells of them
    #[cfg(feature = "class")]
    Purge(ClassPurgeArgs),
    /// Write points for Canvas, Moodle, a learning record store or a spreadsheet, or code for JPlag
    #[cfg(feature = "class")]
    Export(ClassExportArgs),
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

/// Arguments of `class roster`.
#[cfg(feature = "class")]
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
    rustlings-like class roster                      who is in it, and whose work has come\n  \
    rustlings-like class roster import students.csv\n\n\
    The first line of the CSV names its columns: id, name (or first name and last name), email,\n\
    section. The id is what your school or LMS calls a learner. The roster stays in the class's\n\
    folder: reports show pseudonyms.")]
pub struct ClassRosterArgs {
    /// What to do with it
    #[command(subcommand)]
    pub command: Option<ClassRosterCommand>,
}

/// The commands of `class roster`.
#[cfg(feature = "class")]
#[derive(Debug, Subcommand)]
pub enum ClassRosterCommand {
    /// Make the lines of a CSV file the roster
    Import {
        /// The file
        #[arg(value_hint = ValueHint::FilePath)]
        file: PathBuf,
    },
}

/// Arguments of `class import`.
#[cfg(feature = "class")]
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
    rustlings-like class import ana.pack ben.pack\n  \
    rustlings-like class import submissions.zip      all hand-ins from Moodle or Canvas\n  \
    rustlings-like class import clones/* --prefix autumn-rust-\n\n\
    Learners are found in the roster by the id or address in their pack, by the name that the\n\
    LMS gave their upload, or by the end of their folder's name (autumn-rust-ana is ana's).\n\
    What learners claim stays a claim until `class grade` has run their code.\n\n\
    The exit code is 1 if something can't be used. The rest is imported all the same.")]
pub struct ClassImportArgs {
    /// Packs, folders, zips, and folders with any of these in them
    #[arg(required = true, value_name = "PATH", value_hint = ValueHint::AnyPath)]
    pub paths: Vec<PathBuf>,
    /// What folders' names begin with before the learner's own name
    #[arg(long)]
    pub prefix: Option<String>,
    /// Take hand-ins even if later ones are here
    #[arg(long)]
    pub replace: bool,
}

/// Arguments of `class purge`.
#[cfg(feature = "class")]
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
    rustlings-like class purge                       those of whom nothing came for so long as\n                                                   \
      class.toml says (180 days)\n  \
    rustlings-like class purge --older-than 90 --yes\n  \
    rustlings-like class purge --learner ana@example.org\n  \
    rustlings-like class purge --all                 at the end of the class\n\n\
    Plans, results and reports in the class's folder go too, since they may tell of the learners;\n\
    they can be made again. Files elsewhere (packs, exports, zips) stay.")]
pub struct ClassPurgeArgs {
    /// Those of whom nothing came for this many days [default: as class.toml says]
    #[arg(long, value_name = "DAYS", conflicts_with_all = ["learner", "all"])]
    pub older_than: Option<u32>,
    /// The learner with this id, address or pseudonym
    #[arg(long, value_name = "ID", conflicts_with = "all")]
    pub learner: Option<String>,
    /// Everybody
    #[arg(long)]
    pub all: bool,
    /// Don't ask
    #[arg(long)]
    pub yes: bool,
}

/// Arguments of `class export`.
#[cfg(feature = "class")]
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
    rustlings-like class export canvas --out canvas.csv\n  \
    rustlings-like class export moodle --title \"Rust\" --max 20 --out moodle.csv\n  \
    rustlings-like class export csv > points.csv\n  \
    rustlings-like class export xapi --home https://school.example > statements.ndjson\n  \
    rustlings-like class export jplag --out jplag\n\n\
    Points are verified: `class grade` has run the code. With --claimed they're what the learners'\n\
    machines say, and the columns are called so. In Moodle's import, map the column useridnumber\n\
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
    #[arg(long, value_name = "GRADE", default_value_t = 100)]
    pub max: u32,
    /// For xAPI: the address of the system that knows the learners' ids
    #[arg(long, value_name = "URL")]
    pub home: Option<String>,
    /// Export what learners' machines say instead of what grading found
    #[arg(long)]
    pub claimed: bool,
}

/// The formats of `class export`.
#[cfg(feature = "class")]
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
