//! Return types that are to blame: a test, or another error, shows which type is wanted.

use std::ops::Range;

use super::calls::Blame;
use super::{Mismatch, comparisons};
use crate::lens::case::Case;
use crate::lens::labels;
use crate::lens::query::expectation::{self, Expectation};
use crate::lens::query::statements::{around, body_around};
use crate::lens::query::{callee, calls_of, errors, rewrite, test_code};
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
pub fn returns(case: &Case, function: &Function, told: &str) -> bool {
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
    let (call, wanted) = refused_use(mismatch)?;
    let function = callee::function(case, call)?;
    let who = if test_code::is_in_test(case, mismatch.node) {
        "The tests use"
    } else {
        "`main` uses"
    };
    let start = format!("{who} the result of `{}` like this", function.name());
    let blame = blame(case, &function, wanted, &start, case.primary.bytes.clone())?;
    let agree = is_unfit_for_all(case, call, &function, wanted);
    Some(Blame {
        sentence: blame.sentence.filter(|_| agree),
        ..blame
    })
}

/// The call whose result is used as a type that its function doesn't return, and that type.
fn refused_use<'m>(mismatch: &'m Mismatch) -> Option<(NodeId, &'m str)> {
    let (case, types) = (mismatch.case, &mismatch.types);
    let (value, returned, wanted) = match comparisons::first_value(mismatch) {
        Some(first) => (first, &types.expected, &types.found),
        None => (mismatch.node, &types.found, &types.expected),
    };
    let function = maker(case, value)?;
    let call = call_behind(case, value)?;
    returns(case, &function, returned).then_some((call, wanted.as_str()))
}

/// Whether at least two places say that a function should return this type, its body among them,
/// and no use of its result fits its own return type. What's only printed fits any type.
fn is_unfit_for_all(case: &Case, call: NodeId, function: &Function, wanted: &str) -> bool {
    let calls = calls_of::like(case, call, function);
    let printed = |call: &NodeId| {
        let parent = case.tree.parent(*call);
        parent.is_some_and(|at| case.tree.kind(at) == NodeKind::MacroCall && is_print(case, at))
    };
    let refused: Vec<NodeId> = errors::in_file(case)
        .into_iter()
        .filter_map(|(error, _)| {
            let is_of_types = error.code.as_deref() == Some("E0308");
            let other = Case::new(error, case.source, case.facts).filter(|_| is_of_types)?;
            let other = other.among(case.errors);
            let mismatch = Mismatch {
                node: rewrite::value_of(&other, other.node(&other.primary)),
                types: expectation::of(&other, &other.primary)?,
                case: &other,
            };
            let (call, other_wanted) = refused_use(&mismatch)?;
            (other_wanted == wanted).then_some(call)
        })
        .collect();
    let body = errors::within(case, &case.tree.bytes(function.node)).any(|(error, _)| {
        let label = error.primary_span().and_then(|span| span.label.as_deref());
        let found = label.and_then(|label| label.split_once(", found "));
        let mut spans = error.spans.iter();
        let is_of_result = spans.any(|span| {
            let label = span.label.as_deref().unwrap_or_default();
            labels::has_shape(label, "expected * because of return type")
        });
        is_of_result && found.is_some_and(|(_, found)| found == wanted)
    });
    let all = calls
        .iter()
        .all(|one| refused.contains(one) || printed(one));
    all && !calls.is_empty() && refused.len() + usize::from(body) > 1
}

/// Whether a macro shows any value that can be shown.
fn is_print(case: &Case, call: NodeId) -> bool {
    matches!(
        callee::name(case, call),
        Some("print" | "println" | "eprint" | "eprintln" | "format" | "dbg")
    )
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
        sentence: Some(sentence),
        keeps: vec![keeps],
        declared,
        repair,
    })
}
