use super::*;
use std::sync::Arc;

use crate::model::ask::{Answer, Reply};
use crate::model::diagnostic::Span;
use crate::rust::Edition;
use crate::rust::edit::TextEdit;

const TEXT: &str = "fn main() {\n    one(a);\n    two(b);\n}";
const FILE: &str = "a.rs";

fn error(code: &str, line: usize) -> Diagnostic {
    let span = Span {
        file_name: FILE.to_owned(),
        line_start: line,
        line_end: line,
        column_start: 5,
        column_end: 8,
        is_primary: true,
        label: None,
        suggested_replacement: None,
        suggestion_applicability: None,
    };
    Diagnostic {
        code: Some(code.to_owned()),
        level: Level::Error,
        message: format!("about {code}"),
        spans: vec![span],
        children: Vec::new(),
        rendered: String::new(),
    }
}

/// Edits behind the places of the errors, each to cure the first one.
fn query(errors: &[Diagnostic], candidates: usize) -> ProofQuery {
    let source = Source::new(TEXT, Edition::E2024);
    let program = FaultyProgram {
        source: &source,
        file: FILE,
        errors,
    };
    let candidate = |number: usize| Candidate {
        edits: vec![TextEdit::insertion(TEXT.len(), " ".repeat(number + 1))],
        error: 0,
    };
    let candidates: Vec<Candidate> = (0..candidates).map(candidate).collect();
    ProofQuery::new(program, FILE, &candidates, 1)
}

/// A reply with an error on each of these lines.
fn reply(errors: &[(&str, usize)]) -> Answer {
    let errors = errors.iter().map(|(code, line)| error(code, *line));
    Ok(Arc::new(Reply {
        diagnostics: errors.collect(),
    }))
}

fn texts(query: &ProofQuery) -> Vec<String> {
    query.variants().into_iter().map(|v| v.text).collect()
}

/// The line of the second line of the program in the module with this index.
fn line(module: usize) -> usize {
    module * 6 + 3
}

#[test]
fn one_compile_without_errors_proves_all() {
    let mut query = query(&[error("E0382", 2)], 3);
    let variants = texts(&query);
    assert_eq!(variants.len(), 1);
    assert!(variants[0].starts_with("pub mod __variant_0 {\nfn main() {\n"));
    query.read(&[reply(&[])]);
    assert!(query.variants().is_empty());
    assert_eq!(query.proofs(), vec![Ok(Proof::Works); 3]);
}

#[test]
fn what_looks_good_beside_a_failure_is_compiled_again_without_it() {
    let mut query = query(&[error("E0382", 2)], 3);
    query.read(&[reply(&[("E0382", line(1))])]);
    let variants = texts(&query);
    assert_eq!(variants.len(), 1);
    assert!(variants[0].contains("__variant_1") && !variants[0].contains("__variant_2"));
    // Two that leave different errors can't be believed together either.
    query.read(&[reply(&[("E0308", line(1) + 1)])]);
    assert_eq!(texts(&query), [format!("{TEXT} ")]);
    query.read(&[reply(&[])]);
    let new = Proof::NewError {
        code: Some("E0308".to_owned()),
        message: "about E0308".to_owned(),
    };
    let expected = [Ok(Proof::Works), Ok(Proof::ErrorStays), Ok(new)];
    assert_eq!(query.proofs(), expected);
}

#[test]
fn if_all_fail_the_control_decides_whether_that_is_believed() {
    let failed = |lines: &[(&str, usize)]| {
        let mut query = query(&[error("E0382", 2)], 2);
        query.read(&[reply(&[("E0433", line(0)), ("E0433", line(1))])]);
        assert_eq!(
            texts(&query),
            [format!(
                "pub mod __variant_0 {{\n{TEXT}\n}}\npub fn main() {{}}\n"
            )]
        );
        query.read(&[reply(lines)]);
        query
    };
    let exact = failed(&[("E0382", line(0))]);
    assert!(exact.variants().is_empty());
    let is_new = |proof: &Result<Proof, NotAsked>| matches!(proof, Ok(Proof::NewError { .. }));
    assert!(exact.proofs().iter().all(is_new));
    // With more, with less, or with another error it's no control.
    for lines in [
        &[("E0382", line(0)), ("E0433", line(0))][..],
        &[],
        &[("E0382", line(0) + 1)],
        &[("E0382", 1)],
    ] {
        let mut other = failed(lines);
        assert_eq!(texts(&other), [format!("{TEXT} "), format!("{TEXT}  ")]);
        other.read(&[reply(&[]), reply(&[("E0382", 2)])]);
        assert_eq!(other.proofs(), [Ok(Proof::Works), Ok(Proof::ErrorStays)]);
    }
}

#[test]
fn lints_and_errors_outside_of_modules_are_not_believed() {
    for found in [("dead_code", line(0)), ("E0382", 1), ("E0601", 99)] {
        let mut query = query(&[error("E0382", 2)], 2);
        query.read(&[reply(&[found])]);
        assert_eq!(texts(&query).len(), 2, "{found:?}");
        query.read(&[reply(&[]), reply(&[])]);
        assert_eq!(query.proofs(), vec![Ok(Proof::Works); 2]);
    }
}

#[test]
fn the_borrow_checkers_errors_hide_nothing_from_each_other() {
    let errors = [error("E0382", 2), error("E0502", 3)];
    let mut first = query(&errors, 2);
    first.read(&[reply(&[
        ("E0382", line(0)),
        ("E0502", line(0) + 1),
        ("E0502", line(1) + 1),
    ])]);
    assert!(first.variants().is_empty());
    assert_eq!(first.proofs(), [Ok(Proof::ErrorStays), Ok(Proof::Works)]);
    // But they hide lints, which the program alone would have without any.
    let mut second = query(&errors, 2);
    second.read(&[reply(&[("E0382", line(0)), ("E0502", line(0) + 1)])]);
    assert_eq!(texts(&second), [format!("{TEXT}  ")]);
}

#[test]
fn an_error_that_hides_others_makes_a_proof_worthless() {
    // A name that nobody knows, outside of all functions, or in the one that was changed.
    let text = "struct S(X);\nfn main() {\n    one(a);\n}";
    let source = Source::new(text, Edition::E2024);
    let errors = [error("E0382", 3), error("E0106", 1), error("E0412", 3)];
    let proof = |left: &[(&str, usize)], code: &str| {
        let mut errors = errors.to_vec();
        errors[0].code = Some(code.to_owned());
        let program = FaultyProgram {
            source: &source,
            file: FILE,
            errors: &errors,
        };
        let candidate = Candidate {
            edits: vec![TextEdit::insertion(text.len() - 2, " ")],
            error: 0,
        };
        let mut query = ProofQuery::new(program, FILE, &[candidate], 1);
        query.read(&[reply(left)]);
        query.proofs().remove(0)
    };
    for left in [&[("E0106", 1)][..], &[("E0412", 3)]] {
        assert_eq!(proof(left, "E0382"), Ok(Proof::Hidden), "{left:?}");
    }
    assert_eq!(proof(&[], "E0382"), Ok(Proof::Works));
    // Errors of one stage are found together.
    assert_eq!(proof(&[("E0106", 1)], "E0425"), Ok(Proof::Works));
}

#[test]
fn a_broken_signature_hides_what_a_change_in_it_leads_to() {
    let text = "fn one<T, T>(a: T) {}\nfn two() {\n    one(1, 2);\n}";
    let source = Source::new(text, Edition::E2024);
    let errors = [error("E0061", 3), error("E0403", 1)];
    let proof = |before: &str, left: &[(&str, usize)]| {
        let program = FaultyProgram {
            source: &source,
            file: FILE,
            errors: &errors,
        };
        let at = text.find(before).expect("it's there");
        let candidate = Candidate {
            edits: vec![TextEdit::insertion(at, " ")],
            error: 0,
        };
        let mut query = ProofQuery::new(program, FILE, &[candidate], 1);
        query.read(&[reply(left)]);
        query.proofs().remove(0)
    };
    assert_eq!(proof(") {}", &[("E0403", 1)]), Ok(Proof::Hidden));
    assert_eq!(proof(") {}", &[]), Ok(Proof::Works));
    assert_eq!(proof(", 2", &[("E0403", 1)]), Ok(Proof::Works));
}

#[test]
fn a_crate_that_cannot_be_compiled_is_no_reason_but_a_cancel_is() {
    let mut query = query(&[error("E0382", 2)], 2);
    let mut cancelled = query.clone();
    cancelled.read(&[Err(NotAsked::Cancelled)]);
    assert!(cancelled.variants().is_empty());
    assert_eq!(cancelled.proofs(), vec![Err(NotAsked::Cancelled); 2]);
    query.read(&[Err(NotAsked::TooLong)]);
    query.read(&[reply(&[]), Err(NotAsked::TooMany)]);
    assert_eq!(query.proofs(), [Ok(Proof::Works), Err(NotAsked::TooMany)]);
}

#[test]
fn what_another_compile_may_have_found_is_looked_for_first() {
    let mut lint = query(&[error("clippy::x", 2), error("E0382", 3)], 2);
    assert_eq!(texts(&lint), [TEXT]);
    lint.read(&[reply(&[("E0382", 3)])]);
    assert!(lint.variants().is_empty());
    assert_eq!(lint.proofs(), vec![Err(NotAsked::NoWord); 2]);

    // What is there twice is there once.
    let mut twice = query(&[error("E0382", 2), error("E0382", 2)], 1);
    assert_eq!(texts(&twice), [TEXT]);
    twice.read(&[reply(&[("E0382", 2)])]);
    assert_eq!(texts(&twice), [format!("{TEXT} ")]);
    twice.read(&[reply(&[("E0382", 2)])]);
    assert_eq!(twice.proofs(), [Ok(Proof::ErrorStays)]);
}
