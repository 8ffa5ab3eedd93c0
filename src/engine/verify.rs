//! Checks many exercises, several at once, with the results in the course's order.

use std::ops::ControlFlow;
use std::sync::Mutex;
use std::sync::PoisonError;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::engine::check::{CheckRequest, Checker, GradedReport};
use crate::engine::fast::together::check_together;
use crate::engine::parallel::{self, lock};
use crate::engine::process::Cancel;
use crate::model::check_report::CheckReport;
use crate::model::course::Exercise;

/// How many checks run at once if nobody says.
pub fn default_jobs() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}

/// How exercises are checked.
#[derive(Debug, Clone, Copy)]
pub struct Plan {
    /// How each is checked.
    pub request: CheckRequest,
    /// How many checks run at once.
    pub jobs: usize,
    /// How often to repeat a check whose failure may be chance.
    pub retries: u32,
    /// Whether to begin no more checks once one has failed.
    pub fail_fast: bool,
}

/// What came of one exercise.
#[derive(Debug, Clone)]
pub struct ExerciseResult {
    /// The check that counts.
    pub last: GradedReport,
    /// The checks before it, which failed.
    pub earlier: Vec<CheckReport>,
}

/// Checks the exercises, `jobs` at once. `each` gets every report as it comes, in any order; the
/// result is in the order of `exercises`. `None` if it was cancelled.
pub fn verify(
    checker: &Checker,
    exercises: &[&Exercise],
    request: CheckRequest,
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
    verify_as_planned(checker, exercises, plan, cancel, &|index, result| {
        let report = result.last.report;
        each(index, &report);
        lock(&reports)[index] = Some(report);
    });
    let reports = reports.into_inner().unwrap_or_else(PoisonError::into_inner);
    reports.into_iter().collect()
}

/// Checks the exercises. `each` gets every result as it comes, in any order. Exercises that
/// weren't begun after a failure, or whose check was cancelled, have no result.
///
/// If the crates have to be built, exercises that need them come last, and the crates are built
/// meanwhile.
pub fn verify_as_planned(
    checker: &Checker,
    exercises: &[&Exercise],
    plan: Plan,
    cancel: &Cancel,
    each: &(dyn Fn(usize, ExerciseResult) + Sync),
) {
    let all = 0..exercises.len();
    let (with, without): (Vec<usize>, Vec<usize>) =
        all.partition(|index| checker.needs_crates(exercises[*index], plan.request));
    let groups = if with.is_empty() || checker.start_crates() {
        vec![(0..exercises.len()).collect()]
    } else {
        vec![without, with]
    };
    let stopped = AtomicBool::new(false);
    for group in groups {
        let chosen: Vec<&Exercise> = group.iter().map(|index| exercises[*index]).collect();
        let each = |place: usize, result: ExerciseResult| {
            if plan.fail_fast && !result.last.report.passed() {
                stopped.store(true, Ordering::Relaxed);
            }
            each(group[place], result);
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
    each: &(dyn Fn(usize, ExerciseResult) + Sync),
) {
    let counts =
        |graded: &GradedReport| plan.retries == 0 || !graded.report.reason.may_differ_next_time();
    let tell = |index: usize, graded: &GradedReport| {
        if counts(graded) {
            let last = graded.clone();
            let earlier = Vec::new();
            each(index, ExerciseResult { last, earlier });
        }
    };
    let known = if plan.request.together && !stopped.load(Ordering::Relaxed) {
        check_together(checker, exercises, plan.request, plan.jobs, cancel, &tell)
    } else {
        vec![None; exercises.len()]
    };
    let is_open = |index: &usize| !known[*index].as_ref().is_some_and(counts);
    let open: Vec<usize> = (0..known.len()).filter(is_open).collect();
    let frugal = open.len() > 1;
    let request = CheckRequest {
        frugal,
        ..plan.request
    };
    let plan = Plan { request, ..plan };
    parallel::each(plan.jobs, open.len(), |place| {
        if stopped.load(Ordering::Relaxed) {
            return ControlFlow::Break(());
        }
        match check(checker, exercises[open[place]], plan, cancel) {
            Some(result) => each(open[place], result),
            None => return ControlFlow::Break(()),
        }
        ControlFlow::Continue(())
    });
}

/// Checks one exercise, and again while it fails by what may be chance.
fn check(
    checker: &Checker,
    exercise: &Exercise,
    plan: Plan,
    cancel: &Cancel,
) -> Option<ExerciseResult> {
    let mut earlier = Vec::new();
    let mut last = checker.check(exercise, plan.request, cancel)?;
    while earlier.len() < plan.retries as usize && last.report.reason.may_differ_next_time() {
        let again = CheckRequest {
            use_cache: false,
            ..plan.request
        };
        let next = checker.check(exercise, again, cancel)?;
        earlier.push(std::mem::replace(&mut last, next).report);
    }
    Some(ExerciseResult { last, earlier })
}
