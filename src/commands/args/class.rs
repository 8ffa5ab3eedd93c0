//! The arguments of `class`.

use std::path::PathBuf;

use clap::{Subcommand, ValueEnum, ValueHint};

#[cfg(feature = "class")]
use super::verify::originals;
#[cfg(feature = "class")]
use crate::class::grading::PlanShard;
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
    /// Find out which versions are to be graded
    #[cfg(feature = "class")]
    Plan(ClassPlanArgs),
    /// Grade a part of the plan, here or on another machine
    #[cfg(feature = "class")]
    Grade(ClassGradeArgs),
    /// Bring the results of all parts together
    #[cfg(feature = "class")]
    Collect(ClassCollectArgs),
    /// Plan, grade and collect
    #[cfg(feature = "class")]
    Run(ClassRunArgs),
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

/// Arguments of `class plan`.
#[cfg(feature = "class")]
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
    rustlings-like class plan                in the class's folder\n  \
    rustlings-like class plan --class autumn\n\n\
    Each version of an exercise is graded once, however many learners handed it in, and not again\n\
    until the course, this program or the Rust toolchain changes. The plan is a folder without\n\
    names: with the course, all that another machine needs to grade.")]
pub struct ClassPlanArgs {}

/// Arguments of `class grade`.
#[cfg(feature = "class")]
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
    rustlings-like class grade                    all of the plan\n  \
    rustlings-like class grade --shard 3/7        the third of seven parts\n  \
    rustlings-like class grade --plan plan --originals course --shard 3/7\n\n\
    Results go to results/K-of-N.json in the plan's folder. If they are there already, nothing is\n\
    done. A part that was interrupted is graded again, without what's in this machine's store of\n\
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
#[cfg(feature = "class")]
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
    rustlings-like class collect\n  \
    cp from-the-cluster/*.json autumn/plan/results/ && rustlings-like class collect --class autumn\n\n\
    The exit code is 1 if a part of the plan has no result yet; what's there counts all the same.\n\
    The plan's results.ndjson has all results, one on each line.")]
pub struct ClassCollectArgs {}

/// Arguments of `class run`.
#[cfg(feature = "class")]
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
    rustlings-like class run                             on this machine\n  \
    rustlings-like class run --engine parallel --jobs 8  with GNU parallel\n  \
    rustlings-like class run --engine slurm --jobs 100   on a cluster, 100 tasks at once\n\n\
    If you stop it, or a machine fails, the same command goes on with what's left. With slurm, the\n\
    class's folder, the course and this program must be on a disk that all nodes see; only this\n\
    machine opens the class's database. The engines' own variables count: SBATCH_PARTITION,\n\
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
#[cfg(feature = "class")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Engine {
    /// This process.
    Local,
    /// GNU parallel, on this machine.
    Parallel,
    /// Slurm, on a cluster.
    Slurm,
}
