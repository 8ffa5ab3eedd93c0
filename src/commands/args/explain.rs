//! The arguments of the commands that pass on what the compiler says: `explain` and
//! `check-json`.

use std::path::PathBuf;

use clap::ValueEnum;

use crate::commands::candidates;

/// Arguments of `explain`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
    rustlings-like explain                the current exercise\n  \
    rustlings-like explain two_writers    another one\n  \
    rustlings-like explain src/main.rs    any file; no course is needed\n  \
    rustlings-like explain E0502          an error code: its rule, an example and a fix\n  \
    rustlings-like explain --package      the whole cargo package in this folder\n  \
    cat src/main.rs | rustlings-like explain -\n  \
    cargo check --message-format=json | rustlings-like explain -")]
pub struct ExplainArgs {
    /// An exercise, a Rust file, an error code, or - for standard input (a program, or JSON
    /// from rustc or cargo)
    #[arg(add = candidates::explainable())]
    pub what: Option<String>,
    /// Explain the whole cargo package in this folder, or the one that the given file or folder
    /// belongs to. Runs `cargo check`, including build scripts, in a separate target folder
    #[arg(long, conflicts_with = "edition")]
    pub package: bool,
    /// The edition of a file [default: that of the nearest Cargo.toml, or 2024]
    #[arg(long, value_name = "YEAR")]
    pub edition: Option<String>,
    /// Explain in sentences instead of a drawing, for screen readers
    #[arg(long)]
    pub plain: bool,
    /// Show rustc's own text too
    #[arg(long)]
    pub rustc: bool,
    /// Draw every error, even if the same error was already drawn for another place
    #[arg(long)]
    pub all: bool,
    /// How many columns to use [default: the terminal's width]
    #[arg(long, value_name = "COLUMNS", value_parser = clap::value_parser!(u16).range(20..=400))]
    pub width: Option<u16>,
    /// The output format
    #[arg(long, value_enum, default_value_t = ExplainFormat::Human)]
    pub format: ExplainFormat,
}

/// The output formats of `explain`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ExplainFormat {
    /// Drawings and words
    Human,
    /// What happened, as events
    Json,
}

/// Arguments of `check-json`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Example (a setting for rust-analyzer, which `init` writes for some editors):\n  \
    \"rust-analyzer.check.overrideCommand\": [\"rustlings-like\", \"check-json\", \"$saved_file\"]\n\n\
    The lines look like those of `cargo check --message-format=json`, and strict exercises get \
    clippy's lints too. Nothing is run or recorded. The exit code is 1 if there's an error."
)]
pub struct CheckJsonArgs {
    /// The exercise's file
    pub file: PathBuf,
}
