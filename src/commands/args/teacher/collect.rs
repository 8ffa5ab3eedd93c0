//! What learners hand in.

use std::path::PathBuf;

use clap::{Subcommand, ValueHint};

use crate::commands::args::verify::originals;
use crate::engine::grading::originals::OriginalsSource;

/// Arguments of `class new`.
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
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
    rustlings-like class roster                      who is in it, and whose work has come\n  \
    rustlings-like class roster import students.csv\n\n\
    The first line of the CSV names its columns: id, name (or first name and last name), email, \
    section. The id is what your school or LMS calls a learner. The roster stays in the class's \
    folder: reports show pseudonyms.")]
#[command(args_conflicts_with_subcommands = true)]
pub struct ClassRosterArgs {
    /// What to do with it
    #[command(subcommand)]
    pub command: Option<ClassRosterCommand>,
    /// A CSV file: the same as `import FILE`
    #[arg(value_hint = ValueHint::FilePath)]
    pub file: Option<PathBuf>,
}

/// The commands of `class roster`.
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
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
    rustlings-like class import ana.pack ben.pack\n  \
    rustlings-like class import submissions.zip      all hand-ins from Moodle or Canvas\n  \
    rustlings-like class import clones/* --prefix autumn-rust-\n\n\
    Learners are found in the roster by the id or address in their pack, by the name that the \
    LMS gave their upload, or by the end of their folder's name (autumn-rust-ana is ana's). \
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
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
    rustlings-like class purge                       those of whom nothing came for so long as\n                                                   \
      class.toml says (180 days)\n  \
    rustlings-like class purge --older-than 90 --yes\n  \
    rustlings-like class purge --learner ana@example.org\n  \
    rustlings-like class purge --all                 at the end of the class\n\n\
    Plans, results and reports in the class's folder go too, since they may tell of the learners; \
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
