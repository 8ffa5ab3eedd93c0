//! The arguments of `dev`, for authors of courses.

use std::path::PathBuf;

use clap::{Subcommand, ValueHint};

use super::TextOrJson;
use crate::commands::candidates;

/// Arguments of `dev`.
#[derive(Debug, clap::Args)]
pub struct DevArgs {
    /// What to do
    #[command(subcommand)]
    pub command: DevCommand,
}

/// The commands below `dev`.
#[derive(Debug, Subcommand)]
pub enum DevCommand {
    /// Check that every starter fails as expected, every solution passes, and nothing is missing
    #[command(after_help = "Examples:\n  \
        rustlings-like dev check --course path/to/course\n  \
        rustlings-like dev check --format json | jq '.findings[]'\n\n\
        Prints ALL findings as file:line: message, errors first, and repeated advice once. \
        Advice is about what could be better: missing hints, warnings in solutions, tests that \
        the learner's code can dodge (docs/course-format.md). \
        The exit code is 1 if there are errors; advice alone only fails with --strict. \
        docs/json.md describes the JSON.")]
    Check(DevCheckArgs),
    /// Create the files of a new exercise: starter, solution, wrong repair, manifest entry
    #[command(after_help = "Example:\n  \
        rustlings-like dev new two_writers --dir 05_borrowing\n\n\
        `dev check` then lists what you still have to fill in.")]
    New(DevNewArgs),
    /// Print what the course teaches as a Markdown page
    #[command(after_help = "Example:\n  \
        rustlings-like dev curriculum > docs/curriculum.md")]
    Curriculum,
    /// Lock the versions of the course's crates
    #[command(after_help = "Examples:\n  \
        rustlings-like dev lock               keep the versions that still fit\n  \
        rustlings-like dev lock --newest      take the newest that the course allows\n\n\
        Writes exercises/Cargo.lock for the [dependencies] in info.toml, or Cargo.lock if the \
        course has its own Cargo.toml. All learners then build the same versions.")]
    Lock(DevLockArgs),
    /// Print the type of each variable of an exercise or solution, and whether it is Copy or Clone
    #[command(hide = true)]
    Types(DevTypesArgs),
    /// Print what the compiler allows to be done with a variable before and behind a line
    #[command(hide = true)]
    Permissions(DevPermissionsArgs),
    /// Print which repairs of a file outside a course work, as the compiler sees them
    #[command(hide = true)]
    Proofs(DevProofsArgs),
}

/// Arguments of `dev permissions`.
#[derive(Debug, clap::Args)]
pub struct DevPermissionsArgs {
    /// The file, and how it's compiled
    #[command(flatten)]
    pub file: DevTypesArgs,
    /// The variable, or a place in one such as `self.items`
    #[arg(long, value_name = "PLACE")]
    pub variable: String,
    /// The line in which a statement begins
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    pub line: u32,
}

/// Arguments of `dev proofs`.
#[derive(Debug, clap::Args)]
pub struct DevProofsArgs {
    /// A Rust file with errors
    #[arg(value_hint = ValueHint::FilePath)]
    pub file: PathBuf,
    /// Its edition
    #[arg(long, default_value = "2024")]
    pub edition: String,
}

/// Arguments of `dev types`.
#[derive(Debug, clap::Args)]
pub struct DevTypesArgs {
    /// The file of an exercise, or of its solution
    #[arg(value_hint = ValueHint::FilePath)]
    pub file: PathBuf,
    /// Seconds that each compile may take
    #[arg(long, value_name = "SECONDS", value_parser = clap::value_parser!(u64).range(1..=3600))]
    pub timeout: Option<u64>,
    /// Compile in the sandbox
    #[arg(long)]
    pub sandbox: bool,
}

/// Arguments of `dev check`.
#[derive(Debug, clap::Args)]
pub struct DevCheckArgs {
    /// How many files to check at once [default: the number of processors]
    #[arg(long, short, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    pub jobs: Option<u16>,
    /// Fail on advice too (exit code 1)
    #[arg(long)]
    pub strict: bool,
    /// The output format
    #[arg(long, value_enum, default_value_t = TextOrJson::Human)]
    pub format: TextOrJson,
}

/// Arguments of `dev new`.
#[derive(Debug, clap::Args)]
pub struct DevNewArgs {
    /// The new exercise's name
    pub name: String,
    /// Its chapter: a folder in exercises/
    #[arg(long, value_name = "CHAPTER", add = candidates::chapters())]
    pub dir: String,
    /// Which files the learner works on
    #[arg(long, value_enum, default_value_t = LayoutArg::File)]
    pub layout: LayoutArg,
}

/// The layouts of a new exercise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum LayoutArg {
    /// One file
    File,
    /// A folder with main.rs and modules in files of their own
    Modules,
    /// A folder with a cargo package
    Package,
}

/// Arguments of `dev lock`.
#[derive(Debug, clap::Args)]
pub struct DevLockArgs {
    /// Take the newest versions that the course allows
    #[arg(long)]
    pub newest: bool,
}
