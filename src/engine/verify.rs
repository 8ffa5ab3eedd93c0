//! Checks many exercises, several at once, with the results in the course's order.

use std::ops::ControlFlow;
use std::sync::Mutex;
use std::sync::PoisonError;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::engine::check::{Checker, Request};
use crate::engine::fast;
use crate::engine::parallel;
use crate::engine::process::Cancel;
use crate::model::check_report::CheckReport;
use crate::model::course::Exercise;

/// How many checks at once when nobody said.
pub fn default_jobs() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}

/// How many exercises are to be checked.
#[derive(Debug, Clone, Copy)]
pub struct Plan {
    /// How each is.
    pub request: Request,
    /// How many at once.
    pub jobs: usize,
    /// How often one is tried again whose failure may be chance.
    pub retries: u32,
    /// Whether none is begun any more once one has failed.
    pub fail_fast: bool,
}

/// One exercise that was checked.
#[derive(Debug, Clone)]
pub struct Checked {
    /// The check that counts.
    pub report: CheckReport,
    /// The tries before it, which failed.
    pub earlier: Vec<CheckReport>,
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
    let plan = Plan {
        request,
        jobs,
        retries: 0,
        fail_fast: false,
    };
    let reports = Mutex::new(vec![None; exercises.len()]);
    verify_as_planned(checker, exercises, plan, cancel, &|index, checked| {
        each(index, &checked.report);
        let mut reports = reports.lock().unwrap_or_else(PoisonError::into_inner);
        reports[index] = Some(checked.report);
    });
    let reports = reports.into_inner().unwrap_or_else(PoisonError::into_inner);
    reports.into_iter().collect()
}

/// Checks the exercises. `each` gets every result as it comes, in any order. Those that were
/// not begun after a failure, or that were cancelled, have none. Those that need crates come
/// last if the crates have to be built, which happens meanwhile.
pub fn verify_as_planned(
    checker: &Checker,
    exercises: &[&Exercise],
    plan: Plan,
    cancel: &Cancel,
    each: &(dyn Fn(usize, Checked) + Sync),
) {
    let all = 0..exercises.len();
    let (with, without): (Vec<usize>, Vec<usize>) =
        all.partition(|index| checker.needs_crates(exercises[*index], plan.request));
    let groups = match with.is_empty() || checker.start_crates() {
        true => vec![(0..exercises.len()).collect()],
        false => vec![without, with],
    };
    let stopped = AtomicBool::new(false);
    for group in groups {
        let chosen: Vec<&Exercise> = group.iter().map(|index| exercises[*index]).collect();
        let each = |place: usize, checked: Checked| {
            if plan.fail_fast && !checked.report.passed() {
                stopped.store(true, Ordering::Relaxed);
            }
            each(group[place], checked);
        };
        verify_group(checker, &chosen, plan, cancel, &stopped, &each);
    }
}

/// First together, then what is left one by one.
fn verify_group(
    checker: &Checker,
    exercises: &[&Exercise],
    plan: Plan,
    cancel: &Cancel,
    stopped: &AtomicBool,
    each: &(dyn Fn(usize, Checked) + Sync),
) {
    let counts = |report: &CheckReport| plan.retries == 0 || !report.reason.may_be_chance();
    let tell = |index: usize, report: &CheckReport| {
        if counts(report) {
            let report = report.clone();
            let earlier = Vec::new();
            each(index, Checked { report, earlier });
        }
    };
    let known = match plan.request.together && !stopped.load(Ordering::Relaxed) {
        true => fast::check_together(checker, exercises, plan.request, plan.jobs, cancel, &tell),
        false => vec![None; exercises.len()],
    };
    let is_open = |index: &usize| !known[*index].as_ref().is_some_and(counts);
    let open: Vec<usize> = (0..known.len()).filter(is_open).collect();
    parallel::each(plan.jobs, open.len(), |place| {
        if stopped.load(Ordering::Relaxed) {
            return ControlFlow::Break(());
        }
        match check(checker, exercises[open[place]], plan, cancel) {
            Some(checked) => each(open[place], checked),
            None => return ControlFlow::Break(()),
        }
        ControlFlow::Continue(())
    });
}

/// Checks one, and again while it fails by what may be chance.
fn check(checker: &Checker, exercise: &Exercise, plan: Plan, cancel: &Cancel) -> Option<Checked> {
    let mut earlier = Vec::new();
    let mut report = checker.check(exercise, plan.request, cancel)?;
    while earlier.len() < plan.retries as usize && report.reason.may_be_chance() {
        let again = Request {
            use_cache: false,
            ..plan.request
        };
        let next = checker.check(exercise, again, cancel)?;
        earlier.push(std::mem::replace(&mut report, next));
    }
    Some(Checked { report, earlier })
}
