//! Repairs against the real compiler.

use super::*;

use crate::engine::ask::facts;
use crate::engine::ask::proof::prove;
use crate::engine::explanation;
use crate::lens::{self, Lens};
use crate::model::ask::facts::Facts;
use crate::model::ask::proof::{Candidate, FaultyProgram, Proof};
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
        self.prove_with(candidates, 1)
    }

    fn prove_with(&self, candidates: &[Candidate], jobs: usize) -> (Vec<String>, usize) {
        let mut asker = self.host.asker();
        asker.jobs = jobs;
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
        Ok(Proof::Uncovers(number)) => format!("uncovers {number}"),
        Ok(Proof::Hidden) => "hidden".to_owned(),
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

    // Two take no longer than one if they are compiled at once, and hide nothing from each other.
    let two = [candidates[0].clone(), candidates[3].clone()];
    for (jobs, compiles) in [(1, 1), (2, 2)] {
        let expected = vec!["works".to_owned(); 2];
        assert_eq!(faulty.prove_with(&two, jobs), (expected, compiles));
    }
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

/// Two functions with an error of the same kind and words, and one of another kind.
const THREE: &str = "fn one() { let s = String::new(); drop(s); println!(\"{s}\"); }
fn two() { let s = String::new(); drop(s); println!(\"{s}\"); }
fn main() { let v = vec![1]; v.push(2); one(); two(); }
";

#[test]
fn other_errors_may_stay_and_of_two_equal_ones_one_is_cured() {
    let faulty = Faulty::new(THREE);
    assert_eq!(faulty.codes(), ["E0382", "E0382", "E0596"]);
    let second = |index, new: &str| {
        let at = THREE.rfind("drop(s)").expect("it is there");
        let edits = vec![TextEdit::replacement(at..at + 7, new)];
        Candidate {
            edits,
            error: index,
        }
    };
    let candidates = [
        faulty.candidate(0, "drop(s)", "drop(&s)"),
        // It cures the other of the two.
        second(0, "drop(&s)"),
        second(1, "drop(&s)"),
        faulty.candidate(2, "let v", "let mut v"),
        faulty.candidate(2, "let v", "\n\nlet mut v"),
        faulty.candidate(2, "one(); ", ""),
        // It cures its own error and makes another.
        faulty.candidate(2, "v.push(2)", "v.push(nothing)"),
        second(1, "drop(s.clone()); drop(s)"),
        faulty.candidate(1, "fn main", "struct S;\nfn main"),
    ];
    let (proofs, compiled) = faulty.prove(&candidates);
    let expected = [
        "works", "stays", "works", "works", "works", "stays", "E0425", "stays", "stays",
    ];
    assert_eq!(proofs, expected);
    assert_eq!(faulty.prove_alone(&candidates), expected);
    assert!(compiled < candidates.len(), "{compiled}");

    // Without the one that keeps others from being believed, one compile is enough.
    let fewer = [&candidates[..6], &candidates[7..]].concat();
    let (proofs, compiled) = faulty.prove(&fewer);
    assert_eq!(compiled, 1, "{proofs:?}");
}

#[test]
fn what_an_error_hides_is_seen_before_a_repair_works() {
    // A lint refuses the literal, but only has its turn if nothing else is wrong.
    let faulty = Faulty::new(&MOVED.replace("let count", "let big: u8 = 256; let count"));
    assert_eq!(faulty.codes(), ["E0382"]);
    let candidates = faulty.first(&[
        ["println!(\"{pair:?}\");", ""],
        ["println!(\"{pair:?}\");", "show(big);"],
        ["take(pair)", "take(nothing)"],
        ["256", "255"],
    ]);
    let (lint, new) = ("overflowing_literals", "E0425");
    assert_eq!(faulty.prove(&candidates).0, [lint, lint, new, "stays"]);

    // The trait is missed so early that nobody looks at the function any more.
    let faulty = Faulty::new(&format!("{MOVED}impl Missing for Pair {{}}\n"));
    assert_eq!(faulty.codes(), ["E0405"]);
    let candidates = faulty.first(&[
        ["impl Missing for Pair {}", ""],
        ["impl Missing for", "trait Missing {}\nimpl Missing for"],
        ["impl Missing for", "impl Nowhere for"],
        [
            "impl Missing for Pair {}\n",
            "macro_rules! m { (a) => {} }\nm!(b);\n",
        ],
    ]);
    let (proofs, _) = faulty.prove(&candidates);
    assert_eq!(proofs[..2], ["E0382", "E0382"]);
    assert_eq!(proofs, faulty.prove_alone(&candidates));
}

#[test]
fn a_program_that_no_module_can_be_is_compiled_alone() {
    let host_flags: [&[&str]; 2] = [&[], &["-Ddead_code"]];
    let texts = [
        MOVED
            .replace("use std", "use crate::take as other;\nuse std")
            .replace("take(pair)", "other(pair)"),
        // In a module, nobody calls `main`.
        MOVED.to_owned(),
    ];
    for (text, flags) in texts.iter().zip(host_flags) {
        let faulty = Faulty::with_flags(text, flags);
        assert_eq!(faulty.codes(), ["E0382"], "{text}");
        let candidates = faulty.first(&[
            ["(pair);", "(Pair(pair.0.clone(), 1));"],
            ["(pair);", "(Pair(pair.0.to_string(), 1));"],
            ["(pair);", "(missing);"],
        ]);
        let (proofs, _) = faulty.prove(&candidates);
        assert_eq!(proofs, ["works", "works", "E0425"], "{text}");
    }
}

#[test]
fn main_is_judged_as_the_programs_own() {
    let text =
        "fn number() -> Option<u8> { None }\nfn main() { let n = number()?; println!(\"{n}\"); }\n";
    let faulty = Faulty::new(text);
    assert_eq!(faulty.codes(), ["E0277"]);
    let candidates = faulty.first(&[
        ["main() {", "main() -> Option<()> {"],
        ["number()?", "number().unwrap_or(0)"],
        ["number()?", "number().unwrap()"],
        ["fn main() {", "fn other() {"],
    ]);
    let expected = ["E0277", "works", "works", "stays"];
    assert_eq!(faulty.prove(&candidates).0, expected);

    let with_end = "n}\"); Some(()) }";
    let mut candidate = faulty.candidate(0, "main() {", "main() -> Option<()> {");
    candidate
        .edits
        .extend(faulty.candidate(0, "n}\"); }", with_end).edits);
    let candidates = [candidate, candidates[1].clone()];
    assert_eq!(faulty.prove(&candidates).0, ["E0277", "works"]);
}

#[test]
fn a_parse_error_is_cured_only_if_nothing_else_comes_to_light() {
    let text = "fn main() { let v = vec![1; v.push(2); }\n";
    let faulty = Faulty::new(text);
    let (error, _) = faulty.errors.split_first().expect("an error");
    assert_eq!(error.code, None);
    let candidates = faulty.first(&[
        ["vec![1;", "vec![1];"],
        ["v = vec![1;", "mut v = vec![1];"],
        ["fn main() { let v = vec![1; v.push(2); }", "fn main() {}"],
    ]);
    assert_eq!(faulty.prove(&candidates).0, ["E0596", "works", "works"]);
}

#[test]
fn a_lint_counts_only_if_this_compile_finds_it() {
    let text = "#![deny(unused_variables)]\nfn main() { let unused = 1; }\n";
    let mut faulty = Faulty::new(text);
    assert_eq!(faulty.codes(), ["unused_variables"]);
    let candidates = faulty.first(&[["unused =", "_unused ="], ["= 1", "= 2"]]);
    let (proofs, _) = faulty.prove(&candidates);
    assert_eq!(proofs, ["works", "stays"]);

    // The same, as another compiler's driver would say it.
    faulty.errors[0].code = Some("clippy::unused".to_owned());
    let reason = format!("not asked, {}", NotAsked::NoWord);
    assert_eq!(
        faulty.prove(&candidates).0,
        [reason.as_str(), reason.as_str()]
    );

    // An error that was reported by two compiles is one.
    let mut faulty = Faulty::new(MOVED);
    faulty.errors.push(faulty.errors[0].clone());
    let candidates = [
        faulty.candidate(0, "    println!(\"{pair:?}\");\n", ""),
        faulty.candidate(1, "show(count)", "show(&count)"),
    ];
    assert_eq!(faulty.prove(&candidates).0, ["works", "stays"]);
}

#[test]
fn edits_that_cannot_be_made_and_errors_that_are_not_there_are_not_asked() {
    let faulty = Faulty::new(MOVED);
    let overlapping = Candidate {
        edits: vec![TextEdit::deletion(0..9), TextEdit::deletion(8..10)],
        error: 0,
    };
    let nothing = Candidate {
        edits: Vec::new(),
        error: 0,
    };
    let no_error = Candidate {
        edits: Vec::new(),
        error: 1,
    };
    let (proofs, compiled) = faulty.prove(&[overlapping, nothing, no_error]);
    assert_eq!(proofs[0], "not asked, the edit can't be made");
    assert_eq!(proofs[1], "stays");
    assert_eq!(proofs[2], format!("not asked, {}", NotAsked::NoWord));
    assert_eq!(compiled, 0);
}

#[test]
fn a_repair_that_needs_a_file_beside_the_program_finds_it_or_is_not_asked() {
    let faulty = Faulty::new("fn main() { let x: u8 = other::f(); }");
    let file = faulty.host.root().join("exercises/other.rs");
    fs::create_dir_all(file.parent().expect("a folder"))
        .and_then(|()| fs::write(&file, "pub fn f() -> u8 { 0 }"))
        .expect("a file");
    let module = |name: &str| format!("mod {name}; fn main");
    let (there, missing) = (module("other"), module("nowhere"));
    let candidates = faulty.first(&[["fn main", &there], ["fn main", &missing]]);
    let reason = format!("not asked, {}", NotAsked::NeedsOtherFiles);
    assert_eq!(faulty.prove(&candidates).0, ["works", &reason]);
}

#[test]
fn a_cancel_ends_proofs() {
    let mut faulty = Faulty::new(MOVED);
    let (sender, started) = channel();
    faulty.host.started = Mutex::new(Some(sender));
    let endless = "#[allow(long_running_const_eval)] const C: u8 = loop {}; fn main() { C;";
    let candidates = faulty.first(&[
        ["fn main() {", endless],
        ["fn main() {", &format!("{endless} C;")],
    ]);
    let mut asker = faulty.host.asker();
    asker.jobs = 1;
    let cancel = Cancel::default();
    let proofs = std::thread::scope(|scope| {
        let proven = scope.spawn(|| {
            prove(
                &asker,
                &faulty.context,
                faulty.program(),
                &candidates,
                &cancel,
            )
        });
        started.recv().expect("a compiler starts");
        cancel.cancel();
        proven.join().expect("it ends")
    });
    assert_eq!(proofs, vec![Err(NotAsked::Cancelled); 2]);
    assert_eq!((asker.compiled(), faulty.host.left()), (1, 0));
}

/// What repairs of the lens and of rustc, and changes made by a machine, do to the programs that
/// the lens is tested with: the same as each of them does alone.
fn sweep(step: usize) -> [usize; 3] {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let files = crate::engine::files::list_below(root, "tests/lens").expect("a folder");
    let files = files.into_iter().filter(|file| file.ends_with(".rs"));
    let mut counts = [0; 3];
    for file in files.step_by(step) {
        let text = fs::read_to_string(root.join(&file)).expect("a program");
        let faulty = Faulty::new(&text);
        let candidates = faulty.many_candidates();
        let (proofs, compiled) = faulty.prove(&candidates);
        assert_eq!(proofs, faulty.prove_alone(&candidates), "{file}");
        let working = proofs.iter().filter(|proof| *proof == "works").count();
        counts = [
            counts[0] + proofs.len(),
            counts[1] + working,
            counts[2] + compiled,
        ];
    }
    counts
}

impl Faulty {
    fn many_candidates(&self) -> Vec<Candidate> {
        let mut candidates = Vec::new();
        for (error, diagnostic) in self.errors.iter().enumerate() {
            let lens = crate::lens::look(diagnostic, Some(&self.source), &Facts::default());
            let repairs = lens.map(|lens| lens.repairs).unwrap_or_default();
            let edits = repairs.into_iter().map(|repair| repair.edits);
            let edits = edits.filter(|edits| !edits.is_empty());
            candidates.extend(edits.map(|edits| Candidate { edits, error }));
            let start = diagnostic.primary_span().map_or(1, |span| span.line_start);
            let first = self
                .source
                .token_at(self.source.line(start.saturating_sub(1)).start);
            let names = (first..first + 24).filter(|at| self.source.is_identifier(*at));
            let made = names.enumerate().map(|(index, at)| {
                let bytes = self.source.bytes(&(at..at + 1));
                match index % 5 {
                    0 => TextEdit::insertion(bytes.start, "&"),
                    1 => TextEdit::insertion(bytes.end, ".clone()"),
                    2 => TextEdit::insertion(bytes.start, "mut "),
                    3 => TextEdit::deletion(self.source.line(self.source.line_of(bytes.start))),
                    _ => TextEdit::replacement(bytes, "unknown"),
                }
            });
            candidates.extend(made.map(|edit| Candidate {
                edits: vec![edit],
                error,
            }));
        }
        candidates.truncate(40);
        candidates
    }
}

#[test]
fn together_and_alone_the_same_is_said_of_repairs_of_some_programs() {
    let [all, working, compiled] = sweep(12);
    assert!(
        all > 60 && working > 10 && compiled < all,
        "{all} {working} {compiled}"
    );
}

#[test]
#[ignore = "a long sweep: many repairs of all programs of the lens"]
#[allow(clippy::print_stdout, reason = "the counts are what the sweep reports")]
fn together_and_alone_the_same_is_said_of_repairs_of_all_programs() {
    let [all, working, compiled] = sweep(1);
    assert!(
        all > 1000 && working > 200 && compiled < all,
        "{all} {working} {compiled}"
    );
    println!("{all} repairs, {working} work, {compiled} compiles");
}

#[test]
fn what_the_parser_hid_is_not_the_fault_of_its_repair() {
    let faulty = Faulty::new(
        "fn main() {\n    let n = (5;\n    let text: String = n;\n    println!(\"{text}\");\n}\n",
    );
    assert_eq!(faulty.codes()[0], "-");
    // A name that isn't known is on the changed line, and the edit has written it.
    let candidates = faulty.first(&[["(5;", "(5);"], ["(5;", "(five);"]]);
    assert_eq!(faulty.prove(&candidates).0, ["uncovers 1", "E0425"]);
}

#[test]
fn a_semicolon_that_takes_the_value_away_is_to_blame() {
    let faulty = Faulty::new(
        "fn lengths(names: &[&str]) -> Vec<usize> {\n    names\n        .iter()\n        .map(|n| n.len())\n        collect()\n}\n\nfn main() {\n    lengths(&[]);\n}\n",
    );
    assert_eq!(faulty.codes()[0], "-");
    let candidates = faulty.first(&[["collect()", ".collect()"]]);
    assert_eq!(faulty.prove(&candidates).0, ["works"]);
    let faulty = Faulty::new("fn one() -> u32 {\n    1 2\n}\n\nfn main() {\n    one();\n}\n");
    let candidates = faulty.first(&[["1 2", "1; 2;"]]);
    assert_eq!(faulty.prove(&candidates).0, ["E0308"]);
}

/// That `first` can be a copy follows from its type, the rest from the error.
#[test]
fn repairs_are_tried_before_the_facts_come_and_those_that_need_facts_after() {
    let faulty = Faulty::new(
        "fn main() {\n    let mut scores = vec![3, 8];\n    let first = &scores[0];\n    \
         scores.push(1);\n    println!(\"{first}\");\n}\n",
    );
    let cancel = Cancel::default();
    let asker = faulty.host.asker();
    let working = |lenses: &[Option<Lens>]| {
        let lens = lenses[0].as_ref().expect("a lens");
        let repairs = lens.shown_repairs().map(|repair| repair.sentence.clone());
        repairs.collect::<Vec<_>>()
    };
    let facts = || facts::of_file(&asker, &faulty.context, &faulty.source, &cancel);
    let explain = |facts: &dyn Fn() -> Facts| {
        let (context, program) = (&faulty.context, faulty.program());
        explanation::explain_with(&asker, context, program, facts, &cancel)
    };
    let with_facts = working(&explain(&facts));
    let compiled = asker.compiled();
    let without = working(&explain(&Facts::default));
    assert_eq!(asker.compiled(), compiled, "they were tried before");
    assert!(with_facts.len() > without.len(), "{with_facts:?}");
    assert!(without.iter().all(|one| with_facts.contains(one)));

    cancel.cancel();
    let empty = Asker::new(&faulty.host, Cache::new(faulty.host.root().join("empty")));
    let (context, program) = (&faulty.context, faulty.program());
    let cancelled = explanation::explain_with(&empty, context, program, Facts::default, &cancel);
    assert_eq!(working(&cancelled), Vec::<String>::new());
    assert_eq!(empty.compiled(), 0);
}

/// `*scores.push(1)` would dereference what `push` returns, so it isn't even tried.
#[test]
fn a_dereference_does_not_take_the_place_of_a_receiver() {
    let faulty = Faulty::new(
        "fn grow(scores: &mut Vec<u32>) -> usize {\n    let first = &mut *scores;\n    \
         let second = &mut *scores;\n    first.push(1);\n    second.len()\n}\n\nfn main() {\n    grow(&mut vec![]);\n}\n",
    );
    assert_eq!(faulty.codes(), ["E0499"]);
    let lens = lens::look(&faulty.errors[0], Some(&faulty.source), &Facts::default());
    let repairs = lens.expect("a lens").repairs;
    assert!(!repairs.is_empty());
    let mut edits = repairs.iter().flat_map(|repair| &repair.edits);
    assert!(edits.all(|edit| edit.text != "*scores"), "{repairs:?}");
}
