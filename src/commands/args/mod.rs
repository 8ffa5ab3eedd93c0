//! The command line, as clap sees it: one file for each family of commands.

mod authors;
mod class;
mod explain;
mod learner;
mod setup;
#[cfg(feature = "class")]
mod teacher;
mod verify;

use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum, ValueHint};

pub use authors::{
    DevArgs, DevCheckArgs, DevCommand, DevLockArgs, DevNewArgs, DevPermissionsArgs, DevProofsArgs,
    DevTypesArgs, LayoutArg,
};
pub use class::{ClassArgs, ClassCommand, ClassPackArgs};
pub use explain::{CheckJsonArgs, ExplainArgs, ExplainFormat};
pub use learner::{
    HintArgs, ListArgs, ListFormat, ProgressArgs, ReadArgs, ResetArgs, RunArgs, SolutionArgs,
    WatchArgs,
};
pub use setup::{
    CacheArgs, CacheCleanArgs, CacheCommand, CompletionsArgs, InitArgs, VersionsToRemove,
};
#[cfg(feature = "class")]
pub use teacher::{
    ClassDemoArgs, ClassExportArgs, ClassGradeArgs, ClassImportArgs, ClassNewArgs, ClassPurgeArgs,
    ClassReportArgs, ClassRosterArgs, ClassRosterCommand, ClassRunArgs, Engine, ExportFormat,
    TeacherCommand,
};
pub use verify::{MergeArgs, ReportArgs, ReportTarget, VerifyArgs, VerifyFormat};

/// Learn Rust at a terminal, with exercises that are checked each time you save
#[derive(Debug, Parser)]
#[command(
    name = "rustlings-like",
    version = env!("RUSTLINGS_LIKE_VERSION"),
    max_term_width = 90,
    after_help = "On a terminal, `rustlings-like` alone starts `watch`.\n\n\
        Examples:\n  \
        rustlings-like init my-course     make a folder to learn in\n  \
        rustlings-like                    start or continue the course in this folder\n  \
        rustlings-like verify             check everything, as CI does\n\n\
        Exit codes: 0 passed, 1 an exercise didn't pass, 2 wrong usage,\n\
        3 the course is broken, 4 the machine or the toolchain failed."
)]
pub struct Args {
    /// The course's folder [default: the course that this folder is in]
    #[arg(long, global = true, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub course: Option<PathBuf>,
    /// When to use colours (auto follows NO_COLOR, CLICOLOR_FORCE, CLICOLOR and TERM=dumb)
    #[arg(long, global = true, value_enum, default_value_t = ColorChoice::Auto)]
    pub color: ColorChoice,
    /// Draw with ASCII characters only
    #[arg(long, global = true)]
    pub ascii: bool,
    /// What to do
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// When to use colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ColorChoice {
    /// On a terminal that supports them.
    Auto,
    /// In files and pipes too.
    Always,
    /// Not at all.
    Never,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Check the current exercise each time you save it
    Watch(WatchArgs),
    /// Check one or more exercises and show everything
    Run(RunArgs),
    /// List the exercises
    List(ListArgs),
    /// Read the page that a chapter opens with
    Read(ReadArgs),
    /// Show a hint; ask again for a clearer one
    Hint(HintArgs),
    /// Draw what an error about ownership or borrowing means, in any program
    Explain(ExplainArgs),
    /// Print an exercise's compiler messages as JSON, for rust-analyzer
    CheckJson(CheckJsonArgs),
    /// Put an exercise back to its start (a backup is kept)
    Reset(ResetArgs),
    /// Undo the last reset
    Undo,
    /// Show our solution to an exercise that you've passed
    Solution(SolutionArgs),
    /// Show your progress: chapters, time, attempts, hints, error codes met and beaten
    Progress(ProgressArgs),
    /// Write the built-in course into a folder
    Init(InitArgs),
    /// Check exercises and write reports, for CI
    Verify(VerifyArgs),
    /// Merge the JSON reports of a CI matrix into one report of any format
    MergeReports(MergeArgs),
    /// Hand your work to a teacher, and run a class
    Class(ClassArgs),
    /// Show or remove the cached results of earlier checks
    Cache(CacheArgs),
    /// Tools for authors of courses
    Dev(DevArgs),
    /// Print a completion script for your shell
    Completions(CompletionsArgs),
    /// Print the manual page
    Man,
}

/// The output of a command that writes either for people or for programs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum TextOrJson {
    /// Text for people.
    Human,
    /// JSON for programs, with a schema name.
    Json,
}
