//! Checks many exercises, several at once, with the results in the course's order.

use std::sync::Mutex;
use std::sync::PoisonError;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::engine::batch;
use crate::engine::check::{Checker, Request};
use crate::engine::process::Cancel;
use crate::model::check_report::CheckReport;
use crate::model::course::Exercise;

/// How many checks at once when nobody said.
pub fn default_jobs() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}

/// Checks the exercises with `jobs` at once. `each` hears of every report as it comes, in
/// any order; the result is in the order of `exercises`. `None` if it was cancelled.
/// Those that need crates come last, and the crates are built meanwhile.
pub fn verify(
    checker: &Checker,
    exercises: &[&Exercise],
    request: Request,
    jobs: usize,
    cancel: &Cancel,
    each: &(dyn Fn(usize, &CheckReport) + Sync),
) -> Option<Vec<CheckReport>> {
    let all = 0..exercises.len();
    let (with, without): (Vec<usize>, Vec<usize>) =
        all.partition(|index| checker.needs_crates(exercises[*index], request));
    if !with.is_empty() {
        checker.start_crates();
    }
    let mut reports = vec![None; exercises.len()];
    for group in [without, with] {
        let chosen: Vec<&Exercise> = group.iter().map(|index| exercises[*index]).collect();
        let each = |place: usize, report: &CheckReport| each(group[place], report);
        let checked = verify_group(checker, &chosen, request, jobs, cancel, &each)?;
        for (index, report) in group.iter().zip(checked) {
            reports[*index] = Some(report);
        }
    }
    reports.into_iter().collect()
}

fn verify_group(
    checker: &Checker,
    exercises: &[&Exercise],
    request: Request,
    jobs: usize,
    cancel: &Cancel,
    each: &(dyn Fn(usize, &CheckReport) + Sync),
) -> Option<Vec<CheckReport>> {
    let known = match request.together {
        true => batch::check_together(checker, exercises, request, jobs, cancel, each),
        false => vec![None; exercises.len()],
    };
    let open: Vec<usize> = (0..known.len()).filter(|i| known[*i].is_none()).collect();
    let next = AtomicUsize::new(0);
    let reports: Mutex<Vec<Option<CheckReport>>> = Mutex::new(known);
    std::thread::scope(|scope| {
        for _ in 0..jobs.clamp(1, open.len().max(1)) {
            scope.spawn(|| {
                loop {
                    let place = next.fetch_add(1, Ordering::Relaxed);
                    let Some(&index) = open.get(place) else {
                        return;
                    };
                    let exercise = exercises[index];
                    let Some(report) = checker.check(exercise, request, cancel) else {
                        return;
                    };
                    each(index, &report);
                    let mut reports = reports.lock().unwrap_or_else(PoisonError::into_inner);
                    reports[index] = Some(report);
                }
            });
        }
    });
    let reports = reports.into_inner().unwrap_or_else(PoisonError::into_inner);
    reports.into_iter().collect()
}
