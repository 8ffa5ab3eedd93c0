//! The arguments of the commands around a course: `init`, `cache` and `completions`.

use std::path::PathBuf;

use clap::{Subcommand, ValueEnum, ValueHint};
use clap_complete::Shell;

/// Arguments of `init`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
    rustlings-like init                   into this folder, if it's empty\n  \
    rustlings-like init my-course && cd my-course && rustlings-like")]
pub struct InitArgs {
    /// The folder [default: this one]
    #[arg(value_hint = ValueHint::DirPath)]
    pub dir: Option<PathBuf>,
}

/// Arguments of `cache`.
#[derive(Debug, clap::Args)]
pub struct CacheArgs {
    /// What to do
    #[command(subcommand)]
    pub command: CacheCommand,
}

/// The commands below `cache`.
#[derive(Debug, Subcommand)]
pub enum CacheCommand {
    /// Show how many results are cached, how big they are, and where the built-in course's
    /// crates are
    #[command(after_help = "Example:\n  rustlings-like cache stats")]
    Stats,
    /// Remove cached results, or the crates that were built for the built-in course
    Clean(CacheCleanArgs),
}

/// Arguments of `cache clean`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
    rustlings-like cache clean\n  \
    rustlings-like cache clean --older-than 30\n  \
    rustlings-like cache clean --grades            what `verify --pristine --sandbox` kept\n  \
    rustlings-like cache clean --built-in others   what other versions left behind\n\n\
    Without --grades and --built-in, this removes the cached results of this course, and the next check \
    compiles its exercises again. With the others, those results stay, and no course is needed. \
    What a running program uses is never removed. `cache stats` names the folders.")]
pub struct CacheCleanArgs {
    /// Remove only results that are more than DAYS days old
    #[arg(long, value_name = "DAYS", conflicts_with = "built_in")]
    pub older_than: Option<u32>,
    /// Remove the grades that `verify --pristine --sandbox` has kept, for every course
    #[arg(long, conflicts_with = "built_in")]
    pub grades: bool,
    /// Remove the copies of the built-in course that `verify --pristine` has made, with their
    /// crates: those of other versions of this program, or all of them
    #[arg(
        long,
        value_enum,
        value_name = "others|all",
        hide_possible_values = true
    )]
    pub built_in: Option<VersionsToRemove>,
}

/// Which versions of the built-in course `cache clean` removes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum VersionsToRemove {
    /// The versions that this program doesn't use.
    Others,
    /// This program's version too. Its crates must then be fetched and built again.
    All,
}

/// Arguments of `completions`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
    rustlings-like completions bash > ~/.local/share/bash-completion/completions/rustlings-like\n  \
    rustlings-like completions zsh > ~/.zfunc/_rustlings-like\n  \
    rustlings-like completions fish > ~/.config/fish/completions/rustlings-like.fish\n\n\
    The script asks this program, so it also completes the names of a course's exercises and \
    chapters. To try it in an open bash: source <(rustlings-like completions bash)")]
pub struct CompletionsArgs {
    /// The shell
    #[arg(value_enum)]
    pub shell: Shell,
}
