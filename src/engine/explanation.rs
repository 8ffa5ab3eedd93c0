//! Explains a program's errors: asks for facts, tells what happens, and proves the repairs.

use std::collections::HashMap;
use std::ops::Range;

use crate::engine::ask::context::CompileContext;
use crate::engine::ask::proof::Tried;
use crate::engine::ask::{Asker, facts, proof};
use crate::engine::process::Cancel;
use crate::lens::repair::{ProofState, Repair};
use crate::lens::{self, Lens};
use crate::model::ask::NotAsked;
use crate::model::ask::facts::Facts;
use crate::model::ask::proof::{Candidate, FaultyProgram, Proof};
use crate::model::diagnostic::Diagnostic;

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
    let tried_all = proof::try_all(asker, context, program, &candidates, cancel);
    let known: HashMap<(usize, usize), &Tried> = tried.into_iter().zip(&tried_all).collect();
    for (error, lens) in lenses.iter_mut().enumerate() {
        let Some(lens) = lens else { continue };
        for (number, repair) in lens.repairs.iter_mut().enumerate() {
            if let Some(tried) = known.get(&(error, number)) {
                settle(repair, &tried.proof);
                if repair.is_dubious && stays_broken(repair, &tried.remaining) {
                    repair.proof = ProofState::Refuted;
                }
            }
        }
        tell_what_stays(program, error, lens, &known);
        lens.keep_what_is_proven();
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
/// says which error stays: also where that one is in the very expression that is repaired.
fn tell_what_stays(
    program: FaultyProgram,
    error: usize,
    lens: &mut Lens,
    known: &HashMap<(usize, usize), &Tried>,
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
    for (number, left) in &all {
        let is_cured = |place: &Range<usize>| all.iter().any(|(_, left)| !left.contains(place));
        let is_inside = |place: &Range<usize>| {
            *place != own && own.start <= place.start && place.end <= own.end
        };
        let avoidable = left.iter().filter(|place| is_cured(place)).count();
        let told = left
            .iter()
            .filter(|place| is_cured(place) || is_inside(place));
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
