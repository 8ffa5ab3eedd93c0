//! `run`: check one exercise, or several, and show everything.

use anyhow::Result;

use crate::commands::args::{RunArgs, TextOrJson};
use crate::commands::bar::Bars;
use crate::commands::choose;
use crate::commands::context::{Context, OpenCourse};
use crate::engine::check::{CheckRequest, Checker, GradedReport};
use crate::engine::process::Cancel;
use crate::engine::{editors, embedded, files, ignored, starters};
use crate::exit;
use crate::lens::explanations::Explanations;
use crate::model::check_report::CheckReport;
use crate::model::course::Exercise;
use crate::model::journal::JournalEvent;
use crate::model::progress::{Progress, ProgressChange};
use crate::model::verdict::Verdict;
use crate::model::verify_report::ExerciseEntry;
use crate::view::report::entry::{self, CheckedExercise};
use crate::view::report::{human, run_json};

/// Runs the command.
pub fn run(args: &RunArgs, context: &mut Context) -> Result<u8> {
    let opened = context.open()?;
    starters::keep_pristine(&opened.dir);
    let exercises = choose::in_order(&opened, &args.names)?;
    let request = CheckRequest {
        use_cache: !args.no_cache,
        ..CheckRequest::default()
    };
    let checker = opened.checker()?;
    let needs_crates = |exercise: &&Exercise| checker.needs_crates(exercise, request);
    editors::follow(checker.dir(), exercises.iter().any(needs_crates));
    checker.listen_to_crates(Bars::new().crates());
    let journal = opened.journal();
    let (mut verdicts, mut entries) = (Vec::new(), Vec::new());
    let (mut note, mut has_warnings) = (None, false);
    for (place, exercise) in exercises.iter().enumerate() {
        let graded = checker.check(exercise, request, &Cancel::default());
        let Some(graded) = graded else {
            return Ok(exit::MACHINE);
        };
        let report = &graded.report;
        journal.record(JournalEvent::checked(&exercise.name, report));
        let progress = record(&opened, exercise, report, context);
        verdicts.push(report.verdict());
        note = note.or_else(|| report.note_without_clippy());
        has_warnings |= report.passed() && !report.diagnostics.is_empty();
        match args.format {
            TextOrJson::Json => entries.push(describe(&opened, exercise, &graded)),
            TextOrJson::Human => {
                let mut lines = human::full(
                    report,
                    &explain(&progress, &checker, exercise, report),
                    context.width,
                    context.theme,
                );
                if place > 0 {
                    lines.insert(0, String::new());
                }
                let printed = context.lines(&lines);
                context.ignore_closed_pipe(printed)?;
            }
        }
    }
    let course = opened.dir.course.id.as_deref();
    let end = match args.format {
        TextOrJson::Json => run_json::document(course, &entries),
        TextOrJson::Human => human::count_passes(&verdicts, context.theme),
    };
    let printed = write!(context.out, "{end}").map_err(Into::into);
    context.ignore_closed_pipe(printed)?;
    let dir = &opened.dir;
    let ignored = ignored::note(dir, &dir.root, exercises.iter().copied());
    let unknown = dir.course.format.what_is_unknown();
    let unknown = unknown.filter(|_| has_warnings).map(str::to_owned);
    for note in ignored.into_iter().chain(note).chain(unknown) {
        context.warn(&note);
    }
    Ok(code(&verdicts))
}

/// Keeps what a check has found in the learner's progress, which it returns.
fn record(
    opened: &OpenCourse,
    exercise: &Exercise,
    report: &CheckReport,
    context: &Context,
) -> Progress {
    let change = ProgressChange::Checked {
        name: exercise.name.clone(),
        passed: report.passed(),
        codes: report.error_codes(),
        version: report.version.clone(),
        now: files::now(),
    };
    let changes = if report.is_attempt() {
        vec![change]
    } else {
        Vec::new()
    };
    let applied = opened.store.apply(&opened.dir.course, &changes);
    let progress = applied.unwrap_or_else(|error| {
        context.warn(&files::reasons(&error));
        opened.progress.clone()
    });
    if report.passed()
        && let Err(error) = embedded::unseal(&opened.dir.root, exercise)
    {
        context.warn(&format!(
            "the solution could not be opened: {}",
            files::reason(&error)
        ));
    }
    progress
}

/// What the lens says of a check's errors, with repairs that work; in code only for a learner who
/// has tried enough.
fn explain(
    progress: &Progress,
    checker: &Checker,
    exercise: &Exercise,
    report: &CheckReport,
) -> Explanations {
    let explained = checker.explain(exercise, report, &Cancel::default());
    let mut explanations = explained.unwrap_or_else(|| Explanations::at_once(report));
    explanations.withhold_lines(!progress.has_tried_enough(&exercise.name));
    explanations
}

/// The entry that `verify` would report.
fn describe(opened: &OpenCourse, exercise: &Exercise, graded: &GradedReport) -> ExerciseEntry {
    let position = opened.dir.course.position(&exercise.name);
    entry::entry(&CheckedExercise {
        exercise,
        position: position.map_or(0, |index| index + 1),
        report: &graded.report,
        earlier: &[],
        source: &graded.grade.tests,
        score: graded.grade.score,
    })
}

/// The exit code of all verdicts: that of the worst.
fn code(verdicts: &[Verdict]) -> u8 {
    if verdicts.contains(&Verdict::Error) {
        exit::MACHINE
    } else if verdicts.contains(&Verdict::Fail) {
        exit::FAILED
    } else {
        exit::PASSED
    }
}
