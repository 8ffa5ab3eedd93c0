//! Checks many exercises, several at once, with the results in the course's order.

use std::sync::Mutex;
use std::sync::PoisonError;
use std::sync::atomic::{AtomicUsize, Ordering};

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
    let next = AtomicUsize::new(0);
    let (last, mut order): (Vec<usize>, Vec<usize>) =
        (0..exercises.len()).partition(|index| checker.needs_crates(exercises[*index], request));
    if !last.is_empty() {
        checker.build_crates_ahead();
    }
    order.extend(last);
    let reports: Mutex<Vec<Option<CheckReport>>> = Mutex::new(vec![None; exercises.len()]);
    std::thread::scope(|scope| {
        for _ in 0..jobs.clamp(1, exercises.len().max(1)) {
            scope.spawn(|| {
                loop {
                    let Some(&index) = order.get(next.fetch_add(1, Ordering::Relaxed)) else {
                        return;
                    };
                    let Some(report) = checker.check(exercises[index], request, cancel) else {
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
