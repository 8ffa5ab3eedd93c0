//! Checks many exercises with few compiles: those that can are put into one crate.
//!
//! Only what is beyond doubt counts: an exercise passes here if the crate was built without a
//! word about its file, and its tests and `main`, each run in a process of its own, passed.
//! Everything else is checked again by itself, and that is what is reported.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Instant;

use crate::engine::cache::Input;
use crate::engine::check::{Begun, Checker, Request, Work};
use crate::engine::process::Cancel;
use crate::engine::shard::Shard;
use crate::model::check_report::CheckReport;
use crate::model::course::Exercise;

/// Fewer than these are not worth a crate.
const FEWEST: usize = 4;

/// Checks what can be checked together, and looks up what is known. `None` stands for an
/// exercise that has to be checked by itself. `each` hears of every report.
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
    in_parallel(jobs, exercises.len(), |index| {
        checker.await_crates(exercises[index], request, cancel);
        let began = Instant::now();
        match checker.begin(exercises[index], request, cancel) {
            Begun::Known(mut report, _) => {
                report.duration_ms = milliseconds(began);
                keep(index, *report);
            }
            Begun::ToDo(work) if work.may_share => lock(&open).push((index, work)),
            Begun::ToDo(_) => {}
        }
    });
    let mut open = open.into_inner().unwrap_or_else(PoisonError::into_inner);
    if cfg!(unix) && open.len() >= FEWEST && !cancel.is_cancelled() {
        open.sort_by_key(|(index, _)| *index);
        let shards = shards(&open, jobs);
        in_parallel(jobs, shards.len(), |shard| {
            let works: Vec<&Work> = shards[shard].iter().map(|(_, work)| &**work).collect();
            for (member, report) in Shard::new(checker, &works, cancel).check() {
                let (index, work) = shards[shard][member];
                // What clippy was told stands in a file of the course.
                let root = &checker.dir().root;
                let told = ["clippy.toml", ".clippy.toml"];
                let inputs = told.iter().filter_map(|path| Input::of(root, path));
                checker.cache.put(&work.key, &report, inputs.collect());
                keep(*index, report);
            }
        });
    }
    reports.into_inner().unwrap_or_else(PoisonError::into_inner)
}

type Open<'a> = (usize, Box<Work<'a>>);

/// Divides the work: by the crates that are used, then into a part for each job.
fn shards<'a, 'b>(open: &'b [Open<'a>], jobs: usize) -> Vec<Vec<&'b Open<'a>>> {
    let (with, without): (Vec<_>, Vec<_>) =
        open.iter().partition(|(_, work)| work.crates.is_some());
    let mut shards = Vec::new();
    for group in [without, with] {
        let parts = (group.len() / FEWEST).clamp(1, jobs.max(1));
        let size = group.len().div_ceil(parts).max(1);
        shards.extend(group.chunks(size).map(<[_]>::to_vec));
    }
    shards
}

fn in_parallel(jobs: usize, count: usize, work: impl Fn(usize) + Sync) {
    let next = AtomicUsize::new(0);
    std::thread::scope(|scope| {
        for _ in 0..jobs.clamp(1, count.max(1)) {
            scope.spawn(|| {
                loop {
                    let index = next.fetch_add(1, Ordering::Relaxed);
                    if index >= count {
                        return;
                    }
                    work(index);
                }
            });
        }
    });
}

fn milliseconds(since: Instant) -> u64 {
    u64::try_from(since.elapsed().as_millis()).unwrap_or(u64::MAX)
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
