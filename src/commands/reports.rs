//! Writes the reports of `verify` and `merge-reports` to standard output and files.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use anyhow::Result;
use clap::ValueEnum as _;

use crate::commands::args::{ReportArgs, ReportTarget, VerifyFormat};
use crate::commands::context::{Context, is_closed_pipe};
use crate::engine::parallel::lock;
use crate::engine::{files, git};
use crate::exit;
use crate::model::many_report::{LearnerEntry, ManyReport};
use crate::model::timestamp;
use crate::model::verdict::Verdict;
use crate::model::verify_report::{ExerciseEntry, VerifyReport};
use crate::view::report::classroom50::{self, Submission};
use crate::view::report::{exercism, github, gradescope, human, json, junit, many, sarif};
use crate::view::theme::Theme;

/// The variable that names the file GitHub shows as a step's summary.
const SUMMARY: &str = "GITHUB_STEP_SUMMARY";

/// All the reports to write.
pub struct Reports {
    stdout: VerifyFormat,
    files: Vec<(VerifyFormat, PathBuf)>,
    submission: Submission,
    /// The `ndjson` reports, which are written while the checks run.
    streams: Vec<Mutex<ReportStream>>,
    /// Why a line for people couldn't be printed while the checks ran.
    not_printed: Mutex<Option<anyhow::Error>>,
}

/// A report to write.
#[derive(Clone, Copy)]
pub enum Finished<'a> {
    /// About one learner.
    One(&'a VerifyReport),
    /// About many.
    Many(&'a ManyReport),
}

/// A report that's written line by line.
struct ReportStream {
    /// `None` for standard output.
    path: Option<PathBuf>,
    out: Box<dyn Write + Send>,
    result: io::Result<()>,
}

impl Reports {
    /// Finds everything that could go wrong before the checks start.
    ///
    /// # Errors
    /// Two reports go to the same place, or the environment lacks what a format needs (exit
    /// code 2); or a file can't be opened (exit code 4).
    pub fn prepare(args: &ReportArgs, root: &Path) -> Result<Self> {
        Self::prepare_with(args, &[root])
    }

    /// The same for many learners, whose folders these are.
    ///
    /// # Errors
    /// A format is about a single learner (exit code 2), and those of [`Self::prepare`].
    pub fn prepare_for_many(args: &ReportArgs, folders: &[&Path]) -> Result<Self> {
        let asked = args.report.iter().map(|to| to.format).chain(args.format);
        if let Some(format) = asked.into_iter().find(|format| !is_for_many(*format)) {
            let name = format.to_possible_value();
            let name = name.as_ref().map_or("", |value| value.get_name());
            let message = format!(
                "the format {name} is about one learner, so it can't report on folders that were \
                 handed in; the formats that can are human, json, ndjson and junit"
            );
            return Err(exit::error(exit::USAGE, message));
        }
        Self::prepare_with(args, folders)
    }

    fn prepare_with(args: &ReportArgs, folders: &[&Path]) -> Result<Self> {
        let mut reports = Self {
            stdout: stdout_format(args)?,
            files: Vec::new(),
            submission: Submission::default(),
            streams: Vec::new(),
            not_printed: Mutex::default(),
        };
        for ReportTarget { format, file } in &args.report {
            if let Some(file) = file {
                refuse_links(file, folders)?;
                if reports.files.iter().any(|(_, other)| is_same(other, file)) {
                    let message = format!("two reports can't go to {}", file.display());
                    return Err(exit::error(exit::USAGE, message));
                }
                reports.files.push((*format, file.clone()));
            }
        }
        if reports.has(VerifyFormat::Classroom50) {
            let root = folders.first().copied().unwrap_or(Path::new("."));
            reports.submission = submission(root)?;
        }
        reports.open_streams()?;
        Ok(reports)
    }

    /// Whether only people read the reports.
    pub fn are_for_people(&self) -> bool {
        let human = |format| format == VerifyFormat::Human;
        human(self.stdout)
            && self.streams.is_empty()
            && self.files.iter().all(|(format, _)| human(*format))
    }

    fn has(&self, format: VerifyFormat) -> bool {
        self.stdout == format || self.files.iter().any(|(asked, _)| *asked == format)
    }

    fn open_streams(&mut self) -> Result<()> {
        if self.stdout == VerifyFormat::Ndjson {
            self.streams.push(ReportStream::new(None, io::stdout()));
        }
        let is_stream = |(format, _): &(VerifyFormat, PathBuf)| *format == VerifyFormat::Ndjson;
        for (_, path) in self.files.iter().filter(|file| is_stream(file)) {
            let file = create(path).map_err(|error| cannot_write(path, &error))?;
            self.streams
                .push(ReportStream::new(Some(path.clone()), file));
        }
        self.files.retain(|file| !is_stream(file));
        Ok(())
    }

    /// Adds an exercise that has ended to the streams. `learner` is given if there are many.
    pub fn exercise_ended(&self, learner: Option<&str>, entry: &ExerciseEntry) {
        if !self.streams.is_empty() {
            self.stream(&json::exercise_line(learner, entry));
        }
    }

    /// Adds a learner who has ended to the streams, and tells people.
    pub fn learner_ended(&self, learner: &LearnerEntry, context: &mut Context) {
        self.stream(&json::learner_end_line(learner));
        if self.stdout == VerifyFormat::Human {
            let line = many::line(learner, context.theme);
            let printed = writeln!(context.out, "{line}").and_then(|()| context.out.flush());
            let printed = context.ignore_closed_pipe(printed.map_err(Into::into));
            if let Err(error) = printed {
                lock(&self.not_printed).get_or_insert(error);
            }
        }
    }

    fn stream(&self, line: &str) {
        for stream in &self.streams {
            lock(stream).write(line);
        }
    }

    /// Writes all reports, even if one of them fails.
    ///
    /// # Errors
    /// A report can't be written: the first such error, with its path and exit code 4.
    pub fn finish(self, report: Finished, context: &mut Context) -> Result<()> {
        self.stream(&match report {
            Finished::One(report) => json::end_line(report),
            Finished::Many(report) => json::many_end_line(report),
        });
        let mut problems: Vec<anyhow::Error> = lock(&self.not_printed).take().into_iter().collect();
        for (format, path) in &self.files {
            let text = self.render(*format, report, context.theme.without_color())?;
            if let Err(error) = write(path, text.as_bytes()) {
                problems.push(cannot_write(path, &error));
            }
        }
        if let (Finished::One(report), true) = (report, self.has(VerifyFormat::Github)) {
            problems.extend(append_summary(report).err());
        }
        if self.stdout != VerifyFormat::Ndjson {
            let mut text = match report {
                // The learners' lines are there already.
                Finished::Many(report) if self.stdout == VerifyFormat::Human => {
                    many::summary(report, context.theme)
                }
                _ => self.render(self.stdout, report, context.theme)?,
            };
            if self.stdout == VerifyFormat::Human {
                text = context.with_links(&text);
            }
            let printed = write!(context.out, "{text}").and_then(|()| context.out.flush());
            problems.extend(
                context
                    .ignore_closed_pipe(printed.map_err(Into::into))
                    .err(),
            );
        }
        problems.extend(
            self.streams
                .into_iter()
                .filter_map(ReportStream::into_problem),
        );
        let mut problems = problems.into_iter();
        let first = problems.next();
        for further in problems {
            context.warn(&files::reasons(&further));
        }
        first.map_or(Ok(()), Err)
    }

    fn render(&self, format: VerifyFormat, report: Finished, theme: Theme) -> Result<String> {
        let report = match report {
            Finished::One(report) => report,
            Finished::Many(report) => {
                return Ok(match format {
                    VerifyFormat::Junit => junit::many(report),
                    VerifyFormat::Human => many::document(report, theme),
                    _ => json::document(report),
                });
            }
        };
        Ok(match format {
            VerifyFormat::Human => human::document(report, theme),
            VerifyFormat::Json => json::document(report),
            VerifyFormat::Ndjson => json::lines(report),
            VerifyFormat::Junit => junit::document(report),
            VerifyFormat::Sarif => sarif::document(report),
            VerifyFormat::Github => github::commands(report, &random_token()?),
            VerifyFormat::Gradescope => gradescope::document(report),
            VerifyFormat::Exercism => exercism::document(report),
            VerifyFormat::Classroom50 => classroom50::document(report, &self.submission),
        })
    }
}

impl ReportStream {
    fn new(path: Option<PathBuf>, out: impl Write + Send + 'static) -> Mutex<Self> {
        Mutex::new(Self {
            path,
            out: Box::new(out),
            result: Ok(()),
        })
    }

    fn write(&mut self, line: &str) {
        if self.result.is_ok() {
            let written = self.out.write_all(line.as_bytes());
            self.result = written.and_then(|()| self.out.flush());
        }
    }

    fn into_problem(stream: Mutex<Self>) -> Option<anyhow::Error> {
        let stream = stream.into_inner().unwrap_or_else(PoisonError::into_inner);
        let error = stream.result.err()?;
        match &stream.path {
            Some(path) => Some(cannot_write(path, &error)),
            None => Some(anyhow::Error::new(error)).filter(|error| !is_closed_pipe(error)),
        }
    }
}

/// The format for standard output: from `--format`, or from `--report FORMAT=-`.
fn stdout_format(args: &ReportArgs) -> Result<VerifyFormat> {
    let to_stdout = args.report.iter().filter(|to| to.file.is_none());
    let asked: Vec<VerifyFormat> = args
        .format
        .into_iter()
        .chain(to_stdout.map(|to| to.format))
        .collect();
    match asked[..] {
        [] => Ok(VerifyFormat::Human),
        [format] => Ok(format),
        _ => Err(exit::error(
            exit::USAGE,
            "only one report can go to standard output; name files for the others",
        )),
    }
}

/// Whether a format has room for many learners.
fn is_for_many(format: VerifyFormat) -> bool {
    match format {
        VerifyFormat::Human | VerifyFormat::Json | VerifyFormat::Ndjson | VerifyFormat::Junit => {
            true
        }
        VerifyFormat::Sarif
        | VerifyFormat::Github
        | VerifyFormat::Gradescope
        | VerifyFormat::Exercism
        | VerifyFormat::Classroom50 => false,
    }
}

/// The exit code for a report's verdict.
pub fn code(verdict: Verdict, exit_zero: bool) -> u8 {
    match verdict {
        Verdict::Error => exit::MACHINE,
        Verdict::Fail if !exit_zero => exit::FAILED,
        Verdict::Fail | Verdict::Pass => exit::PASSED,
    }
}

/// The current time in RFC 3339.
pub fn now() -> String {
    timestamp::to_rfc3339(files::now())
}

fn absolute(path: &Path) -> PathBuf {
    std::path::absolute(path).unwrap_or_else(|_| path.to_owned())
}

fn is_same(one: &Path, other: &Path) -> bool {
    absolute(one) == absolute(other)
}

/// Refuses a report's path that a learner has bent: what lies below these folders, or below the
/// current one, is often the learner's, and a link there would lead us to any file of ours.
fn refuse_links(path: &Path, folders: &[&Path]) -> Result<()> {
    let path = absolute(path);
    let here = std::env::current_dir().ok();
    let folders = folders.iter().map(|folder| absolute(folder));
    let theirs: Vec<PathBuf> = here.into_iter().chain(folders).collect();
    let is_theirs = |part: &&Path| {
        let mut theirs = theirs.iter();
        theirs.any(|folder| part.starts_with(folder) && part != folder)
    };
    let is_link = |part: &&Path| fs::symlink_metadata(part).is_ok_and(|found| found.is_symlink());
    let mut parts = path.ancestors().filter(is_theirs);
    match parts.find(is_link) {
        Some(link) => Err(exit::error(
            exit::MACHINE,
            format!(
                "the report {} can't be written: {} is a link; remove it, or name another file",
                path.display(),
                link.display()
            ),
        )),
        None => Ok(()),
    }
}

/// Writes a file whole or not at all. Pipes and devices are written to, never replaced.
fn write(path: &Path, content: &[u8]) -> io::Result<()> {
    let found = fs::metadata(path).ok();
    let is_special = found.is_some_and(|found| !found.is_file() && !found.is_dir());
    if is_special || path.starts_with("/dev") {
        let mut file = OpenOptions::new().append(true).open(path)?;
        return file.write_all(content);
    }
    files::write_atomic(path, content)
}

fn create(path: &Path) -> io::Result<File> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    File::create(path)
}

fn cannot_write(path: &Path, error: &io::Error) -> anyhow::Error {
    let why = files::reason(error);
    let message = format!("the report {} can't be written: {why}", path.display());
    exit::error(exit::MACHINE, message)
}

/// Appends to the step's summary, since other commands of the step may have written there too.
fn append_summary(report: &VerifyReport) -> Result<()> {
    let Some(path) = variable(SUMMARY) else {
        return Ok(());
    };
    let path = Path::new(&path);
    let file = OpenOptions::new().append(true).create(true).open(path);
    let written = file.and_then(|mut file| file.write_all(github::summary(report).as_bytes()));
    written.map_err(|error| cannot_write(path, &error))
}

/// 128 random bits in hexadecimal, which a learner's program can't guess.
fn random_token() -> Result<String> {
    let mut bytes = [0_u8; 16];
    getrandom::fill(&mut bytes).map_err(|error| {
        exit::error(
            exit::MACHINE,
            format!("the system provides no random numbers: {error}"),
        )
    })?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

fn submission(root: &Path) -> Result<Submission> {
    let mut values = Vec::new();
    let mut problems = Vec::new();
    for (key, names) in classroom50::VARIABLES {
        let value = names.iter().find_map(|name| Some((name, variable(name)?)));
        match value {
            None => problems.push(format!("{} is not set", names.join(" or "))),
            Some((name, value)) => {
                let problem = classroom50::problem(key, &value);
                problems.extend(problem.map(|problem| format!("{name} {problem}: {value:?}")));
                values.push(value);
            }
        }
    }
    if !problems.is_empty() {
        let problems = problems.join(", ");
        let message = format!("the format classroom50 is for Classroom 50's runner: {problems}");
        return Err(exit::error(exit::USAGE, message));
    }
    let datetime = git::commit_time(root).ok_or_else(|| {
        let message = "the format classroom50 needs the commit's time: is this a git clone?";
        exit::error(exit::MACHINE, message)
    })?;
    Ok(Submission {
        values,
        datetime: timestamp::to_rfc3339(u64::try_from(datetime).unwrap_or_default()),
        graded_at: now(),
        submitted_by: submitted_by(),
    })
}

fn submitted_by() -> Option<(String, u64)> {
    let id = variable("GITHUB_ACTOR_ID")?.parse().ok()?;
    Some((variable("GITHUB_ACTOR")?, id))
}
