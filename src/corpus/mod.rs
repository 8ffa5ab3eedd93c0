//! A corpus made by a machine: our own programs with small mistakes in them, to judge what the
//! lens says by what the compiler says.
//!
//! `cargo test` judges a fixed sample. The whole corpus is judged, and its figures are written
//! to `docs/design/lens-corpus.md`, by
//! `cargo test --locked --lib corpus -- --ignored --nocapture`.

#![allow(
    clippy::print_stdout,
    reason = "the figures are what these tests report"
)]

mod compiler;
mod figures;
mod judge;
mod mutants;
mod mutations;
mod sources;

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::sync::Mutex;

use crate::engine::parallel::{self, lock};
use compiler::Compiler;
use judge::JudgedMutant;
use mutants::Mutant;

/// Judges mutants side by side; those that compile are left out.
fn judge_all(compiler: &Compiler, mutants: &[Mutant]) -> Vec<JudgedMutant> {
    let judged = Mutex::new(BTreeMap::new());
    let jobs = std::thread::available_parallelism().map_or(2, usize::from);
    parallel::each(jobs, mutants.len(), |index| {
        if let Some(found) = judge::judge(compiler, &mutants[index]) {
            lock(&judged).insert(index, found);
        }
        ControlFlow::Continue(())
    });
    judged.into_inner().expect("whole").into_values().collect()
}

#[test]
#[ignore = "a long sweep: compiles thousands of programs"]
fn all_of_the_corpus() {
    let compiler = Compiler::new();
    let programs = sources::programs();
    let mut candidates = mutants::candidates(&programs);
    if let Ok(most) = std::env::var("LENS_CORPUS_MOST") {
        candidates.sort_by_key(|mutant| mutants::rank(&mutant.name));
        candidates.truncate(most.parse().expect("a number"));
    }
    println!(
        "{} programs, {} candidates",
        programs.len(),
        candidates.len()
    );
    let judged = judge_all(&compiler, &candidates);
    figures::write_listing(&judged);
    let figures = figures::table(&judged, programs.len(), compiler.version());
    println!("{figures}");
}
