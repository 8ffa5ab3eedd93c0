//! `verify`: exact verdicts for CI.

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use anyhow::Result;

use crate::commands::args::VerifyArgs;
use crate::commands::bar::Bars;
use crate::commands::choose::{choose, path};
use crate::commands::context::{Context, Opened};
use crate::commands::reports::{self, Reports};
use crate::engine::check::Request;
use crate::engine::process::Cancel;
use crate::engine::verify::{self, Checked, Plan};
use crate::engine::{files, git, starters};
use crate::exit;
use crate::model::course::Exercise;
use crate::model::credit;
use crate::model::verify_report::{Entry, RunFacts, VerifyReport, WhyNotRun};
use crate::view::report::entry::{self, Facts};

/// Runs the command.
pub fn run(args: &VerifyArgs, context: &mut Context) -> Result<u8> {
    let opened = context.open()?;
    let chosen = choose(&opened, args)?;
    let reports = Reports::prepare(&args.reports, &opened.dir.root)?;
    let mut report = check(args, &opened, &chosen.exercises, &reports)?;
    report.run.chosen = chosen.digest;
    reports.finish(&report, context)?;
    Ok(reports::code(&report, args.exit_zero))
}

fn check(
    args: &VerifyArgs,
    opened: &Opened,
    chosen: &[(usize, &Exercise)],
    reports: &Reports,
) -> Result<VerifyReport> {
    let begin = Instant::now();
    let started = reports::now();
    let mut checker = opened.checker()?;
    if args.sandbox {
        checker = checker.in_sandbox().map_err(no_sandbox)?;
    }
    // One message instead of one an exercise.
    checker
        .toolchain()
        .map_err(|message| exit::error(exit::MACHINE, message))?;
    let bars = Bars::new();
    checker.listen_to_crates(bars.crates());
    let entries = Mutex::new(vec![None; chosen.len()]);
    let can_run = |index: &usize| why_not(args, chosen[*index].1) != WhyNotRun::NeedsNetwork;
    let places: Vec<usize> = (0..chosen.len()).filter(can_run).collect();
    let exercises: Vec<&Exercise> = places.iter().map(|index| chosen[*index].1).collect();
    let bar = bars.exercises(exercises.len());
    let each = |place: usize, checked: Checked| {
        let index = places[place];
        let entry = describe(args, opened, chosen[index], &checked);
        reports.exercise_ended(&entry);
        bar.set_message(entry.name.clone());
        bar.inc(1);
        let mut entries = entries.lock().unwrap_or_else(PoisonError::into_inner);
        entries[index] = Some(entry);
    };
    verify::verify_as_planned(&checker, &exercises, plan(args), &Cancel::default(), &each);
    bar.finish_and_clear();
    let run = RunFacts {
        course: opened.dir.course.id.clone(),
        // People are told of the course's own paths, without a process of git.
        root: match reports.are_for_people() {
            true => String::new(),
            false => git::folder_in_repository(&opened.dir.root),
        },
        tool: env!("CARGO_PKG_VERSION").to_owned(),
        chosen: String::new(),
        started,
        duration_ms: files::milliseconds(begin.elapsed()),
        partition: args.partition,
    };
    let entries = entries.into_inner().unwrap_or_else(PoisonError::into_inner);
    Ok(report(args, run, chosen, entries))
}

fn plan(args: &VerifyArgs) -> Plan {
    Plan {
        request: Request {
            solution: args.solutions,
            use_cache: !args.no_cache,
            together: !args.no_batch,
            time: args.timeout.map(Duration::from_secs),
            ..Request::default()
        },
        jobs: args.jobs.map_or_else(verify::default_jobs, usize::from),
        retries: args.retries,
        fail_fast: args.fail_fast,
    }
}

/// What is reported of an exercise that has ended.
fn describe(
    args: &VerifyArgs,
    opened: &Opened,
    (position, exercise): (usize, &Exercise),
    checked: &Checked,
) -> Entry {
    let file = opened.dir.root.join(path(exercise, args.solutions));
    let source = files::read_source(&file).unwrap_or_default();
    let original = starters::pristine(&opened.dir, exercise);
    entry::entry(&Facts {
        exercise,
        position,
        report: &checked.report,
        earlier: &checked.earlier,
        source: &source,
        score: credit::score(exercise, &checked.report, &source, original.as_deref()),
    })
}

/// Why an exercise is not run, if it is not.
fn why_not(args: &VerifyArgs, exercise: &Exercise) -> WhyNotRun {
    match args.sandbox && exercise.network {
        true => WhyNotRun::NeedsNetwork,
        false => WhyNotRun::FirstFailure,
    }
}

fn no_sandbox(missing: String) -> anyhow::Error {
    let message = format!("this machine has no sandbox: {missing}; nothing was run");
    exit::error(exit::MACHINE, message)
}

fn report(
    args: &VerifyArgs,
    run: RunFacts,
    chosen: &[(usize, &Exercise)],
    entries: Vec<Option<Entry>>,
) -> VerifyReport {
    let left_out = chosen.iter().zip(&entries).filter(|(_, e)| e.is_none());
    let not_run = left_out.map(|((position, exercise), _)| {
        let path = path(exercise, args.solutions);
        entry::not_run(exercise, *position, path, why_not(args, exercise))
    });
    let not_run = not_run.collect();
    VerifyReport::new(run, entries.into_iter().flatten().collect(), not_run)
}
