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
    let tried = try_all(asker, context, program, candidates, cancel);
    tried.into_iter().map(|tried| tried.proof).collect()
}

/// What came of a candidate's trial.
#[derive(Debug, Clone)]
pub struct Tried {
    /// Whether it works.
    pub proof: Result<Proof, NotAsked>,
    /// Where the program's errors are that stay with it, in bytes of the program.
    pub remaining: Vec<Range<usize>>,
}

/// The same, with the errors that stay.
pub fn try_all(
    asker: &Asker,
    context: &CompileContext,
    program: FaultyProgram,
    candidates: &[Candidate],
    cancel: &Cancel,
) -> Vec<Tried> {
    let mut query = ProofQuery::new(program, &context.path, candidates, asker.jobs);
    loop {
        let variants = query.variants();
        if variants.is_empty() {
            let both = query.proofs().into_iter().zip(query.remaining());
            return both
                .map(|(proof, remaining)| Tried { proof, remaining })
                .collect();
        }
        query.read(&asker.ask(context, &variants, cancel));
    }
}
