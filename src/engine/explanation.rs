//! Explains a program's errors: asks for facts, tells what happens, and proves the repairs.

use std::thread;

use crate::engine::ask::context::CompileContext;
use crate::engine::ask::{Asker, facts, proof};
use crate::engine::process::Cancel;
use crate::lens::repair::{ProofState, Repair};
use crate::lens::{self, Lens};
use crate::model::ask::NotAsked;
use crate::model::ask::facts::Facts;
use crate::model::ask::proof::{Candidate, FaultyProgram, Proof};
use crate::rust::Source;

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
        let proofs = proof::prove(asker, context, program, &candidates, cancel);
        candidates.into_iter().zip(proofs).collect::<Vec<_>>()
    };
    let early = Trials::of(look(&Facts::default())).candidates;
    let (trials, mut proofs) = thread::scope(|scope| {
        let proofs = scope.spawn(|| prove(early.clone()));
        let trials = Trials::of(look(&facts()));
        let late = trials.candidates.iter().filter(|one| !early.contains(one));
        let late = prove(late.cloned().collect());
        let early = proofs.join().unwrap_or_default();
        (trials, [early, late].concat())
    });
    let uncovers = |(_, proof): &(_, Result<Proof, _>)| matches!(proof, Ok(Proof::Uncovers(_)));
    if trials.candidates != early && proofs.iter().any(uncovers) {
        // Which of them uncover the fewest errors, only a question about all of them tells.
        proofs = prove(trials.candidates.clone());
    }
    trials.settle(program.source, &proofs)
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
        source: &Source,
        proofs: &[(Candidate, Result<Proof, NotAsked>)],
    ) -> Vec<Option<Lens>> {
        for ((error, number), candidate) in self.tried.iter().zip(&self.candidates) {
            let proof = proofs.iter().find(|(proven, _)| proven == candidate);
            if let (Some(lens), Some((_, proof))) = (&mut self.lenses[*error], proof) {
                settle(&mut lens.repairs[*number], proof);
            }
        }
        for lens in self.lenses.iter_mut().flatten() {
            // Nobody has tried these.
            let open = lens.repairs.iter_mut();
            for repair in open.filter(|repair| repair.proof == ProofState::Open) {
                repair.settle(ProofState::Open);
            }
            lens.keep_what_is_proven();
            lens.mark_where_it_is_put_right(source);
        }
        self.lenses
    }
}

/// What a trial's outcome says of a repair. One without an answer stays open.
fn settle(repair: &mut Repair, proof: &Result<Proof, NotAsked>) {
    repair.settle(match proof {
        Ok(Proof::Works | Proof::Uncovers(_)) => ProofState::Proven,
        Ok(Proof::ErrorStays | Proof::NewError { .. }) => ProofState::Refuted,
        Ok(Proof::Hidden) | Err(_) => ProofState::Open,
    });
    if let Ok(Proof::Uncovers(number)) = proof {
        let errors = if *number == 1 {
            "another error".to_owned()
        } else {
            format!("{number} other errors")
        };
        let sentence = repair.sentence.trim_end_matches('.');
        repair.sentence = format!(
            "{sentence}. rustc then reads on, and finds {errors} that it couldn't see before."
        );
    }
}
