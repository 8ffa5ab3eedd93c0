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
use crate::engine::process::{self, Cancel};
use crate::engine::rustc;
use crate::engine::shard::Shard;
use crate::model::check_report::CheckReport;
use crate::model::course::Exercise;
use crate::model::shard::{self as model, MainPlace, Symbols};

/// Fewer than these are not worth a crate.
const FEWEST: usize = 4;

/// Where there are several crates at once, each has so many.
const FEWEST_OF_SEVERAL: usize = 8;

/// More than these would take the compiler much memory, and long: it has a time limit.
const MOST: usize = 128;

/// How many programs of one crate run at once: one is started while another ends.
const AT_ONCE: usize = 2;

/// How many programs run at once that wait most of the time.
const WAITING_AT_ONCE: usize = 8;

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
    parallel::each(jobs, exercises.len(), |index| {
        checker.await_crates(exercises[index], request, cancel);
        let began = Instant::now();
        match checker.begin(exercises[index], request, cancel) {
            Begun::Known(mut report, _) => {
                report.duration_ms = files::milliseconds(began.elapsed());
                keep(index, *report);
            }
            Begun::ToDo(mut work) if work.may_batch => {
                work.find_place();
                lock(&open).push((index, work));
            }
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

/// A crate to build.
struct Part<'a, 'b> {
    members: Vec<&'b Open<'a>>,
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

impl<'a> Part<'a, '_> {
    fn shard(&'a self, checker: &'a Checker, cancel: &'a Cancel) -> Shard<'a> {
        let works = self.members.iter().map(|(_, work)| &**work).collect();
        match self.kind {
            Kind::Waiting | Kind::Busy => Shard::of_modules(checker, works, cancel),
            Kind::File => Shard::of_file(checker, works, cancel),
        }
    }
}

/// Tells `keep` of those that passed.
fn compile_together(
    checker: &Checker,
    open: &[Open],
    jobs: usize,
    cancel: &Cancel,
    keep: &(dyn Fn(usize, CheckReport) + Sync),
) {
    let told = rustc::clippy_files(&checker.dir().root);
    let tell = |(index, work): &Open, report: &CheckReport| {
        let root = &checker.dir().root;
        let inputs = told.iter().filter_map(|path| Input::of(root, path));
        checker.cache.put(&work.key, report, inputs.collect());
        keep(*index, report.clone());
    };
    let parts = parts(open, jobs);
    std::thread::scope(|scope| {
        parallel::each(jobs, parts.len(), |number| {
            let part = &parts[number];
            let mut shard = part.shard(checker, cancel);
            let Some(programs) = shard.build() else {
                return ControlFlow::Continue(());
            };
            let run = move |at_once| {
                for (member, report) in shard.run(&programs, at_once) {
                    tell(part.members[member], &report);
                }
            };
            match part.kind {
                Kind::Waiting => drop(scope.spawn(move || run(WAITING_AT_ONCE))),
                Kind::Busy | Kind::File => run(jobs.min(AT_ONCE)),
            }
            ControlFlow::Continue(())
        });
    });
}

/// What is built, in this order: first those that wait, then what takes long.
fn parts<'a, 'b>(open: &'b [Open<'a>], jobs: usize) -> Vec<Part<'a, 'b>> {
    let with_crates = |(_, work): &&Open| work.crates.is_some();
    let (with, without): (Vec<&Open>, Vec<&Open>) = open.iter().partition(with_crates);
    let kinds = [with, without].map(|open| Sorted::new(&open, jobs > 1));
    let all = kinds.iter().map(Sorted::cost).sum();
    let parts = kinds.into_iter().flat_map(|kind| kind.parts(jobs, all));
    let mut parts: Vec<Part> = parts.collect();
    parts.sort_by_key(|part| part.kind != Kind::Waiting);
    parts
}

/// Exercises by how they can be built; of all of them, or of none, with the course's crates.
struct Sorted<'a, 'b> {
    /// Together, and their programs wait.
    waiting: Vec<&'b Open<'a>>,
    /// Together, but by more than one compile.
    slow: Vec<&'b Open<'a>>,
    /// Together: clippy's driver may build one program of everything.
    quick: Vec<&'b Open<'a>>,
    /// Each by itself, or as the root of one of those crates.
    roots: Vec<&'b Open<'a>>,
    alone: Vec<&'b Open<'a>>,
}

impl<'a, 'b> Sorted<'a, 'b> {
    /// What waits is apart only if there may be something to do meanwhile. With crates it stays
    /// with the others: they have much in common.
    fn new(open: &[&'b Open<'a>], apart: bool) -> Self {
        let (shared, alone) = shared(open);
        let (roots, mut alone) = alone
            .into_iter()
            .partition::<Vec<&Open>, _>(|(_, work)| work.may_be_root);
        alone.sort_by_key(|(_, work)| work.may_build_linted);
        let waits = |(_, work): &&Open| apart && work.crates.is_none() && work.may_wait;
        let (waiting, busy): (Vec<&Open>, Vec<&Open>) = shared.into_iter().partition(waits);
        let is_quick =
            |(_, work): &&Open| work.may_build_linted && work.main_place != Some(MainPlace::Apart);
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

    /// What is to be done for these, of all that costs so much. What files have in common is
    /// compiled once for each crate, so there are not more of these than their share of jobs.
    fn parts(self, jobs: usize, all: usize) -> Vec<Part<'a, 'b>> {
        let share = (jobs * self.cost_of_quick() + all / 2) / all.max(1);
        let of_modules = |members: Vec<&'b Open<'a>>| {
            let waits = jobs > 1 && members.iter().any(|(_, work)| work.may_wait);
            let kind = if waits { Kind::Waiting } else { Kind::Busy };
            Part { members, kind }
        };
        let of_file = |one| Part {
            members: vec![one],
            kind: Kind::File,
        };
        let waiting = Some(self.waiting).filter(|waiting| !waiting.is_empty());
        let busy = [shards(self.slow, 1), shards(self.quick, share)];
        let mut roots = self.roots.into_iter();
        let mut modules: Vec<Vec<&Open>> = waiting.into_iter().collect();
        modules.extend(busy.into_iter().flatten());
        for members in &mut modules {
            members.extend(roots.next());
        }
        let parts = modules.into_iter().map(of_modules);
        let files = roots.chain(self.alone).map(of_file);
        parts.chain(files).collect()
    }
}

/// About how long they take to build, in milliseconds of a processor, if each takes so many
/// where it needs no crates; as measured with the built-in course. It only decides about the
/// number of crates.
fn cost(open: &[&Open], each: usize) -> usize {
    let needs_crates = open.first().is_some_and(|(_, work)| work.crates.is_some());
    open.len() * (each + if needs_crates { 100 } else { 0 })
}

/// Those that can be modules of one crate, and the others that can be built in the same way.
fn shared<'a, 'b>(open: &[&'b Open<'a>]) -> (Vec<&'b Open<'a>>, Vec<&'b Open<'a>>) {
    let symbols: Vec<Option<Symbols>> = open
        .iter()
        .map(|(_, work)| model::symbols(&work.read()).filter(|_| work.may_share))
        .collect();
    let exporting: Vec<usize> = (0..open.len())
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
        match own.exports() {
            true => own.exported.iter().any(is_taken) || (0..open.len()).any(meets),
            false => exporting.iter().copied().any(meets),
        }
    };
    let (mut shared, mut alone) = (Vec::new(), Vec::new());
    for (place, one) in open.iter().copied().enumerate() {
        match is_apart(place) {
            false => shared.push(one),
            true => alone.push(one),
        }
    }
    (shared, alone)
}

/// Divides the work into parts that take about as long, as many for each job. The length of a
/// source tells how long it takes, roughly.
fn shards<'a, 'b>(mut open: Vec<&'b Open<'a>>, jobs: usize) -> Vec<Vec<&'b Open<'a>>> {
    let jobs = (open.len() / FEWEST_OF_SEVERAL).clamp(1, jobs.max(1));
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
