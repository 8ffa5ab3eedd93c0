//! Return types that are to blame: a test, or another error, shows which type is wanted.

use std::ops::Range;

use super::calls::Blame;
use super::{Mismatch, comparisons};
use crate::lens::case::Case;
use crate::lens::labels;
use crate::lens::query::expectation::{self, Expectation, a_value};
use crate::lens::query::statements::{around, body_around};
use crate::lens::query::{
    advice, callee, calls_of, errors, items, own_types, rewrite, test_code, wrong_return,
};
use crate::lens::repair::Repair;
use crate::model::diagnostic::Diagnostic;
use crate::rust::edit::TextEdit;
use crate::rust::{Function, NodeId, NodeKind, Role, function_around, functions};

/// The function of this file that makes a value, if it's no part of the tests.
pub fn maker(case: &Case, value: NodeId) -> Option<Function> {
    let function = callee::function(case, callee::call_behind(case, value)?)?;
    (!test_code::is_in_test(case, function.node)).then_some(function)
}

/// Whether the type is written as this function's return type.
pub fn returns(case: &Case, function: &Function, told: &str) -> bool {
    let told = told.trim_matches('`');
    let returned = function.returns.map(|ty| case.written(ty));
    let own = items::self_type(case, function.node).unwrap_or("Self");
    returned.is_some_and(|returned| returned == told || returned.replace("Self", own) == told)
}

/// A function whose result given code uses as another type.
pub fn wanted_by_given_code(mismatch: &Mismatch) -> Option<Blame> {
    let case = mismatch.case;
    if !test_code::is_given(case, &case.primary.bytes) {
        return None;
    }
    let (call, wanted) = refused_use(mismatch)?;
    let function = callee::function(case, call)?;
    // A literal doesn't tell which type was meant, but the body does.
    if let Some(wrong) = wrong_return::of_value(case, call).filter(|one| one.given != wanted) {
        return Some(Blame {
            sentence: Some(wrong.sentence),
            keeps: vec![case.primary.bytes.clone()],
            declared: wrong.declared,
            repair: wrong.repair,
        });
    }
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
    let call = callee::call_behind(case, value)?;
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
    let is_whole = wrong_return::refuses_all(case, own.node);
    if !is_in_body || !is_whole || !returns(case, &own, &mismatch.types.expected) {
        return None;
    }
    let whole = case.tree.bytes(own.node);
    let outside = errors::in_file(case)
        .into_iter()
        .filter(|(_, at)| at.end <= whole.start || whole.end <= at.start);
    let outside: Vec<_> = outside.collect();
    let found = &mismatch.types.found;
    let line = |is_it: &dyn Fn(&Diagnostic) -> bool| {
        let mut all = outside.iter();
        let (_, at) = all.find(|(error, _)| is_it(error))?;
        Some(case.line(at.start))
    };
    let expected = line(&|error| shows(case, error, &own, &mismatch.types));
    let start = match expected {
        Some(line) => format!(
            "Line {line} expects `{}` to return {found} as well",
            own.name()
        ),
        None if let Some(line) = line(&|error| asks_of(case, error, &own, &mismatch.types)) => {
            format!(
                "Line {line} uses what `{}` returns as {} as well",
                own.name(),
                a_value(found)
            )
        }
        None if let Some(line) = line(&|error| collects(case, error, &own, &mismatch.types)) => {
            format!(
                "Line {line} collects what `{}` returns as {} as well",
                own.name(),
                a_value(found)
            )
        }
        None => {
            let line = line(&|error| shows_text(case, error, &own, &mismatch.types))?;
            format!(
                "Line {line} shows what `{}` returns with the trait `Display`, which {found} has",
                own.name()
            )
        }
    };
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

/// Whether another error is about a method or field that only the type has which a function's body
/// gives, and that is asked of the function's result.
fn asks_of(case: &Case, error: &Diagnostic, function: &Function, types: &Expectation) -> bool {
    let Some(other) = Case::new(error, case.source, case.facts) else {
        return false;
    };
    let other = other.among(case.errors);
    let has_it = match error.code.as_deref() {
        Some("E0599") => {
            let note = advice::with(&other, "exists on the type");
            let names = note.map(advice::names).unwrap_or_default();
            let label = labels::names(&other.primary.label);
            let is_found = names
                .get(1)
                .is_some_and(|of| types.found == format!("`{of}`"));
            is_found
                && label
                    .first()
                    .is_some_and(|of| types.expected == format!("`{of}`"))
        }
        Some("E0609") => {
            let names = labels::names(&error.message);
            let of = own_types::named(case, types.found.trim_matches('`'));
            let fields = of.map(|of| items::fields(case, of)).unwrap_or_default();
            let has_field = fields
                .iter()
                .any(|(_, field)| *field == names.first().copied());
            has_field
                && names
                    .get(1)
                    .is_some_and(|of| types.expected == format!("`{of}`"))
        }
        _ => false,
    };
    let receiver = callee::receiver_at(&other, other.node(&other.primary));
    let made = receiver.and_then(|value| maker(&other, value));
    has_it && made.is_some_and(|made| made.node == function.node)
}

/// Whether another error is about a function's result that is shown, which only the type can be that
/// its body gives.
fn shows_text(case: &Case, error: &Diagnostic, function: &Function, types: &Expectation) -> bool {
    const SHOWN: [&str; 18] = [
        "String", "&str", "char", "bool", "u8", "u16", "u32", "u64", "u128", "usize", "i8", "i16",
        "i32", "i64", "i128", "isize", "f32", "f64",
    ];
    let names = labels::names(&error.message);
    let is_it = labels::has_shape(&error.message, "_ doesn't implement _")
        && names.first().copied() == Some(types.expected.trim_matches('`'))
        && names.get(1).is_some_and(|one| one.ends_with("Display"))
        && SHOWN.contains(&types.found.trim_matches('`'));
    let other = Case::new(error, case.source, case.facts).filter(|_| is_it);
    other.is_some_and(|other| {
        let made = maker(&other, other.node(&other.primary));
        made.is_some_and(|made| made.node == function.node)
    })
}

/// Whether another error is about a function's results that an iterator gives, and that are collected
/// into a vector of the type that its body gives.
fn collects(case: &Case, error: &Diagnostic, function: &Function, types: &Expectation) -> bool {
    let (expected, found) = (
        types.expected.trim_matches('`'),
        types.found.trim_matches('`'),
    );
    let label = error.primary_span().and_then(|span| span.label.as_deref());
    let wanted = format!(
        "value of type `Vec<{found}>` cannot be built from `std::iter::Iterator<Item={expected}>`"
    );
    if label != Some(wanted.as_str()) {
        return false;
    }
    let changed = format!("`Iterator::Item` changed to `{expected}` here");
    let notes = error.children.iter().flat_map(|note| &note.spans);
    let mut steps = notes.filter(|span| span.label.as_deref() == Some(changed.as_str()));
    let step = steps
        .next_back()
        .and_then(|span| span.bytes_in(case.source));
    step.is_some_and(|step| {
        let call = case.node_around(&step);
        let closure = case.tree.child(call, Role::Argument);
        let body = closure.and_then(|closure| case.tree.child(closure, Role::Body));
        let made = body.and_then(|body| maker(case, body));
        made.is_some_and(|made| made.node == function.node)
    })
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
