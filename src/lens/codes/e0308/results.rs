//! Return types that are to blame: a test, or another error, shows which type is wanted.

use std::ops::Range;

use super::calls::Blame;
use super::{Mismatch, comparisons};
use crate::lens::case::Case;
use crate::lens::labels;
use crate::lens::query::expectation::{self, Expectation};
use crate::lens::query::statements::{around, body_around};
use crate::lens::query::{callee, errors, rewrite, test_code};
use crate::lens::repair::Repair;
use crate::model::diagnostic::Diagnostic;
use crate::rust::edit::TextEdit;
use crate::rust::{Function, NodeId, NodeKind, Role, function_around, functions};

/// The call that a value comes from: itself, perhaps behind a `&`, or what its variable begins with.
pub fn call_behind(case: &Case, value: NodeId) -> Option<NodeId> {
    let value = rewrite::value_of(case, value);
    let inner = match case.tree.kind(value) {
        NodeKind::Reference => case.tree.child(value, Role::Operand)?,
        NodeKind::Path => {
            let binding = case.names.binding(case.names.binding_of(value)?);
            let is_plain = binding.is_whole && binding.annotation.is_none();
            binding.initializer.filter(|_| is_plain)?
        }
        _ => value,
    };
    let is_macro = case.tree.kind(inner) == NodeKind::MacroCall;
    (callee::is_call(case, inner) && !is_macro).then_some(inner)
}

/// The function of this file that makes a value, if it's no part of the tests.
pub fn maker(case: &Case, value: NodeId) -> Option<Function> {
    let function = callee::function(case, call_behind(case, value)?)?;
    (!test_code::is_in_test(case, function.node)).then_some(function)
}

/// Whether the type is written as this function's return type.
fn returns(case: &Case, function: &Function, told: &str) -> bool {
    let told = told.trim_matches('`');
    let returned = function.returns.map(|ty| case.written(ty));
    returned.is_some_and(|returned| returned == told)
}

/// A function whose result given code uses as another type.
pub fn wanted_by_given_code(mismatch: &Mismatch) -> Option<Blame> {
    let case = mismatch.case;
    if !test_code::is_given(case, &case.primary.bytes) {
        return None;
    }
    let types = &mismatch.types;
    let (function, wanted) = match comparisons::first_value(mismatch) {
        Some(first) => {
            let function = maker(case, first)?;
            (returns(case, &function, &types.expected)).then_some((function, &types.found))?
        }
        None => {
            let function = maker(case, mismatch.node)?;
            (returns(case, &function, &types.found)).then_some((function, &types.expected))?
        }
    };
    let who = if test_code::is_in_test(case, mismatch.node) {
        "The tests use"
    } else {
        "`main` uses"
    };
    let start = format!("{who} the result of `{}` like this", function.name());
    blame(case, &function, wanted, &start, case.primary.bytes.clone())
}

/// A function whose body returns another type than its signature says, where another error shows
/// that the body is right.
pub fn wanted_elsewhere(mismatch: &Mismatch) -> Option<Blame> {
    let case = mismatch.case;
    let mut clues = case.clues.iter();
    let because =
        clues.find(|clue| labels::has_shape(&clue.label, "expected * because of return type"))?;
    let by_type = around(case, case.tree.innermost_at(because.bytes.start))
        .find(|at| case.tree.role(*at) == Role::Return)?;
    let own = function_around(case.source, case.tree, by_type)?;
    let is_in_body = body_around(case, mismatch.node) == Some(own.node);
    if !is_in_body || !returns(case, &own, &mismatch.types.expected) {
        return None;
    }
    let whole = case.tree.bytes(own.node);
    let line = errors::in_file(case).into_iter().find_map(|(error, at)| {
        let is_outside = at.end <= whole.start || whole.end <= at.start;
        let is_it = is_outside && shows(case, error, &own, &mismatch.types);
        is_it.then(|| case.line(at.start))
    })?;
    let start = format!(
        "Line {line} expects `{}` to return {} as well",
        own.name(),
        mismatch.types.found
    );
    let bytes = case.primary.bytes.clone();
    blame(case, &own, &mismatch.types.found, &start, bytes)
}

/// Whether another error shows that a function's result should have the type that its body gives.
fn shows(case: &Case, error: &Diagnostic, function: &Function, types: &Expectation) -> bool {
    let Some(other) = Case::new(error, case.source, case.facts) else {
        return false;
    };
    let other = other.among(case.errors);
    if error.code.as_deref() != Some("E0308") {
        return false;
    }
    let node = rewrite::value_of(&other, other.node(&other.primary));
    let Some(told) = expectation::of(&other, &other.primary) else {
        return is_function_itself(&other, node, function, types);
    };
    let mismatch = Mismatch {
        case: &other,
        node,
        types: told,
    };
    let is_own = |value| maker(&other, value).is_some_and(|made| made.node == function.node);
    match comparisons::first_value(&mismatch) {
        Some(first) => {
            let has_types =
                mismatch.types.expected == types.expected && mismatch.types.found == types.found;
            is_own(first) && has_types
        }
        None => {
            let has_types =
                mismatch.types.expected == types.found && mismatch.types.found == types.expected;
            is_own(mismatch.node) && has_types
        }
    }
}

/// The function as a value: rustc's note shows both signatures.
fn is_function_itself(case: &Case, node: NodeId, function: &Function, types: &Expectation) -> bool {
    let all = functions(case.source, case.tree);
    let same = all.iter().filter(|one| one.name() == function.name());
    let is_named = case.written(node) == function.name() && same.count() == 1;
    let result = |told: &str| {
        let (_, result) = told.rsplit_once("-> ")?;
        let result = result.split(" {").next()?;
        Some(format!("`{result}`"))
    };
    let mut notes = case.diagnostic.children.iter();
    is_named
        && notes.any(|note| {
            let names = labels::names(&note.message);
            let is_comparison = note.message.trim_start().starts_with("expected ");
            let told = names.first().zip(names.get(1)).filter(|_| is_comparison);
            told.is_some_and(|(expected, found)| {
                result(expected).as_ref() == Some(&types.found)
                    && result(found).as_ref() == Some(&types.expected)
            })
        })
}

/// Names the return type, and writes the other one if it can be written.
fn blame(
    case: &Case,
    function: &Function,
    wanted: &str,
    start: &str,
    keeps: Range<usize>,
) -> Option<Blame> {
    let declared = case.tree.bytes(function.returns?);
    let sentence = format!(
        "{start}, so look at its return type: `{}` on line {}.",
        case.text(&declared),
        case.line(declared.start)
    );
    let ty = wanted
        .strip_prefix('`')
        .and_then(|rest| rest.strip_suffix('`'));
    let ty = ty.filter(|ty| !ty.contains(['{', '_', '@', '\'']));
    let repair = ty.map(|ty| {
        let edit = TextEdit::replacement(declared.clone(), ty);
        let sentence = format!("Give `{}` the return type `{ty}`.", function.name());
        Repair::edit(sentence, vec![edit])
    });
    Some(Blame {
        sentence,
        keeps: vec![keeps],
        declared,
        repair,
    })
}
