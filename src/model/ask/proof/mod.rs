//! Does a repair work? It does if its error is gone and no error is new.

mod candidate;
mod cured;
mod modules;
mod query;
mod same_error;
mod stage;
mod trial;

pub use candidate::{Candidate, Proof};
pub use query::{FaultyProgram, ProofQuery};
