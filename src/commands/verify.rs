//! `verify`: exact verdicts for CI.

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use anyhow::Result;

use crate::commands::args::VerifyArgs;
use crate::commands::bar::Bars;
use crate::commands::choose::{ChosenExercises, choose, path};
use crate::commands::context::Context;
use crate::commands::grade::{self, GradedCourse};
use crate::commands::reports::{self, Finished, Reports};
use crate::commands::{hand_ins, verify_many};
use crate::engine::cache::Cache;
use crate::engine::check::{CheckRequest, Checker};
use crate::engine::process::Cancel;
use crate::engine::verify::{self, ExerciseResult, Plan};
use crate::engine::{embedded, files, git, ignored};
use crate::exit;
use crate::model::course::Exercise;
use crate::model::verify_report::{ExerciseEntry, RunFacts, VerifyReport, WhyNotRun};
use crate::view::report::entry::{self, CheckedExercise};
use crate::view::text::safe;

/// Runs the command.
pub fn run(args: &VerifyArgs, context: &mut Context) -> Result<u8> {
    if let Some(hand_ins) = hand_ins::find(args, context)? {
        return verify_many::run(hand_ins, context);
    }
    let graded = grade::prepare(args, context)?;
    let chosen = choose(&graded.opened, args, graded.sources())?;
    if args.solutions {
        refuse_without_solutions(&graded)?;
    }
    let reports = Reports::prepare(&args.reports, graded.sources())?;
    let bars = Bars::new();
    let checker = checker(args, &graded, &reports, &bars)?;
    let bar = bars.items(runnable(args, &chosen.exercises).len());
    let each = |entry: &ExerciseEntry| {
        reports.exercise_ended(None, entry);
        bar.set_message(safe(&entry.name, false));
        bar.inc(1);
    };
    let report = check(args, &checker, &graded, &chosen, &reports, &each);
    bar.finish_and_clear();
    reports.finish(Finished::One(&report), context)?;
    let without_clippy = report
        .exercises
        .iter()
        .find_map(|e| e.without_clippy.as_deref());
    for note in without_clippy.into_iter().chain(graded.what_is_unknown()) {
        context.warn(note);
    }
    if let Some(note) = graded.note_on_versions(&report) {
        context.warn(note);
    }
    let exercises = chosen.exercises.iter().map(|(_, exercise)| *exercise);
    if let Some(note) = ignored::note(&graded.opened.dir, graded.sources(), exercises) {
        context.warn(&note);
    }
    Ok(reports::code(report.verdict(), args.exit_zero))
}

/// What checks the exercises.
///
/// # Errors
/// The machine has no sandbox, or no toolchain and only people to tell.
pub fn checker(
    args: &VerifyArgs,
    graded: &GradedCourse,
    reports: &Reports,
    bars: &Bars,
) -> Result<Checker> {
    let mut checker = graded.opened.checker()?.grading(graded.grading.clone());
    if args.sandbox {
        checker = checker.in_sandbox().map_err(no_sandbox)?;
        checker = checker.keeping_grades(Cache::of_grades());
    }
    if let (true, Err(message)) = (reports.are_for_people(), checker.toolchain()) {
        // One message instead of one for each exercise. Programs get the report that they wait for.
        return Err(exit::error(exit::MACHINE, message));
    }
    checker.listen_to_crates(bars.crates());
    Ok(checker)
}

/// Checks the chosen exercises of one learner. `each` gets every entry as it comes, in any order.
pub fn check(
    args: &VerifyArgs,
    checker: &Checker,
    graded: &GradedCourse,
    chosen: &ChosenExercises,
    reports: &Reports,
    each: &(dyn Fn(&ExerciseEntry) + Sync),
) -> VerifyReport {
    let begin = Instant::now();
    let started = reports::now();
    let all = &chosen.exercises;
    let entries = Mutex::new(vec![None; all.len()]);
    let places = runnable(args, all);
    let exercises: Vec<&Exercise> = places.iter().map(|index| all[*index].1).collect();
    let keep = |place: usize, result: ExerciseResult| {
        let index = places[place];
        let entry = describe(all[index], &result);
        each(&entry);
        let mut entries = entries.lock().unwrap_or_else(PoisonError::into_inner);
        entries[index] = Some(entry);
    };
    verify::verify_as_planned(checker, &exercises, plan(args), &Cancel::default(), &keep);
    let run = RunFacts {
        course: graded.opened.dir.course.id.clone(),
        // People read the course's own paths, for which we needn't start git.
        root: if reports.are_for_people() {
            String::new()
        } else {
            git::folder_in_repository(graded.sources())
        },
        tool: env!("CARGO_PKG_VERSION").to_owned(),
        chosen: chosen.digest.clone(),
        started,
        duration_ms: files::milliseconds(begin.elapsed()),
        partition: args.partition,
        pristine: args.pristine,
        originals: Some(graded.grading.originals.origin.clone()),
        missing: graded.missing.clone(),
    };
    let entries = entries.into_inner().unwrap_or_else(PoisonError::into_inner);
    report(args, run, all, entries)
}

/// The positions, among the chosen exercises, of those that can run.
fn runnable(args: &VerifyArgs, chosen: &[(usize, &Exercise)]) -> Vec<usize> {
    let can_run = |index: &usize| why_not(args, chosen[*index].1) != WhyNotRun::NeedsNetwork;
    (0..chosen.len()).filter(can_run).collect()
}

fn plan(args: &VerifyArgs) -> Plan {
    Plan {
        request: CheckRequest {
            solution: args.solutions,
            use_cache: !args.no_cache,
            together: !args.no_batch,
            time: args.timeout.map(Duration::from_secs),
            ..CheckRequest::default()
        },
        jobs: args.jobs.map_or_else(verify::default_jobs, usize::from),
        retries: args.retries,
        fail_fast: args.fail_fast,
    }
}

/// What is reported of an exercise that has ended.
fn describe((position, exercise): (usize, &Exercise), result: &ExerciseResult) -> ExerciseEntry {
    let last = &result.last;
    entry::entry(&CheckedExercise {
        exercise,
        position,
        report: &last.report,
        earlier: &result.earlier,
        source: &last.grade.tests,
        score: last.grade.score,
    })
}

/// Why an exercise is not run, if it is not.
fn why_not(args: &VerifyArgs, exercise: &Exercise) -> WhyNotRun {
    if args.sandbox && exercise.network {
        WhyNotRun::NeedsNetwork
    } else {
        WhyNotRun::FirstFailure
    }
}

/// Refuses `--solutions` in a course without solutions, instead of failing each exercise.
fn refuse_without_solutions(graded: &GradedCourse) -> Result<()> {
    let mut exercises = graded.opened.dir.course.exercises.iter();
    let sources = graded.sources();
    let has_one =
        |exercise: &Exercise| embedded::is_more_than_stub(&sources.join(exercise.solution_path()));
    if exercises.any(has_one) {
        return Ok(());
    }
    let message = "this course has no solutions; `rustlings-like verify` checks its exercises";
    Err(exit::error(exit::COURSE, message))
}

/// The error of a machine without a sandbox.
pub fn no_sandbox(missing: String) -> anyhow::Error {
    let message = format!("this machine has no sandbox: {missing}; nothing was run");
    exit::error(exit::MACHINE, message)
}

fn report(
    args: &VerifyArgs,
    run: RunFacts,
    chosen: &[(usize, &Exercise)],
    entries: Vec<Option<ExerciseEntry>>,
) -> VerifyReport {
    let left_out = chosen.iter().zip(&entries).filter(|(_, e)| e.is_none());
    let not_run = left_out.map(|((position, exercise), _)| {
        let path = path(exercise, args.solutions);
        entry::not_run(exercise, *position, path, why_not(args, exercise))
    });
    let not_run = not_run.collect();
    VerifyReport::new(run, entries.into_iter().flatten().collect(), not_run)
}
