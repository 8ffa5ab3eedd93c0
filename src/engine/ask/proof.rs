//! Which repairs of a program work.

use std::ops::Range;

use crate::engine::ask::Asker;
use crate::engine::ask::context::CompileContext;
use crate::engine::process::Cancel;
use crate::model::ask::NotAsked;
use crate::model::ask::proof::{Candidate, FaultyProgram, Proof, ProofQuery};

/// Asks whether candidates work, all at once if they can share a compile. The program is the one
/// that the context is for, and its errors are those of one compile in that context. The proofs
/// come in the order of the candidates.
///
/// What only the making of code would find isn't seen, and neither is what the program does.
pub fn prove(
    asker: &Asker,
    context: &CompileContext,
    program: FaultyProgram,
    candidates: &[Candidate],
    cancel: &Cancel,
) -> Vec<Result<Proof, NotAsked>> {
    let answered = ask(asker, context, program, candidates, cancel);
    answered.proofs()
}

/// What the trial of a candidate has shown.
#[derive(Debug, Clone)]
pub struct TrialResult {
    /// Whether it works.
    pub proof: Result<Proof, NotAsked>,
    /// The program's errors that it takes away, as indexes.
    pub cured: Vec<usize>,
    /// Where its other errors are, in bytes of the program.
    pub remaining: Vec<Range<usize>>,
}

/// The same, with the errors that each candidate takes away, as far as that's known, and those that
/// stay.
pub fn try_all(
    asker: &Asker,
    context: &CompileContext,
    program: FaultyProgram,
    candidates: &[Candidate],
    cancel: &Cancel,
) -> Vec<TrialResult> {
    let answered = ask(asker, context, program, candidates, cancel);
    let proofs = answered.proofs().into_iter();
    let errors = answered.cured().into_iter().zip(answered.remaining());
    let result = |(proof, (cured, remaining))| TrialResult {
        proof,
        cured,
        remaining,
    };
    proofs.zip(errors).map(result).collect()
}

fn ask(
    asker: &Asker,
    context: &CompileContext,
    program: FaultyProgram,
    candidates: &[Candidate],
    cancel: &Cancel,
) -> ProofQuery {
    let mut query = ProofQuery::new(program, &context.path, candidates, asker.jobs);
    loop {
        let variants = query.variants();
        if variants.is_empty() {
            return query;
        }
        query.read(&asker.ask(context, &variants, cancel));
    }
}
