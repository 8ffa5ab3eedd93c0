//! Explains a program's errors: asks for facts, tells what happens, and proves the repairs.

use std::collections::HashMap;
use std::ops::Range;
use std::thread;

use crate::engine::ask::context::CompileContext;
use crate::engine::ask::proof::TrialResult;
use crate::engine::ask::{Asker, facts, proof};
use crate::engine::process::Cancel;
use crate::lens::repair::{ProofState, Repair};
use crate::lens::{self, Lens, consequences};
use crate::model::ask::NotAsked;
use crate::model::ask::facts::Facts;
use crate::model::ask::proof::{Candidate, FaultyProgram, Proof};
use crate::model::diagnostic::Diagnostic;

/// How many repairs are tried for one error, and for all of a program.
const MOST_TRIALS: (usize, usize) = (8, 24);

/// Explains the errors of a program that can be compiled again: an entry for each, in their order.
/// Repairs that don't work, or that nobody could try, are left out.
pub fn explain(
    asker: &Asker,
    context: &CompileContext,
    program: FaultyProgram,
    cancel: &Cancel,
) -> Vec<Option<Lens>> {
    let facts = || facts::of_file(asker, context, program.source, cancel);
    explain_with(asker, context, program, facts, cancel)
}

/// The same with `facts` that are asked for elsewhere.
///
/// Until they come, we try the repairs that the errors alone suggest. The facts mostly lead to the
/// same repairs, or to one more.
pub fn explain_with(
    asker: &Asker,
    context: &CompileContext,
    program: FaultyProgram,
    facts: impl FnOnce() -> Facts,
    cancel: &Cancel,
) -> Vec<Option<Lens>> {
    let look = |facts: &Facts| {
        lens::look_at_all(
            program.errors,
            |error| error.is_about(program.file).then_some(program.source),
            facts,
        )
    };
    let prove = |candidates: Vec<Candidate>| {
        let results = proof::try_all(asker, context, program, &candidates, cancel);
        candidates.into_iter().zip(results).collect::<Vec<_>>()
    };
    let early = Trials::of(look(&Facts::default())).candidates;
    let (trials, mut results) = thread::scope(|scope| {
        let results = scope.spawn(|| prove(early.clone()));
        let trials = Trials::of(look(&facts()));
        let late = trials.candidates.iter().filter(|one| !early.contains(one));
        let late = prove(late.cloned().collect());
        let mut all = results.join().unwrap_or_default();
        all.extend(late);
        (trials, all)
    });
    let uncovers = |(_, result): &(_, TrialResult)| matches!(result.proof, Ok(Proof::Uncovers(_)));
    if trials.candidates != early && results.iter().any(uncovers) {
        // Which of them uncover the fewest errors, only a question about all of them tells.
        results = prove(trials.candidates.clone());
    }
    trials.settle(program, &results)
}

/// What the lens says of a program's errors, and which of its repairs are tried.
struct Trials {
    lenses: Vec<Option<Lens>>,
    /// The repairs that are tried: an error's index, and the repair's among those for that error.
    tried: Vec<(usize, usize)>,
    /// The same repairs, as the compiler is asked about them.
    candidates: Vec<Candidate>,
}

impl Trials {
    fn of(lenses: Vec<Option<Lens>>) -> Self {
        let (of_one, of_all) = MOST_TRIALS;
        let mut tried = Vec::new();
        let mut candidates = Vec::new();
        for (error, lens) in lenses.iter().enumerate() {
            let repairs = lens.iter().flat_map(|lens| lens.repairs.iter().enumerate());
            let open = repairs.filter(|(_, repair)| repair.proof == ProofState::Open);
            for (number, repair) in open.take(of_one) {
                if candidates.len() < of_all {
                    tried.push((error, number));
                    candidates.push(Candidate {
                        edits: repair.edits.clone(),
                        error,
                    });
                }
            }
        }
        Self {
            lenses,
            tried,
            candidates,
        }
    }

    /// Keeps the repairs that work.
    fn settle(
        mut self,
        program: FaultyProgram,
        results: &[(Candidate, TrialResult)],
    ) -> Vec<Option<Lens>> {
        let result_of = |candidate: &Candidate| {
            let found = results.iter().find(|(tried, _)| tried == candidate);
            found.map(|(_, result)| result)
        };
        let mut known: HashMap<(usize, usize), &TrialResult> = HashMap::new();
        for ((error, number), candidate) in self.tried.iter().zip(&self.candidates) {
            if let (Some(lens), Some(result)) = (&mut self.lenses[*error], result_of(candidate)) {
                take_result(&mut lens.repairs[*number], result);
                known.insert((*error, *number), result);
            }
        }
        for (error, lens) in self.lenses.iter_mut().enumerate() {
            let Some(lens) = lens else { continue };
            // Nobody has tried these.
            let open = lens.repairs.iter_mut();
            for repair in open.filter(|repair| repair.proof == ProofState::Open) {
                repair.settle(ProofState::Open);
            }
            tell_what_stays(program, error, lens, &known);
            lens.keep_what_is_proven();
        }
        consequences::tell(program.source, program.errors, &mut self.lenses);
        self.lenses
    }
}

/// What the trial of a repair has shown.
fn take_result(repair: &mut Repair, result: &TrialResult) {
    settle(repair, &result.proof);
    repair.cures.clone_from(&result.cured);
    if repair.is_dubious && stays_broken(repair, &result.remaining) {
        repair.proof = ProofState::Refuted;
    }
}

/// Whether one of the errors that stay is about what a repair writes anew.
fn stays_broken(repair: &Repair, remaining: &[Range<usize>]) -> bool {
    remaining.iter().any(|place| {
        let mut edits = repair.edits.iter().map(|edit| &edit.bytes);
        edits.any(|edit| place.start < edit.end && edit.start < place.end)
    })
}

/// Puts the ways out behind that leave an error which another way out of the same error cures, and
/// says which errors stay: also where one is on a line that this error is about, or on one that changes.
/// If that's said of one way out, it's said of each.
fn tell_what_stays(
    program: FaultyProgram,
    error: usize,
    lens: &mut Lens,
    known: &HashMap<(usize, usize), &TrialResult>,
) {
    let source = program.source;
    let own = program.errors.get(error).and_then(Diagnostic::primary_span);
    let own = own.and_then(|span| span.bytes_in(source)).unwrap_or(0..0);
    let works = |repair: &Repair| repair.proof == ProofState::Proven && repair.is_shown();
    let remaining = |number: usize| known.get(&(error, number)).map(|tried| &tried.remaining);
    let shown = lens.repairs.iter().enumerate();
    let shown = shown.filter(|(_, repair)| works(repair));
    let all: Vec<(usize, Vec<Range<usize>>)> = shown
        .filter_map(|(number, _)| Some((number, remaining(number)?.clone())))
        .collect();
    let is_cured = |place: &Range<usize>| all.iter().any(|(_, left)| !left.contains(place));
    let is_inside = |place: &Range<usize>| own.start <= place.start && place.end <= own.end;
    let changed = all
        .iter()
        .flat_map(|(number, _)| &lens.repairs[*number].lines);
    let changed = changed.filter(|change| !change.after.contains(&change.before));
    let mut near: Vec<usize> = changed.map(|change| change.line).collect();
    let labelled = program.errors.get(error).map(|error| &error.spans);
    let labelled = labelled.into_iter().flatten();
    let labelled = labelled.filter(|span| span.file_name == program.file);
    near.extend(labelled.map(|span| span.line_start));
    let is_near = |place: &Range<usize>| near.contains(&source.line_of(place.start));
    let mut left = all.iter().flat_map(|(_, left)| left);
    let is_told = left.any(|place| is_cured(place) || is_inside(place) || is_near(place));
    for (number, left) in &all {
        let avoidable = left.iter().filter(|place| is_cured(place)).count();
        let told = left.iter().filter(|_| is_told);
        let mut lines: Vec<usize> = told.map(|place| source.line_of(place.start)).collect();
        lines.sort_unstable();
        lines.dedup();
        let repair = &mut lens.repairs[*number];
        repair.leaves = avoidable;
        repair.tell_what_stays(&lines);
    }
}

/// What a trial's outcome says of a repair. One without an answer stays open.
fn settle(repair: &mut Repair, proof: &Result<Proof, NotAsked>) {
    repair.settle(match proof {
        Ok(Proof::Works | Proof::Uncovers(_)) => ProofState::Proven,
        Ok(Proof::ErrorStays | Proof::NewError { .. }) => ProofState::Refuted,
        Ok(Proof::Hidden) | Err(_) => ProofState::Open,
    });
    repair.is_hidden = matches!(proof, Ok(Proof::Hidden));
    if let Ok(Proof::Uncovers(number)) = proof {
        let errors = if *number == 1 {
            "one more error".to_owned()
        } else {
            format!("{number} more errors")
        };
        let sentence = repair.sentence.trim_end_matches('.');
        repair.sentence = format!(
            "{sentence}. rustc then reads on, and finds {errors} that it couldn't see before."
        );
    }
}
