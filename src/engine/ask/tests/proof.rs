//! Repairs against the real compiler.

use super::*;

use crate::engine::ask::proof::prove;
use crate::model::ask::proof::{Candidate, FaultyProgram, Proof, ProofQuery};
use crate::rust::edit::TextEdit;

/// A program with errors, and its compiler.
struct Faulty {
    host: TestHost,
    source: Source,
    context: CompileContext,
    errors: Vec<Diagnostic>,
}

impl Faulty {
    fn new(text: &str) -> Self {
        Self::with_flags(text, &[])
    }

    fn with_flags(text: &str, flags: &[&str]) -> Self {
        let host = TestHost::new();
        let mut context = host.context(text);
        context.add_flags(flags);
        let answers = host
            .asker()
            .ask(&context, &[variant(text)], &Cancel::default());
        let reply = answers[0].as_ref().expect("it was asked");
        let errors = reply.errors().cloned().collect();
        let source = Source::new(text, Edition::default());
        Self {
            host,
            source,
            context,
            errors,
        }
    }

    fn codes(&self) -> Vec<&str> {
        let codes = self.errors.iter().map(|error| error.code.as_deref());
        codes.map(|code| code.unwrap_or("-")).collect()
    }

    fn program(&self) -> FaultyProgram<'_> {
        FaultyProgram {
            source: &self.source,
            file: PATH,
            errors: &self.errors,
        }
    }

    /// The candidate for an error that puts `new` in the place of the first `old`.
    fn candidate(&self, error: usize, old: &str, new: &str) -> Candidate {
        let at = self.source.text().find(old).expect("it is there");
        Candidate {
            edits: vec![TextEdit::replacement(at..at + old.len(), new)],
            error,
        }
    }

    fn first(&self, edits: &[[&str; 2]]) -> Vec<Candidate> {
        let edits = edits.iter();
        edits
            .map(|[old, new]| self.candidate(0, old, new))
            .collect()
    }

    /// What is said of these candidates, and how many compiles it took.
    fn prove(&self, candidates: &[Candidate]) -> (Vec<String>, usize) {
        let asker = self.host.asker();
        let cancel = Cancel::default();
        let proofs = prove(&asker, &self.context, self.program(), candidates, &cancel);
        (proofs.iter().map(short).collect(), asker.compiled())
    }

    /// The same with each candidate alone, which needs no trust.
    fn prove_alone(&self, candidates: &[Candidate]) -> Vec<String> {
        let one = |candidate: &Candidate| self.prove(std::slice::from_ref(candidate)).0;
        candidates.iter().flat_map(one).collect()
    }
}

fn short(proof: &Result<Proof, NotAsked>) -> String {
    match proof {
        Ok(Proof::Works) => "works".to_owned(),
        Ok(Proof::ErrorStays) => "stays".to_owned(),
        Ok(Proof::NewError { code, message }) => {
            code.clone().unwrap_or_else(|| format!("new: {message}"))
        }
        Err(reason) => format!("not asked, {reason}"),
    }
}

const MOVED: &str = r#"use std::fmt::Display;

#[derive(Debug)]
struct Pair(String, u8);

fn take(pair: Pair) -> u8 { pair.1 }
fn show(words: impl Display) { println!("{words}"); }

fn main() {
    let pair = Pair("a".to_owned(), 1);
    let count = take(pair);
    show(count);
    println!("{pair:?}");
}
"#;

#[test]
fn repairs_share_one_compile_if_all_of_them_work() {
    let faulty = Faulty::new(MOVED);
    assert_eq!(faulty.codes(), ["E0382"]);
    let candidates = faulty.first(&[
        ["    println!(\"{pair:?}\");\n", ""],
        ["#[derive(Debug)]", "#[derive(Debug, Clone)]"],
        ["    let count = take(pair);\n    show(count);\n", "\n"],
        ["take(pair);", "take(Pair(pair.0.clone(), pair.1));"],
    ]);
    let mut candidates = candidates;
    // One that needs two edits, and the same edit twice.
    let clone = faulty.candidate(0, "(pair);", "(pair.clone());");
    candidates[1].edits.extend(clone.edits);
    candidates.push(candidates[0].clone());
    let (proofs, compiled) = faulty.prove(&candidates);
    assert_eq!((proofs, compiled), (vec!["works".to_owned(); 5], 1));
}

#[test]
fn each_repair_has_a_verdict_of_its_own() {
    let faulty = Faulty::new(MOVED);
    let candidates = faulty.first(&[
        ["    println!(\"{pair:?}\");\n", ""],
        ["show(count)", "show(&count)"],
        ["take(pair);", "take(&pair);"],
        ["take(pair: Pair)", "take(pair: Pair, _: u8)"],
        ["println!(\"{pair:?}\")", "println!(\"{:?}\", pair)"],
        ["println!(\"{pair:?}\")", "let x: u8 = 300"],
        ["#[derive(Debug)]", ""],
        ["take(pair);", "take(pair"],
        ["take(pair);", "nothing!(pair);"],
        ["let pair = ", "\n\n\nlet pair = "],
    ]);
    let expected = [
        "works",
        "stays",
        "E0308",
        // With a wrong call in it, nobody looks at the function's moves.
        "E0061",
        "stays",
        "overflowing_literals",
        "E0277",
        "new: mismatched closing delimiter: `}`",
        "new: cannot find macro `nothing` in this scope",
        "stays",
    ];
    let (proofs, compiled) = faulty.prove(&candidates);
    assert_eq!(proofs, expected);
    assert_eq!(faulty.prove_alone(&candidates), expected);
    assert!(compiled < candidates.len(), "{compiled}");
}
