//! The arguments of `class`. What only teachers need is in `teacher`.

use std::path::PathBuf;

use clap::{Subcommand, ValueEnum, ValueHint};

#[cfg(feature = "class")]
use super::TeacherCommand;
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
    /// What only teachers need
    #[cfg(feature = "class")]
    #[command(flatten)]
    Teacher(TeacherCommand),
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
