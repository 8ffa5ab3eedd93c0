//! `verify --pristine --originals COURSE FOLDER...`: grades many learners' folders with one
//! original and its crates.

use std::collections::BTreeMap;
use std::fs;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::mpsc;
use std::thread;
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
use crate::engine::verify;
use crate::engine::{files, ignored, parallel};
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
    let reports = Reports::prepare_for_many(&args.reports, &paths)?;
    let begin = Instant::now();
    let started = reports::now();
    let bars = Bars::new();
    graded.grading.hand_ins_in_course = folders_in(&graded.opened.dir.root, &paths);
    let checker = checker(&args, &graded, &reports, &bars)?;
    let bar = bars.items(folders.len());
    let grade = |hand_in: &HandIn, args: &VerifyArgs| -> Result<VerifyReport> {
        let graded = graded.of_learner(&hand_in.folder)?;
        // The compiler's settings and the crates stay; only the sources are others.
        let checker = checker.clone().grading(graded.grading.clone());
        let chosen = choose(&graded.opened, args, graded.sources())?;
        let each = |entry: &_| reports.exercise_ended(Some(&hand_in.name), entry);
        Ok(check(args, &checker, &graded, &chosen, &reports, &each))
    };
    let tell = |learner: &LearnerEntry| {
        bars.suspend(|| reports.learner_ended(learner, context));
        bar.set_message(safe(&learner.name, false));
        bar.inc(1);
    };
    let learners = grade_all(&folders, &args, &grade, tell);
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

/// Grades several folders at once: each has a share of the jobs. What all do on one processor is
/// less work in all than what one does on many, since what files have in common is compiled once.
/// `tell` gets the learners in the order of the folders, each as soon as those before are told.
fn grade_all(
    folders: &[HandIn],
    args: &VerifyArgs,
    grade: &(dyn Fn(&HandIn, &VerifyArgs) -> Result<VerifyReport> + Sync),
    mut tell: impl FnMut(&LearnerEntry),
) -> Vec<LearnerEntry> {
    let jobs = args.jobs.map_or_else(verify::default_jobs, usize::from);
    let at_once = jobs.min(folders.len()).max(1);
    let args = VerifyArgs {
        jobs: u16::try_from(jobs / at_once).ok(),
        ..args.clone()
    };
    let (sender, ended) = mpsc::channel();
    let mut waiting = BTreeMap::new();
    let mut learners = Vec::new();
    thread::scope(|scope| {
        scope.spawn(|| {
            let sender = sender;
            parallel::each(at_once, folders.len(), |index| {
                let hand_in = &folders[index];
                let learner = entry(hand_in, grade(hand_in, &args));
                match sender.send((index, learner)) {
                    Ok(()) => ControlFlow::Continue(()),
                    Err(_) => ControlFlow::Break(()),
                }
            });
        });
        for (index, learner) in ended {
            waiting.insert(index, learner);
            while let Some(learner) = waiting.remove(&learners.len()) {
                tell(&learner);
                learners.push(learner);
            }
        }
    });
    learners
}

/// The real paths of the folders that lie inside another one.
pub fn folders_in(root: &Path, folders: &[&Path]) -> Vec<PathBuf> {
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
            Err(error) => LearnerOutcome::Error(files::reasons(&error)),
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
