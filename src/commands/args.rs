//! The command line, as clap sees it.

use std::path::PathBuf;

use clap::builder::{PathBufValueParser, TypedValueParser};
use clap::{Parser, Subcommand, ValueEnum, ValueHint};
use clap_complete::Shell;

use crate::commands::candidates;
use crate::engine::originals::Asked;
use crate::model::partition::Partition;

/// Learn Rust at a terminal: exercises that are checked each time you save
#[derive(Debug, Parser)]
#[command(
    name = "rustlings-like",
    version = env!("RUSTLINGS_LIKE_VERSION"),
    max_term_width = 90,
    after_help = "Without a command, on a terminal, `watch` starts.\n\n\
        Examples:\n  \
        rustlings-like init my-course     a folder to learn in\n  \
        rustlings-like                    start, or go on, in the course of this folder\n  \
        rustlings-like verify             check everything, as CI does\n\n\
        Exit codes: 0 passed, 1 some exercise did not, 2 wrong usage,\n\
        3 the course is broken, 4 the machine or the toolchain failed."
)]
pub struct Args {
    /// The course's folder; otherwise the one that this folder lies in
    #[arg(long, global = true, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub course: Option<PathBuf>,
    /// When to write colours (auto follows NO_COLOR, CLICOLOR_FORCE, CLICOLOR and TERM=dumb)
    #[arg(long, global = true, value_enum, default_value_t = ColorChoice::Auto)]
    pub color: ColorChoice,
    /// Draw with ASCII characters only
    #[arg(long, global = true)]
    pub ascii: bool,
    /// What to do
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// When to write colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ColorChoice {
    /// On a terminal that has them.
    Auto,
    /// Also into files and pipes.
    Always,
    /// Not at all.
    Never,
}

/// The verbs.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Check the current exercise each time you save it
    Watch(WatchArgs),
    /// Check one exercise, or several, and show everything
    Run(RunArgs),
    /// List the exercises
    List(ListArgs),
    /// Show a hint; each further call shows a clearer one
    Hint(HintArgs),
    /// Draw what an error about ownership or borrowing means, in any program
    Explain(ExplainArgs),
    /// Print what the compiler says of one exercise as JSON, for rust-analyzer
    CheckJson(CheckJsonArgs),
    /// Put an exercise back to its start (a backup is kept)
    Reset(ResetArgs),
    /// Bring back what the last reset took away
    Undo,
    /// Show our solution of an exercise that you have passed
    Solution(SolutionArgs),
    /// Show how far you are: chapters, attempts, error codes met and beaten
    Progress(ProgressArgs),
    /// Write the built-in course into a folder
    Init(InitArgs),
    /// Check exercises and report, for CI
    Verify(VerifyArgs),
    /// Join the JSON reports of a CI matrix into one report of any format
    MergeReports(MergeArgs),
    /// See or remove the stored results of earlier checks
    Cache(CacheArgs),
    /// For authors of courses
    Dev(DevArgs),
    /// Print a script that completes commands in your shell
    Completions(CompletionsArgs),
    /// Print the manual page
    Man,
}

/// Arguments of `watch`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
    rustlings-like watch\n  \
    rustlings-like watch two_writers      start with this exercise\n  \
    rustlings-like watch --auto-next      go on by itself after a pass\n  \
    rustlings-like watch --poll           where saves are not noticed (network folders)\n\n\
    Without a terminal (or with TERM=dumb) it writes plain lines and reads the same keys\n\
    as lines from standard input; it ends with that input.")]
pub struct WatchArgs {
    /// The exercise to start with; the current one if not given
    #[arg(add = candidates::exercises())]
    pub name: Option<String>,
    /// Go to the next exercise by itself after a pass
    #[arg(long)]
    pub auto_next: bool,
    /// Look at the file again and again instead of waiting for notifications
    #[arg(long)]
    pub poll: bool,
}

/// Arguments of `run`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
    rustlings-like run                    the current exercise\n  \
    rustlings-like run two_writers        another one\n  \
    rustlings-like run two_writers 'quiz_*' --format json\n\n\
    Exit code 1 if one of them does not pass, 4 if one could not be checked at all.\n\
    docs/json.md describes the JSON.")]
pub struct RunArgs {
    /// The exercises, also as patterns with * and ?; the current one if none is given
    #[arg(value_name = "NAME", add = candidates::exercises())]
    pub names: Vec<String>,
    /// Check again even if nothing has changed
    #[arg(long)]
    pub no_cache: bool,
    /// How to report
    #[arg(long, value_enum, default_value_t = TextOrJson::Human)]
    pub format: TextOrJson,
}

/// How a command reports that has one form for people and one for programs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum TextOrJson {
    /// Text for people.
    Human,
    /// JSON for programs, with a schema name.
    Json,
}

/// Arguments of `progress`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
    rustlings-like progress\n  \
    rustlings-like progress --format json | jq '.done, .total'\n\n\
    docs/json.md describes the JSON.")]
pub struct ProgressArgs {
    /// How to report
    #[arg(long, value_enum, default_value_t = TextOrJson::Human)]
    pub format: TextOrJson,
}

/// Arguments of `list`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
    rustlings-like list                   interactive on a terminal, else a table\n  \
    rustlings-like list --format json | jq '.exercises[] | select(.done | not) | .name'")]
pub struct ListArgs {
    /// How to print it
    #[arg(long, value_enum)]
    pub format: Option<ListFormat>,
}

/// Forms of the list.
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
    /// The exercise; the current one if not given
    #[arg(add = candidates::exercises())]
    pub name: Option<String>,
    /// Which hint, from 1 (gentle) on; the next unseen one if not given
    #[arg(long, value_name = "N")]
    pub level: Option<usize>,
}

/// Arguments of `explain`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
    rustlings-like explain                the current exercise\n  \
    rustlings-like explain two_writers    another one\n  \
    rustlings-like explain src/main.rs    any file; no course is needed\n  \
    rustlings-like explain E0502          a code: its rule, an example and its repair\n  \
    rustlings-like explain --package      the whole cargo package of this folder\n  \
    cat src/main.rs | rustlings-like explain -\n  \
    cargo check --message-format=json | rustlings-like explain -")]
pub struct ExplainArgs {
    /// An exercise, a Rust file, an error code, or - for standard input: a program, or rustc's
    /// or cargo's JSON
    #[arg(add = candidates::explainable())]
    pub what: Option<String>,
    /// The whole cargo package of this folder, or of the file or folder named: runs
    /// `cargo check`, and with it build scripts, in a target folder of its own
    #[arg(long, conflicts_with = "edition")]
    pub package: bool,
    /// The edition of a file [default: the nearest Cargo.toml's, else 2024]
    #[arg(long, value_name = "YEAR")]
    pub edition: Option<String>,
    /// In sentences instead of a drawing, for screen readers
    #[arg(long)]
    pub plain: bool,
    /// Show rustc's own text as well
    #[arg(long)]
    pub rustc: bool,
    /// Draw every error, also those that say the same in another place
    #[arg(long)]
    pub all: bool,
    /// How many columns to use [default: the terminal's]
    #[arg(long, value_name = "COLUMNS", value_parser = clap::value_parser!(u16).range(20..=400))]
    pub width: Option<u16>,
    /// How to report
    #[arg(long, value_enum, default_value_t = ExplainFormat::Human)]
    pub format: ExplainFormat,
}

/// Arguments of `check-json`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Example (a setting of rust-analyzer, which `init` writes for some editors):\n  \
    \"rust-analyzer.check.overrideCommand\": [\"rustlings-like\", \"check-json\", \"$saved_file\"]\n\n\
    Lines are those of `cargo check --message-format=json`; strict exercises get clippy's lints\n\
    too. Nothing is run or recorded. Exit code 1 if there is an error among them."
)]
pub struct CheckJsonArgs {
    /// The exercise's file
    pub file: PathBuf,
}

/// Arguments of `reset`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
    rustlings-like reset two_writers\n  \
    rustlings-like reset --tests two_writers    only its tests; your code stays\n  \
    rustlings-like reset --all\n  \
    rustlings-like undo                   brings it back")]
pub struct ResetArgs {
    /// The exercise
    #[arg(required_unless_present = "all", conflicts_with = "all", add = candidates::exercises())]
    pub name: Option<String>,
    /// Every exercise of the course
    #[arg(long)]
    pub all: bool,
    /// Only the exercise's tests; your code stays
    #[arg(long, conflicts_with = "all")]
    pub tests: bool,
}

/// Arguments of `solution`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
    rustlings-like solution               of the current exercise\n  \
    rustlings-like solution two_writers --diff")]
pub struct SolutionArgs {
    /// The exercise; the current one if not given
    #[arg(add = candidates::exercises())]
    pub name: Option<String>,
    /// Show what differs between your file and the solution
    #[arg(long)]
    pub diff: bool,
}

/// Arguments of `init`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
    rustlings-like init                   into this folder, if it is empty\n  \
    rustlings-like init my-course && cd my-course && rustlings-like")]
pub struct InitArgs {
    /// The folder; this one if not given
    #[arg(value_hint = ValueHint::DirPath)]
    pub dir: Option<PathBuf>,
}

/// Arguments of `verify`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
    rustlings-like verify                              everything\n  \
    rustlings-like verify two_writers 'quiz_*'         some of it\n  \
    rustlings-like verify --chapter 2 --chapter traits\n  \
    rustlings-like verify --changed origin/main        what a pull request touches\n  \
    rustlings-like verify --solutions                  the course's own solutions\n  \
    rustlings-like verify --format json > report.json\n  \
    rustlings-like verify --report junit=out.xml --report sarif=out.sarif\n  \
    rustlings-like verify --report github=-            annotations and a step summary\n  \
    rustlings-like verify --partition hash:1/4         a quarter, for a CI matrix\n  \
    rustlings-like verify --pristine                   under the built-in course's own tests\n  \
    rustlings-like verify --pristine --originals ../course --course handed-in/kim\n\n\
    A pass with edited tests fails and names them. With --pristine it does not matter what a\n\
    learner made of tests, info.toml, crates and stored results: only the exercise's own code\n\
    is taken from the learner's folder. docs/security.md says what can still be faked.\n\n\
    Exit code 1 if some exercise does not pass, 4 if one could not be checked at all or a\n\
    report could not be written. The formats are described in docs/verify-formats.md.")]
pub struct VerifyArgs {
    /// The exercises, also as patterns with * and ?; all if none is given
    #[arg(add = candidates::exercises())]
    pub names: Vec<String>,
    /// Only this chapter, by its name or number; may be repeated
    #[arg(long, value_name = "NAME", add = candidates::chapters())]
    pub chapter: Vec<String>,
    /// Only exercises whose file differs from a git revision, new files included
    #[arg(long, value_name = "REV", num_args = 0..=1, default_missing_value = "HEAD")]
    pub changed: Option<String>,
    /// Only part M of N, divided by name (hash:M/N) or in turns (slice:M/N)
    #[arg(long, value_name = "hash:M/N")]
    pub partition: Option<Partition>,
    /// Check the solutions instead of your files
    #[arg(long)]
    pub solutions: bool,
    /// Begin no further exercise once one has failed
    #[arg(long)]
    pub fail_fast: bool,
    /// Try again up to N times where a run failed; a pass is then reported as flaky
    #[arg(long, value_name = "N", default_value_t = 0, value_parser = clap::value_parser!(u32).range(..=100))]
    pub retries: u32,
    /// How many exercises to check at once [default: the number of processors]
    #[arg(long, short, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    pub jobs: Option<u16>,
    /// Seconds that each run of a program may take (an exercise's own limit comes first)
    #[arg(long, value_name = "SECONDS", value_parser = clap::value_parser!(u64).range(1..=3600))]
    pub timeout: Option<u64>,
    /// Check again even what has not changed
    #[arg(long)]
    pub no_cache: bool,
    /// Grade the learner's code under the tests that the exercises came with
    #[arg(long)]
    pub pristine: bool,
    /// The course as it came: its folder, or built-in for the one that this program brings
    /// [default: built-in, if the course is that one, else the learner's own copies]
    #[arg(long, value_name = "DIR", value_parser = originals(), value_hint = ValueHint::DirPath)]
    pub originals: Option<Asked>,
    /// Compile and run without network, without your files, and with nothing to write to but a
    /// folder that goes away (Linux; docs/security.md says what is held off)
    #[arg(long)]
    pub sandbox: bool,
    /// Compile every exercise by itself: slower, with the same results
    #[arg(long)]
    pub no_batch: bool,
    /// Where the reports go.
    #[command(flatten)]
    pub reports: ReportArgs,
    /// End with 0 although exercises failed: for graders that read the report instead
    #[arg(long)]
    pub exit_zero: bool,
}

fn originals() -> impl TypedValueParser<Value = Asked> {
    PathBufValueParser::new().map(|path| match path.to_str() {
        Some("built-in") => Asked::BuiltIn,
        _ => Asked::Folder(path),
    })
}

/// Where reports go.
#[derive(Debug, clap::Args)]
pub struct ReportArgs {
    /// What to write on standard output [default: human]
    #[arg(long, value_enum, hide_possible_values = true)]
    pub format: Option<VerifyFormat>,
    /// Write a report into a file (- for standard output); may be repeated. Formats: human,
    /// json, ndjson, junit, sarif, github, gradescope, exercism, classroom50
    #[arg(long, value_name = "FORMAT=FILE", value_parser = report_to)]
    pub report: Vec<ReportTo>,
}

/// A report and its file.
#[derive(Debug, Clone)]
pub struct ReportTo {
    /// Its form.
    pub format: VerifyFormat,
    /// Where it goes; standard output without one.
    pub file: Option<PathBuf>,
}

fn report_to(text: &str) -> Result<ReportTo, String> {
    let formats = || {
        let all = VerifyFormat::value_variants().iter();
        let names =
            all.filter_map(|format| Some(format.to_possible_value()?.get_name().to_owned()));
        format!("the formats are {}", names.collect::<Vec<_>>().join(", "))
    };
    let (name, file) = text
        .split_once('=')
        .filter(|(_, file)| !file.is_empty())
        .ok_or_else(|| format!("it is of the form FORMAT=FILE; {}", formats()))?;
    let format = VerifyFormat::from_str(name, false)
        .map_err(|_| format!("there is no format {name:?}; {}", formats()))?;
    Ok(ReportTo {
        format,
        file: (file != "-").then(|| PathBuf::from(file)),
    })
}

/// Forms of an explanation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ExplainFormat {
    /// Drawings and words
    Human,
    /// What happened, as events
    Json,
}

/// Forms of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum VerifyFormat {
    /// For people.
    Human,
    /// JSON with schema rustlings-like/verify/v1.
    Json,
    /// A line of JSON as each exercise ends.
    Ndjson,
    /// XML for nearly every CI.
    Junit,
    /// For code scanning.
    Sarif,
    /// Annotations and a step summary of GitHub Actions.
    Github,
    /// Gradescope's results.json.
    Gradescope,
    /// The results.json of Exercism's test runners.
    Exercism,
    /// Classroom 50's result.json.
    Classroom50,
}

/// Arguments of `merge-reports`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
    rustlings-like merge-reports part-*.json\n  \
    rustlings-like merge-reports part-*.json --report junit=all.xml --report github=-\n\n\
    The files are what `verify --report json=FILE` wrote. Where they are parts of a\n\
    --partition, all of them must be there. Exit codes are those of `verify`.")]
pub struct MergeArgs {
    /// Reports of `verify --report json=FILE`
    #[arg(required = true)]
    pub files: Vec<PathBuf>,
    /// Where the reports go.
    #[command(flatten)]
    pub reports: ReportArgs,
    /// End with 0 although exercises failed
    #[arg(long)]
    pub exit_zero: bool,
}

/// Arguments of `cache`.
#[derive(Debug, clap::Args)]
pub struct CacheArgs {
    /// What to do
    #[command(subcommand)]
    pub command: CacheCommand,
}

/// What can be done with the cache.
#[derive(Debug, Subcommand)]
pub enum CacheCommand {
    /// Say how many results are stored, how large they are, and where the built-in course's
    /// crates lie
    #[command(after_help = "Example:\n  rustlings-like cache stats")]
    Stats,
    /// Remove stored results, or the crates that were built for the built-in course
    Clean(CacheCleanArgs),
}

/// Arguments of `cache clean`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
    rustlings-like cache clean\n  \
    rustlings-like cache clean --older-than 30\n  \
    rustlings-like cache clean --built-in others   what other versions have left behind\n\n\
    Without --built-in the stored results of this course are removed; what is checked next is\n\
    compiled again. With it they stay, and no course is needed. What a running program uses\n\
    is never removed. `cache stats` names the folders.")]
pub struct CacheCleanArgs {
    /// Only results that were stored more than DAYS days ago
    #[arg(long, value_name = "DAYS", conflicts_with = "built_in")]
    pub older_than: Option<u32>,
    /// Remove the copies of the built-in course that `verify --pristine` has made, with their
    /// crates: those of other versions of this program, or all
    #[arg(
        long,
        value_enum,
        value_name = "others|all",
        hide_possible_values = true
    )]
    pub built_in: Option<WhichVersions>,
}

/// Versions of the built-in course.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum WhichVersions {
    /// Those that this program does not use.
    Others,
    /// This program's as well, whose crates must then be fetched and built again.
    All,
}

/// Arguments of `dev`.
#[derive(Debug, clap::Args)]
pub struct DevArgs {
    /// What to do
    #[command(subcommand)]
    pub command: DevCommand,
}

/// The authors' verbs.
#[derive(Debug, Subcommand)]
pub enum DevCommand {
    /// Prove that every starter fails as it says, every solution passes, nothing is missing
    #[command(after_help = "Examples:\n  \
        rustlings-like dev check --course path/to/course\n  \
        rustlings-like dev check --format json | jq '.findings[]'\n\n\
        Prints ALL findings as file:line: message, errors first, the same advice once.\n\
        Exit code 1 if there are errors; advice alone fails with --strict only.\n\
        docs/json.md describes the JSON.")]
    Check(DevCheckArgs),
    /// Make the files of a new exercise: starter, solution, wrong repair, manifest entry
    #[command(after_help = "Example:\n  \
        rustlings-like dev new two_writers --dir 02_borrowing\n\n\
        `dev check` then lists what is still to be filled in.")]
    New(DevNewArgs),
    /// Print what the course teaches as a page of Markdown
    #[command(after_help = "Example:\n  \
        rustlings-like dev curriculum > docs/curriculum.md")]
    Curriculum,
    /// Fix the versions of the course's crates in its lock file
    #[command(after_help = "Examples:\n  \
        rustlings-like dev lock               versions that fit stay\n  \
        rustlings-like dev lock --newest      the newest that the course allows\n\n\
        Writes exercises/Cargo.lock for the [dependencies] of info.toml, and Cargo.lock where\n\
        the course has a Cargo.toml of its own. Learners then build the same versions.")]
    Lock(DevLockArgs),
    /// Print the type of every variable of an exercise or solution, as the compiler has it
    #[command(hide = true)]
    Types(DevTypesArgs),
}

/// Arguments of `dev types`.
#[derive(Debug, clap::Args)]
pub struct DevTypesArgs {
    /// The file of an exercise or of its solution
    #[arg(value_hint = ValueHint::FilePath)]
    pub file: PathBuf,
    /// Seconds that each compile may take
    #[arg(long, value_name = "SECONDS", value_parser = clap::value_parser!(u64).range(1..=3600))]
    pub timeout: Option<u64>,
    /// Compile in the sandbox
    #[arg(long)]
    pub sandbox: bool,
}

/// Arguments of `dev lock`.
#[derive(Debug, clap::Args)]
pub struct DevLockArgs {
    /// Take the newest versions that the course allows
    #[arg(long)]
    pub newest: bool,
}

/// Arguments of `dev new`.
#[derive(Debug, clap::Args)]
pub struct DevNewArgs {
    /// The new exercise's name
    pub name: String,
    /// Its chapter: a folder below exercises/
    #[arg(long, value_name = "CHAPTER", add = candidates::chapters())]
    pub dir: String,
}

/// Arguments of `dev check`.
#[derive(Debug, clap::Args)]
pub struct DevCheckArgs {
    /// How many files to check at once [default: the number of processors]
    #[arg(long, short, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    pub jobs: Option<u16>,
    /// Let advice fail too: exit code 1
    #[arg(long)]
    pub strict: bool,
    /// How to report
    #[arg(long, value_enum, default_value_t = TextOrJson::Human)]
    pub format: TextOrJson,
}

/// Arguments of `completions`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
    rustlings-like completions bash > ~/.local/share/bash-completion/completions/rustlings-like\n  \
    rustlings-like completions zsh > ~/.zfunc/_rustlings-like\n  \
    rustlings-like completions fish > ~/.config/fish/completions/rustlings-like.fish\n\n\
    The script asks this program, so it completes the names of a course's exercises and\n\
    chapters too. To try it in an open bash: source <(rustlings-like completions bash)")]
pub struct CompletionsArgs {
    /// The shell
    #[arg(value_enum)]
    pub shell: Shell,
}
