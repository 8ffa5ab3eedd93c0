//! A corpus made by a machine: our own programs with small mistakes in them, to judge what the
//! lens says by what the compiler says.
//!
//! `cargo test` judges a fixed sample. `docs/design/lens-corpus.md` says how to judge all of it.

#![allow(
    clippy::print_stdout,
    reason = "the figures are what these tests report"
)]

mod claims;
mod compiler;
mod explainer;
mod figures;
mod judge;
mod mutants;
mod mutations;
mod review;
mod sample;
mod sources;

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::sync::Mutex;

use crate::engine::parallel::{self, lock};
use compiler::Compiler;
use explainer::Explainer;
use judge::JudgedMutant;
use mutants::Mutant;

/// Judges what is said about errors with these codes, mutants side by side. Those that compile, or
/// fail as the original does, are left out.
fn judge_all(
    compiler: &Compiler,
    mutants: &[Mutant],
    is_wanted: impl Fn(&str) -> bool + Sync,
) -> Vec<JudgedMutant> {
    let explainer = Explainer::new();
    let judged = Mutex::new(BTreeMap::new());
    let jobs = std::thread::available_parallelism().map_or(2, usize::from);
    parallel::each(jobs, mutants.len(), |index| {
        if let Some(found) = judge::judge(compiler, &explainer, &mutants[index], &is_wanted) {
            lock(&judged).insert(index, found);
        }
        ControlFlow::Continue(())
    });
    judged.into_inner().expect("whole").into_values().collect()
}

fn updates() -> bool {
    std::env::var("UPDATE_GOLDEN").is_ok()
}

#[test]
fn the_sample_is_told_the_truth() {
    let compiler = Compiler::new();
    let entries = sample::read();
    let names: Vec<&str> = entries.iter().map(|entry| entry.name.as_str()).collect();
    let mutants: Vec<Mutant> = mutants::named(&sources::programs(), &names)
        .into_iter()
        .zip(&names)
        .map(|(mutant, name)| mutant.unwrap_or_else(|| panic!("{name}: {}", sample::OUTDATED)))
        .collect();
    let judged = judge_all(&compiler, &mutants, |_| true);
    let found: Vec<sample::Entry> = judged.iter().map(sample::Entry::of).collect();
    assert_eq!(found, entries, "{}", sample::OUTDATED);
    assert_eq!(entries.len(), sample::SIZE);

    let mut known = sample::known_failures();
    known.retain(|failure| {
        names
            .iter()
            .any(|name| failure.starts_with(&format!("{name}\t")))
    });
    let failures = figures::failures(&judged);
    assert_eq!(failures, known, "{}", sample::OTHER_FAILURES);
}

/// With `LENS_CORPUS_ONLY=TEXT`, only errors whose code is that text, and mutants with it in their
/// names, are judged, and no figures are written.
#[test]
#[ignore = "a long sweep: compiles thousands of programs"]
fn all_of_the_corpus() {
    let compiler = Compiler::new();
    let programs = sources::programs();
    let candidates = mutants::candidates(&programs);
    println!(
        "{} programs, {} candidates",
        programs.len(),
        candidates.len()
    );
    if let Ok(part) = std::env::var("LENS_CORPUS_ONLY") {
        let judged = judge_part(&compiler, &candidates, &part);
        figures::write_listing(&judged);
        let figures = figures::Figures::of(&judged, programs.len(), compiler.version());
        println!(
            "{}{}",
            figures.table(),
            figures::failures(&judged).join("\n")
        );
        return;
    }
    let judged = judge_all(&compiler, &candidates, |_| true);
    figures::write_listing(&judged);
    let figures = figures::Figures::of(&judged, programs.len(), compiler.version());
    println!("{}", figures.table());
    figures.write();
    if updates() {
        sample::write(&sample::draw(&judged));
        sample::write_known_failures(&figures::failures(&judged));
    }
    assert!(judged.len() >= 3_000, "only {} mutants", judged.len());
    assert!(figures.codes() >= 25, "only {} codes", figures.codes());
    assert!(figures.drawn_per_mille() >= 900, "too few errors are drawn");
    let (failures, known) = (figures::failures(&judged), sample::known_failures());
    assert_eq!(failures, known, "{}", sample::OTHER_FAILURES);
}

fn judge_part(compiler: &Compiler, candidates: &[Mutant], part: &str) -> Vec<JudgedMutant> {
    let is_named = |mutant: &&Mutant| mutant.name.contains(part);
    let named: Vec<Mutant> = candidates.iter().filter(is_named).cloned().collect();
    if named.is_empty() {
        judge_all(compiler, candidates, |code| code == part)
    } else {
        judge_all(compiler, &named, |_| true)
    }
}

/// `LENS_REVIEW=SEED:COUNT:FOLDER` writes explanations of mutants, chosen by the seed, for people
/// to read.
#[test]
#[ignore = "writes explanations for people to read"]
fn explanations_for_readers() {
    let scratch = tempfile::tempdir().expect("a folder");
    let few = format!("1:3:{}", scratch.path().display());
    let wish = std::env::var("LENS_REVIEW").unwrap_or(few);
    let wish = review::Wish::parse(&wish).expect("SEED:COUNT:FOLDER");
    let mutants = mutants::candidates(&sources::programs());
    let written = wish.grant(&Compiler::new(), &Explainer::new(), &mutants);
    println!("{written} explanations are in {}", wish.folder);
    assert_eq!(written, wish.count);
}
