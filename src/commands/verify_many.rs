//! `verify --pristine --originals COURSE FOLDER...`: grades many learners' folders, one after the
//! other, with one original and its crates.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::Result;

use crate::commands::args::VerifyArgs;
use crate::commands::bar::Bars;
use crate::commands::choose::choose;
use crate::commands::context::Context;
use crate::commands::grade::GradedCourse;
use crate::commands::hand_ins::{HandIn, HandIns};
use crate::commands::reports::{self, Finished, Reports};
use crate::commands::verify::{check, checker};
use crate::engine::{files, ignored};
use crate::model::many_report::{LearnerEntry, LearnerOutcome, ManyFacts, ManyReport};
use crate::model::verify_report::VerifyReport;
use crate::view::text::safe;

/// Runs the command.
pub fn run(hand_ins: HandIns, context: &mut Context) -> Result<u8> {
    let HandIns {
        original: mut graded,
        args,
        folders,
    } = hand_ins;
    // What's wrong for all is said once, before anything runs.
    let for_all = VerifyArgs {
        changed: None,
        ..args.clone()
    };
    choose(&graded.opened, &for_all, graded.sources())?;
    let paths: Vec<&Path> = folders.iter().map(|it| it.folder.as_path()).collect();
    let mut reports = Reports::prepare_for_many(&args.reports, &paths)?;
    let begin = Instant::now();
    let started = reports::now();
    let bars = Bars::new();
    graded.grading.hand_ins_in_course = folders_in(&graded.opened.dir.root, &paths);
    let mut checker = checker(&args, &graded, &reports, &bars)?;
    let bar = bars.items(folders.len());
    let mut learners = Vec::new();
    for hand_in in &folders {
        bar.set_message(safe(&hand_in.name, false));
        let outcome = match graded.turn_to(&hand_in.folder) {
            Ok(()) => {
                // The compiler's settings and the crates stay; only the sources are others.
                checker = checker.grading(graded.grading.clone());
                let check = |graded: &GradedCourse| -> Result<VerifyReport> {
                    let chosen = choose(&graded.opened, &args, graded.sources())?;
                    let each = |entry: &_| reports.exercise_ended(Some(&hand_in.name), entry);
                    Ok(check(&args, &checker, graded, &chosen, &reports, &each))
                };
                check(&graded)
            }
            Err(error) => Err(error),
        };
        let learner = entry(hand_in, outcome);
        bars.suspend(|| reports.learner_ended(&learner, context));
        bar.inc(1);
        learners.push(learner);
    }
    bar.finish_and_clear();
    let report = ManyReport::new(
        ManyFacts {
            course: graded.opened.dir.course.id.clone(),
            tool: env!("CARGO_PKG_VERSION").to_owned(),
            started,
            duration_ms: files::milliseconds(begin.elapsed()),
            originals: graded.grading.originals.origin.clone(),
        },
        learners,
    );
    reports.finish(Finished::Many(&report), context)?;
    warn(&report, &graded, &paths, context);
    Ok(reports::code(report.verdict(), args.exit_zero))
}

/// The real paths of the folders that lie inside another one.
fn folders_in(root: &Path, folders: &[&Path]) -> Vec<PathBuf> {
    let Ok(root) = fs::canonicalize(root) else {
        return Vec::new();
    };
    let real = folders.iter().filter_map(|it| fs::canonicalize(it).ok());
    real.filter(|folder| folder.starts_with(&root) && *folder != root)
        .collect()
}

fn entry(hand_in: &HandIn, outcome: Result<VerifyReport>) -> LearnerEntry {
    LearnerEntry {
        name: hand_in.name.clone(),
        folder: hand_in.typed.clone(),
        outcome: match outcome {
            Ok(report) => LearnerOutcome::Report(Box::new(report)),
            Err(error) => LearnerOutcome::Error(format!("{error:#}")),
        },
    }
}

/// Notes about the machine and the original, each once.
fn warn(report: &ManyReport, graded: &GradedCourse, paths: &[&Path], context: &Context) {
    let mut entries = report
        .learners
        .iter()
        .filter_map(LearnerEntry::report)
        .flat_map(|report| &report.exercises);
    if let Some(note) = entries.find_map(|entry| entry.without_clippy.as_deref()) {
        context.warn(note);
    }
    let dir = &graded.opened.dir;
    let note = |path: &&Path| ignored::note(dir, path, dir.course.exercises.iter());
    if let Some(note) = paths.iter().find_map(note) {
        context.warn(&note);
    }
}
