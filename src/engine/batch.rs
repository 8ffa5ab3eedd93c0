//! Checks many exercises with few compiles: those that can are put into one crate.
//!
//! Only what is beyond doubt counts: an exercise passes here if the crate was built without a
//! word about its file, and its tests and `main`, each run in a process of its own, passed.
//! Everything else is checked again by itself, and that is what is reported.

use std::cmp::Reverse;
use std::ops::ControlFlow;
use std::sync::{Mutex, PoisonError};
use std::time::Instant;

use crate::engine::cache::Input;
use crate::engine::check::{Begun, Checker, Request, Work};
use crate::engine::files;
use crate::engine::parallel::{self, lock};
use crate::engine::process::Cancel;
use crate::engine::shard::Shard;
use crate::model::check_report::CheckReport;
use crate::model::course::Exercise;
use crate::model::shard as model;

/// Fewer than these are not worth a crate.
const FEWEST: usize = 4;

/// More than these would take the compiler much memory, and long: it has a time limit.
const MOST: usize = 128;

/// How many programs run at once that wait most of the time.
const WAITING_AT_ONCE: usize = 8;

/// Checks what can be checked together, and looks up what is known. `None` stands for an
/// exercise that has to be checked by itself. `each` hears of every report. The exercises use
/// the course's crates all of them, or none does.
pub fn check_together(
    checker: &Checker,
    exercises: &[&Exercise],
    request: Request,
    jobs: usize,
    cancel: &Cancel,
    each: &(dyn Fn(usize, &CheckReport) + Sync),
) -> Vec<Option<CheckReport>> {
    let reports = Mutex::new(vec![None; exercises.len()]);
    let open = Mutex::new(Vec::new());
    let keep = |index: usize, report: CheckReport| {
        each(index, &report);
        lock(&reports)[index] = Some(report);
    };
    parallel::each(jobs, exercises.len(), |index| {
        checker.await_crates(exercises[index], request, cancel);
        let began = Instant::now();
        match checker.begin(exercises[index], request, cancel) {
            Begun::Known(mut report, _) => {
                report.duration_ms = files::milliseconds(began.elapsed());
                keep(index, *report);
            }
            Begun::ToDo(work) if work.may_share => lock(&open).push((index, work)),
            Begun::ToDo(_) => {}
        }
        ControlFlow::Continue(())
    });
    let mut open = open.into_inner().unwrap_or_else(PoisonError::into_inner);
    if cfg!(unix) && open.len() >= FEWEST && !cancel.is_cancelled() {
        open.sort_by_key(|(index, _)| *index);
        compile_together(checker, &open, jobs, cancel, &keep);
    }
    reports.into_inner().unwrap_or_else(PoisonError::into_inner)
}

type Open<'a> = (usize, Box<Work<'a>>);

/// Tells `keep` of those that passed.
fn compile_together(
    checker: &Checker,
    open: &[Open],
    jobs: usize,
    cancel: &Cancel,
    keep: &(dyn Fn(usize, CheckReport) + Sync),
) {
    let tell = |(index, work): &Open, report: &CheckReport| {
        // What clippy was told stands in a file of the course.
        let root = &checker.dir().root;
        let told = ["clippy.toml", ".clippy.toml"];
        let inputs = told.iter().filter_map(|path| Input::of(root, path));
        checker.cache.put(&work.key, report, inputs.collect());
        keep(*index, report.clone());
    };
    let waits = |(_, work): &&Open| jobs > 1 && model::may_wait(&work.source);
    let (waiting, busy): (Vec<&Open>, Vec<&Open>) = open.iter().partition(waits);
    // They are built first, so that they wait while the others keep the processors busy.
    let works = works(&waiting);
    let mut shard = Shard::new(checker, &works, cancel);
    let programs = shard.build(true);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            let run = |programs| shard.run(programs, WAITING_AT_ONCE);
            let reports = programs.as_ref().map(run).unwrap_or_default();
            reports
                .iter()
                .for_each(|(m, report)| tell(waiting[*m], report));
        });
        let shards = shards(busy, jobs);
        parallel::each(jobs, shards.len(), |number| {
            let works = self::works(&shards[number]);
            let mut shard = Shard::new(checker, &works, cancel);
            let programs = shard.build(false);
            let reports = programs.map(|programs| shard.run(&programs, 1));
            for (member, report) in reports.unwrap_or_default() {
                tell(shards[number][member], &report);
            }
            ControlFlow::Continue(())
        });
    });
}

fn works<'a, 'b>(open: &[&'b Open<'a>]) -> Vec<&'b Work<'a>> {
    open.iter().map(|(_, work)| &**work).collect()
}

/// Divides the work into parts that take about as long, as many for each job. The length of a
/// source tells how long it takes, roughly.
fn shards<'a, 'b>(mut open: Vec<&'b Open<'a>>, jobs: usize) -> Vec<Vec<&'b Open<'a>>> {
    let jobs = (open.len() / FEWEST).clamp(1, jobs.max(1));
    let parts = jobs * open.len().div_ceil(jobs * MOST);
    open.sort_by_key(|(_, work)| Reverse(work.source.len()));
    let mut shards = vec![(0, Vec::new()); parts];
    for one in open {
        if let Some((length, shard)) = shards.iter_mut().min_by_key(|(length, _)| *length) {
            *length += one.1.source.len();
            shard.push(one);
        }
    }
    let shards = shards.into_iter().map(|(_, mut shard)| {
        shard.sort_by_key(|(index, _)| *index);
        shard
    });
    shards.collect()
}
