//! Checks many exercises with few compiles: those that can are put into one crate.
//!
//! Only what is beyond doubt counts: an exercise passes here if the compiler built the crate
//! without a word about its file, and its tests and `main`, each run in a process of its own,
//! passed. Tests of the original's that count in a grade may also fail here, since each runs in a
//! process of its own either way. Everything else is checked again alone, and that result is
//! reported.

use std::cmp::Reverse;
use std::ops::ControlFlow;
use std::sync::{Mutex, PoisonError};

use crate::engine::cache::Input;
use crate::engine::check::{CheckRequest, Checker, GradedReport, Start, Stopwatch};
use crate::engine::fast::together::candidate::Candidate;
use crate::engine::fast::together::shard::Shard;
use crate::engine::parallel::{self, lock};
use crate::engine::process::{self, Cancel};
use crate::engine::rustc;
use crate::model::check_report::CheckReport;
use crate::model::course::Exercise;
use crate::model::shard::{self as model, MainPlace, Symbols};

mod candidate;
mod shard;

/// Fewer exercises than these aren't worth a crate.
const FEWEST: usize = 4;

/// If there are several crates at once, each has at least so many exercises.
const FEWEST_OF_SEVERAL: usize = 8;

/// The most exercises in a crate. More would take the compiler much memory, and it has a time
/// limit.
const MOST: usize = 128;

/// How many programs of one crate run at once, even with one job: one is started while another ends.
const AT_ONCE: usize = 2;

/// How many programs run at once if they wait most of the time.
const WAITING_AT_ONCE: usize = 8;

/// Checks the exercises that can be checked together, and finds the reports that are stored.
/// `None` stands for an exercise that has to be checked alone. `each` gets every report as it
/// comes.
pub fn check_together(
    checker: &Checker,
    exercises: &[&Exercise],
    request: CheckRequest,
    jobs: usize,
    cancel: &Cancel,
    each: &(dyn Fn(usize, &GradedReport) + Sync),
) -> Vec<Option<GradedReport>> {
    let reports = Mutex::new(vec![None; exercises.len()]);
    let candidates = Mutex::new(Vec::new());
    let keep = |index: usize, graded: GradedReport| {
        each(index, &graded);
        lock(&reports)[index] = Some(graded);
    };
    parallel::each(jobs, exercises.len(), |index| {
        checker.await_crates(exercises[index], request, cancel);
        match checker.start(exercises[index], request, cancel, &Stopwatch::start()) {
            Start::Refused(graded) | Start::Stored(graded, _) => keep(index, *graded),
            Start::Planned(plan) => lock(&candidates).extend(Candidate::new(index, plan)),
        }
        ControlFlow::Continue(())
    });
    let mut candidates = candidates
        .into_inner()
        .unwrap_or_else(PoisonError::into_inner);
    if cfg!(unix) && candidates.len() >= FEWEST && !cancel.is_cancelled() {
        candidates.sort_by_key(|candidate| candidate.index);
        compile_together(checker, &candidates, jobs, cancel, &keep);
    }
    reports.into_inner().unwrap_or_else(PoisonError::into_inner)
}

/// A crate to build.
struct CrateJob<'a, 'b> {
    members: Vec<&'b Candidate<'a>>,
    kind: Kind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Modules whose programs wait most of the time: meanwhile others are compiled.
    Waiting,
    /// Modules.
    Busy,
    /// One file as it is.
    File,
}

impl<'a> CrateJob<'a, '_> {
    fn shard(&'a self, checker: &'a Checker, cancel: &'a Cancel) -> Shard<'a> {
        let members = self.members.clone();
        match self.kind {
            Kind::Waiting | Kind::Busy => Shard::of_modules(checker, members, cancel),
            Kind::File => Shard::of_file(checker, members, cancel),
        }
    }
}

/// Gives `keep` the reports of those that passed.
fn compile_together(
    checker: &Checker,
    candidates: &[Candidate],
    jobs: usize,
    cancel: &Cancel,
    keep: &(dyn Fn(usize, GradedReport) + Sync),
) {
    let root = &checker.dir().root;
    let lint_settings = rustc::clippy_files(root);
    let tell = |candidate: &Candidate, report: CheckReport| {
        let inputs = lint_settings
            .iter()
            .filter_map(|path| Input::of(root, path));
        let plan = &candidate.plan;
        if plan.may_be_cached() {
            checker.put(plan, &report, inputs.collect());
        }
        keep(candidate.index, checker.grade(&plan.subject, report));
    };
    let crates = divide(candidates, jobs);
    std::thread::scope(|scope| {
        parallel::each(jobs, crates.len(), |number| {
            let job = &crates[number];
            let shard = job.shard(checker, cancel);
            let Some(programs) = shard.build() else {
                return ControlFlow::Continue(());
            };
            let run = move |at_once| {
                for (member, report) in shard.run(&programs, at_once) {
                    tell(job.members[member], report);
                }
            };
            match job.kind {
                Kind::Waiting => drop(scope.spawn(move || run(WAITING_AT_ONCE))),
                Kind::Busy | Kind::File => run(AT_ONCE),
            }
            ControlFlow::Continue(())
        });
    });
}

/// The crates to build, in this order: first those whose programs wait, then what takes long.
fn divide<'a, 'b>(candidates: &'b [Candidate<'a>], jobs: usize) -> Vec<CrateJob<'a, 'b>> {
    let (with_crates, without): (Vec<&Candidate>, Vec<&Candidate>) = candidates
        .iter()
        .partition(|candidate| candidate.has_crates());
    let groups = [with_crates, without].map(|group| Group::new(&group, jobs > 1));
    let all = groups.iter().map(Group::cost).sum();
    let crates = groups.into_iter().flat_map(|group| group.crates(jobs, all));
    let mut crates: Vec<CrateJob> = crates.collect();
    crates.sort_by_key(|job| job.kind != Kind::Waiting);
    crates
}

/// Exercises by how they can be built. All of them use the course's crates, or none does.
struct Group<'a, 'b> {
    /// Together, and their programs wait.
    waiting: Vec<&'b Candidate<'a>>,
    /// Together, but by more than one compile.
    slow: Vec<&'b Candidate<'a>>,
    /// Together, since clippy's driver may build one program of everything.
    quick: Vec<&'b Candidate<'a>>,
    /// Each by itself, or as the root of one of those crates.
    roots: Vec<&'b Candidate<'a>>,
    alone: Vec<&'b Candidate<'a>>,
}

impl<'a, 'b> Group<'a, 'b> {
    /// Exercises that wait are `apart` only if there may be something to do meanwhile. Those with
    /// crates stay with the others, since they have much in common.
    fn new(candidates: &[&'b Candidate<'a>], apart: bool) -> Self {
        let (shared, alone) = shared(candidates);
        let (roots, mut alone) = alone
            .into_iter()
            .partition::<Vec<&Candidate>, _>(|one| one.may_be_root);
        alone.sort_by_key(|one| one.may_build_linted);
        let waits = |one: &&Candidate| apart && !one.has_crates() && one.may_wait;
        let (waiting, busy): (Vec<&Candidate>, Vec<&Candidate>) =
            shared.into_iter().partition(waits);
        let is_quick =
            |one: &&Candidate| one.may_build_linted && one.main_place != Some(MainPlace::Apart);
        let (quick, slow) = busy.into_iter().partition(is_quick);
        Self {
            waiting,
            slow,
            quick,
            roots,
            alone,
        }
    }

    fn cost(&self) -> usize {
        self.cost_of_quick()
            + cost(&self.waiting, 20)
            + cost(&self.slow, 60)
            + cost(&self.roots, 110)
            + cost(&self.alone, 110)
    }

    fn cost_of_quick(&self) -> usize {
        cost(&self.quick, 20)
    }

    /// The crates of this group; `all` is what the crates of all groups cost. What files have in
    /// common is compiled once for each crate, so there are no more crates than this group's
    /// share of the jobs.
    fn crates(self, jobs: usize, all: usize) -> Vec<CrateJob<'a, 'b>> {
        let share = (jobs * self.cost_of_quick() + all / 2) / all.max(1);
        let of_modules = |members: Vec<&'b Candidate<'a>>| {
            let waits = jobs > 1 && members.iter().any(|one| one.may_wait);
            let kind = if waits { Kind::Waiting } else { Kind::Busy };
            CrateJob { members, kind }
        };
        let of_one = |one: &'b Candidate<'a>| CrateJob {
            members: vec![one],
            kind: if one.has_crate_of_its_own && one.may_share {
                Kind::Busy
            } else {
                Kind::File
            },
        };
        let waiting = Some(self.waiting).filter(|waiting| !waiting.is_empty());
        let busy = [shards(self.slow, 1), shards(self.quick, share)];
        let mut roots = self.roots.into_iter();
        let mut modules: Vec<Vec<&Candidate>> = waiting.into_iter().collect();
        modules.extend(busy.into_iter().flatten());
        for members in &mut modules {
            members.extend(roots.next());
        }
        let crates = modules.into_iter().map(of_modules);
        let apart = roots.chain(self.alone).map(of_one);
        crates.chain(apart).collect()
    }
}

/// About how long these take to build, in milliseconds of a processor, if each takes `each`
/// without crates; as measured with the built-in course. It only decides the number of crates.
fn cost(candidates: &[&Candidate], each: usize) -> usize {
    let has_crates = candidates.first().is_some_and(|one| one.has_crates());
    candidates.len() * (each + if has_crates { 100 } else { 0 })
}

/// Those that can be modules of one crate, and the others.
fn shared<'a, 'b>(
    candidates: &[&'b Candidate<'a>],
) -> (Vec<&'b Candidate<'a>>, Vec<&'b Candidate<'a>>) {
    let symbols: Vec<Option<Symbols>> = candidates
        .iter()
        .map(|one| {
            model::symbols(one.source()).filter(|_| one.may_share && !one.has_crate_of_its_own)
        })
        .collect();
    let exporting: Vec<usize> = (0..candidates.len())
        .filter(|place| symbols[*place].as_ref().is_some_and(Symbols::exports))
        .collect();
    let is_apart = |place: usize| {
        let Some(own) = &symbols[place] else {
            return true;
        };
        let meets = |other: usize| {
            let other = symbols[other].as_ref().filter(|_| other != place);
            other.is_some_and(|other| own.meets(other))
        };
        let is_taken = |name: &String| process::is_symbol_taken(name);
        if own.exports() {
            own.exported.iter().any(is_taken) || (0..candidates.len()).any(meets)
        } else {
            exporting.iter().copied().any(meets)
        }
    };
    let places = candidates.iter().copied().enumerate();
    let (alone, shared): (Vec<_>, Vec<_>) = places.partition(|(place, _)| is_apart(*place));
    let candidates = |found: Vec<(usize, _)>| found.into_iter().map(|(_, one)| one).collect();
    (candidates(shared), candidates(alone))
}

/// Divides files into crates that take about as long, as many for each job. The length of a
/// source tells roughly how long it takes.
fn shards<'a, 'b>(
    mut candidates: Vec<&'b Candidate<'a>>,
    jobs: usize,
) -> Vec<Vec<&'b Candidate<'a>>> {
    let jobs = (candidates.len() / FEWEST_OF_SEVERAL).clamp(1, jobs.max(1));
    let crates = jobs * candidates.len().div_ceil(jobs * MOST);
    candidates.sort_by_key(|one| Reverse(one.source().text().len()));
    let mut shards = vec![(0, Vec::new()); crates];
    for one in candidates {
        if let Some((length, shard)) = shards.iter_mut().min_by_key(|(length, _)| *length) {
            *length += one.source().text().len();
            shard.push(one);
        }
    }
    let shards = shards.into_iter().map(|(_, mut shard)| {
        shard.sort_by_key(|one| one.index);
        shard
    });
    shards.collect()
}
