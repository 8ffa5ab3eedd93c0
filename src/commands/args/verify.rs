//! The arguments of `verify` and `merge-reports`, for CI and graders.

use std::path::PathBuf;

use clap::builder::{PathBufValueParser, TypedValueParser};
use clap::{ValueEnum, ValueHint};

use crate::commands::candidates;
use crate::engine::grading::originals::OriginalsSource;
use crate::model::partition::Partition;

/// Arguments of `verify`.
#[derive(Debug, Clone, clap::Args)]
#[command(after_help = "Examples:\n  \
    rustlings-like verify                              everything\n  \
    rustlings-like verify two_writers 'quiz_*'         some exercises\n  \
    rustlings-like verify --chapter 2 --chapter traits\n  \
    rustlings-like verify --changed origin/main        what a pull request touches\n  \
    rustlings-like verify --solutions                  the course's own solutions\n  \
    rustlings-like verify --format json > report.json\n  \
    rustlings-like verify --report junit=out.xml --report sarif=out.sarif\n  \
    rustlings-like verify --report github=-            annotations and a step summary\n  \
    rustlings-like verify --partition hash:1/4         a quarter, for a CI matrix\n  \
    rustlings-like verify --pristine                   with the built-in course's own tests\n  \
    rustlings-like verify --pristine --originals ../course --course handed-in/kim\n  \
    rustlings-like verify --pristine --originals ../course handed-in/*\n\n\
    An exercise whose tests were edited fails, and the report names those tests. With \
    --pristine, only the exercise's own code comes from the learner's folder, so edited tests, \
    info.toml, crates and cached results don't matter. docs/security.md says what can still \
    be faked. With --pristine and --originals, you can also name folders that learners handed \
    in, alone or beside exercises: each is graded, and the reports are about all of them.\n\n\
    The exit code is 1 if an exercise doesn't pass, and 4 if one couldn't be checked at all or \
    a report couldn't be written. docs/verify-formats.md describes the formats.")]
pub struct VerifyArgs {
    /// The exercises, or patterns with * and ? [default: all]; with --pristine --originals, also
    /// folders that learners handed in
    #[arg(add = candidates::exercises_and_folders())]
    pub names: Vec<String>,
    /// Check only this chapter, given by name or number; can be repeated
    #[arg(long, value_name = "NAME", add = candidates::chapters())]
    pub chapter: Vec<String>,
    /// Check only exercises whose file differs from a git revision, including new files
    #[arg(long, value_name = "REV", num_args = 0..=1, default_missing_value = "HEAD")]
    pub changed: Option<String>,
    /// Check only part M of N, divided by name (hash:M/N) or in turns (slice:M/N)
    #[arg(long, value_name = "hash:M/N")]
    pub partition: Option<Partition>,
    /// Check the solutions instead of your files
    #[arg(long)]
    pub solutions: bool,
    /// Start no more exercises once one has failed
    #[arg(long)]
    pub fail_fast: bool,
    /// Retry a failed run up to N times; if it passes then, it's reported as flaky
    #[arg(long, value_name = "N", default_value_t = 0, value_parser = clap::value_parser!(u32).range(..=100))]
    pub retries: u32,
    /// How many exercises, or learners, to check at once [default: the number of processors]
    #[arg(long, short, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    pub jobs: Option<u16>,
    /// The time limit for each run of a program, in seconds (an exercise's own limit wins)
    #[arg(long, value_name = "SECONDS", value_parser = clap::value_parser!(u64).range(1..=3600))]
    pub timeout: Option<u64>,
    /// Check everything again, even what hasn't changed
    #[arg(long)]
    pub no_cache: bool,
    /// Grade the learner's code with the exercises' original tests
    #[arg(long)]
    pub pristine: bool,
    /// The original course: its folder, or `built-in` for the one inside this program
    /// [default: built-in for that course, otherwise the learner's own copies]
    #[arg(long, value_name = "DIR", value_parser = originals(), value_hint = ValueHint::DirPath)]
    pub originals: Option<OriginalsSource>,
    /// Compile and run without the network, without your files, and with only a temporary
    /// folder to write to (Linux; docs/security.md says what this prevents)
    #[arg(long)]
    pub sandbox: bool,
    /// Compile every exercise separately: slower, with the same results
    #[arg(long)]
    pub no_batch: bool,
    /// Where the reports go.
    #[command(flatten)]
    pub reports: ReportArgs,
    /// Exit with 0 even if exercises failed, for graders that read the report instead
    #[arg(long)]
    pub exit_zero: bool,
}

pub(super) fn originals() -> impl TypedValueParser<Value = OriginalsSource> {
    PathBufValueParser::new().map(|path| match path.to_str() {
        Some("built-in") => OriginalsSource::BuiltIn,
        _ => OriginalsSource::Folder(path),
    })
}

/// Arguments of `merge-reports`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
    rustlings-like merge-reports part-*.json\n  \
    rustlings-like merge-reports part-*.json --report junit=all.xml --report github=-\n\n\
    Give it the files that `verify --report json=FILE` wrote. If they're parts of a \
    --partition, all parts must be there. The exit codes are those of `verify`.")]
pub struct MergeArgs {
    /// Reports that `verify --report json=FILE` wrote
    #[arg(required = true)]
    pub files: Vec<PathBuf>,
    /// Where the reports go.
    #[command(flatten)]
    pub reports: ReportArgs,
    /// Exit with 0 even if exercises failed
    #[arg(long)]
    pub exit_zero: bool,
}

/// Where reports go.
#[derive(Debug, Clone, clap::Args)]
pub struct ReportArgs {
    /// What to write to standard output [default: human]
    #[arg(long, value_enum, hide_possible_values = true)]
    pub format: Option<VerifyFormat>,
    /// Write a report to a file (- for standard output); can be repeated. Formats: human,
    /// json, ndjson, junit, sarif, github, gradescope, exercism, classroom50
    #[arg(long, value_name = "FORMAT=FILE", value_parser = parse_report_target)]
    pub report: Vec<ReportTarget>,
}

/// A report that was asked for, and where to write it.
#[derive(Debug, Clone)]
pub struct ReportTarget {
    /// The report's format.
    pub format: VerifyFormat,
    /// The file; `None` for standard output.
    pub file: Option<PathBuf>,
}

/// The formats of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum VerifyFormat {
    /// For people.
    Human,
    /// JSON with schema rustlings-like/verify/v1.
    Json,
    /// A line of JSON as each exercise ends.
    Ndjson,
    /// XML for nearly every CI system.
    Junit,
    /// For code scanning.
    Sarif,
    /// Annotations and a step summary for GitHub Actions.
    Github,
    /// Gradescope's results.json.
    Gradescope,
    /// The results.json of Exercism's test runners.
    Exercism,
    /// Classroom 50's result.json.
    Classroom50,
}

fn parse_report_target(text: &str) -> Result<ReportTarget, String> {
    let formats = || {
        let all = VerifyFormat::value_variants().iter();
        let names =
            all.filter_map(|format| Some(format.to_possible_value()?.get_name().to_owned()));
        format!("the formats are {}", names.collect::<Vec<_>>().join(", "))
    };
    let (name, file) = text
        .split_once('=')
        .filter(|(_, file)| !file.is_empty())
        .ok_or_else(|| format!("write it as FORMAT=FILE; {}", formats()))?;
    let format = VerifyFormat::from_str(name, false)
        .map_err(|_| format!("there is no format {name:?}; {}", formats()))?;
    Ok(ReportTarget {
        format,
        file: (file != "-").then(|| PathBuf::from(file)),
    })
}
