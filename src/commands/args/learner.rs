//! The arguments of the commands that a learner uses while working through a course.

use clap::ValueEnum;

use super::TextOrJson;
use crate::commands::candidates;

/// Arguments of `watch`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
    rustlings-like watch\n  \
    rustlings-like watch two_writers      start with this exercise\n  \
    rustlings-like watch --auto-next      move on by itself after a pass\n  \
    rustlings-like watch --poll           if saves go unnoticed (on network folders)\n\n\
    Without a terminal (or with TERM=dumb), watch writes plain lines, reads the same keys as \
    lines from standard input, and ends when that input ends.")]
pub struct WatchArgs {
    /// The exercise to start with [default: the current one]
    #[arg(add = candidates::exercises())]
    pub name: Option<String>,
    /// Move on to the next exercise by itself after a pass
    #[arg(long)]
    pub auto_next: bool,
    /// Read the file again and again instead of waiting for notifications
    #[arg(long)]
    pub poll: bool,
}

/// Arguments of `run`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
    rustlings-like run                    check the current exercise\n  \
    rustlings-like run two_writers        check another one\n  \
    rustlings-like run two_writers 'quiz_*' --format json\n\n\
    The exit code is 1 if an exercise doesn't pass, and 4 if one couldn't be checked at all. \
    docs/json.md describes the JSON.")]
pub struct RunArgs {
    /// The exercises, or patterns with * and ? [default: the current one]
    #[arg(value_name = "NAME", add = candidates::exercises())]
    pub names: Vec<String>,
    /// Check again even if nothing has changed
    #[arg(long)]
    pub no_cache: bool,
    /// The output format
    #[arg(long, value_enum, default_value_t = TextOrJson::Human)]
    pub format: TextOrJson,
}

/// Arguments of `list`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
    rustlings-like list                   interactive on a terminal, otherwise a table\n  \
    rustlings-like list --format json | jq '.exercises[] | select(.done | not) | .name'")]
pub struct ListArgs {
    /// The output format
    #[arg(long, value_enum)]
    pub format: Option<ListFormat>,
}

/// The output formats of `list`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ListFormat {
    /// A plain table.
    Table,
    /// JSON with schema rustlings-like/list/v1.
    Json,
}

/// Arguments of `hint`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
    rustlings-like hint                   the next hint for the current exercise\n  \
    rustlings-like hint two_writers --level 1")]
pub struct HintArgs {
    /// The exercise [default: the current one]
    #[arg(add = candidates::exercises())]
    pub name: Option<String>,
    /// Which hint, starting with 1 (the gentlest) [default: the next one you haven't seen]
    #[arg(long, value_name = "N")]
    pub level: Option<usize>,
}

/// Arguments of `read`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
    rustlings-like read                   the page of the chapter that you're in\n  \
    rustlings-like read 01_values\n  \
    rustlings-like read values | less")]
pub struct ReadArgs {
    /// The chapter, its number, or its name without the number [default: the current one]
    #[arg(add = candidates::chapters())]
    pub chapter: Option<String>,
}

/// Arguments of `reset`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
    rustlings-like reset two_writers\n  \
    rustlings-like reset --tests two_writers    only its tests; your code stays\n  \
    rustlings-like reset --all\n  \
    rustlings-like undo                   undoes the last reset")]
pub struct ResetArgs {
    /// The exercise
    #[arg(required_unless_present = "all", conflicts_with = "all", add = candidates::exercises())]
    pub name: Option<String>,
    /// Reset every exercise in the course
    #[arg(long)]
    pub all: bool,
    /// Reset only the exercise's tests; your code stays
    #[arg(long, conflicts_with = "all")]
    pub tests: bool,
}

/// Arguments of `solution`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
    rustlings-like solution               for the current exercise\n  \
    rustlings-like solution two_writers --diff")]
pub struct SolutionArgs {
    /// The exercise [default: the current one]
    #[arg(add = candidates::exercises())]
    pub name: Option<String>,
    /// Show how your file differs from the solution
    #[arg(long)]
    pub diff: bool,
}

/// Arguments of `progress`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
    rustlings-like progress\n  \
    rustlings-like progress --format json | jq '.done, .total'\n\n\
    Times come from the journal in .rustlings-like, which stays on this machine. Pauses \
    of more than five minutes don't count, and days are those of UTC.\n\n\
    docs/json.md describes the JSON.")]
pub struct ProgressArgs {
    /// The output format
    #[arg(long, value_enum, default_value_t = TextOrJson::Human)]
    pub format: TextOrJson,
}
