//! Explains a program's errors: asks for facts, tells what happens, and proves the repairs.

use std::collections::HashMap;

use crate::engine::ask::context::CompileContext;
use crate::engine::ask::proof::TrialResult;
use crate::engine::ask::{Asker, facts, proof};
use crate::engine::process::Cancel;
use crate::lens::repair::{ProofState, Repair};
use crate::lens::{self, Lens, consequences};
use crate::model::ask::NotAsked;
use crate::model::ask::facts::Facts;
use crate::model::ask::proof::{Candidate, FaultyProgram, Proof};

/// How many repairs are tried for one error, and for all of a program.
const MOST_TRIALS: (usize, usize) = (8, 24);

/// Explains the errors of a program that can be compiled again: an entry for each, in their order.
/// Repairs that don't work, or that nobody could try, are left out. Without `facts` they are asked
/// for first.
pub fn explain(
    asker: &Asker,
    context: &CompileContext,
    program: FaultyProgram,
    facts: Option<Facts>,
    cancel: &Cancel,
) -> Vec<Option<Lens>> {
    let facts = facts.unwrap_or_else(|| facts::of_file(asker, context, program.source, cancel));
    let mut lenses = lens::look_at_all(
        program.errors,
        |error| error.is_about(program.file).then_some(program.source),
        &facts,
    );
    prove(asker, context, program, &mut lenses, cancel);
    lenses
}

/// Tries the repairs of all errors, and keeps those that work.
fn prove(
    asker: &Asker,
    context: &CompileContext,
    program: FaultyProgram,
    lenses: &mut [Option<Lens>],
    cancel: &Cancel,
) {
    let (of_one, of_all) = MOST_TRIALS;
    let mut tried: Vec<(usize, usize)> = Vec::new();
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
    let answers = proof::prove_and_count(asker, context, program, &candidates, cancel);
    let known: HashMap<(usize, usize), &TrialResult> = tried.into_iter().zip(&answers).collect();
    for (error, lens) in lenses.iter_mut().enumerate() {
        let Some(lens) = lens else { continue };
        for (number, repair) in lens.repairs.iter_mut().enumerate() {
            if let Some(result) = known.get(&(error, number)) {
                settle(repair, &result.proof);
                repair.cures.clone_from(&result.cured);
            }
        }
        lens.keep_what_is_proven();
    }
    consequences::tell(program.errors, lenses);
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
