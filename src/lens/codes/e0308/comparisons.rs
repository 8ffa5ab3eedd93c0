//! Values that are compared, where the second must have the type of the first.

use std::ops::Range;

use super::Mismatch;
use super::results;
use crate::lens::case::Case;
use crate::lens::query::expectation::{self, a_value, is, shown};
use crate::lens::query::{articles, callee, items, no_return};
use crate::lens::repair::Repair;
use crate::rust::edit::TextEdit;
use crate::rust::{NodeId, NodeKind, Role};

const COMPARISONS: [&str; 6] = ["==", "!=", "<", ">", "<=", ">="];

/// The right operand of an operator.
pub fn operand(mismatch: &Mismatch) -> Option<String> {
    let case = mismatch.case;
    let whole = case.tree.parent(mismatch.node)?;
    let left = case.tree.child(whole, Role::Left)?;
    let is_right =
        case.tree.role(mismatch.node) == Role::Right && case.tree.kind(whole) == NodeKind::Binary;
    let operator = operator(
        case,
        &case.tree.bytes(left),
        &case.tree.bytes(mismatch.node),
    )?;
    let line = case.primary.line();
    let (first, second) = (shown(case, left), shown(case, mismatch.node));
    let expected = a_value(&mismatch.types.expected);
    let found = is(&mismatch.types.found);
    is_right.then(|| match type_of_left(mismatch, left, operator) {
        Some(told) => format!(
            "On line {line}, the right side of `{operator}` must be {expected}, since {first}, on its left, is {}, but {second} {found}.",
            articles::a(&told)
        ),
        // Either side may be the wrong one.
        None => format!(
            "On line {line}, the two sides of `{operator}` don't fit: beside {first}, rustc expects {expected}, but {second} {found}."
        ),
    })
}

/// The first of two compared values without the `&` that is written before it.
pub fn without_ampersand(mismatch: &Mismatch) -> Option<Repair> {
    let case = mismatch.case;
    let first = first_value(mismatch)?;
    let is_reference = case.tree.kind(first) == NodeKind::Reference;
    let inner = case
        .tree
        .child(first, Role::Operand)
        .filter(|_| is_reference)?;
    let sign = case.tree.bytes(first).start..case.tree.bytes(inner).start;
    let sentence = format!("Leave out the `&` before {}.", shown(case, inner));
    Some(Repair::edit(sentence, vec![TextEdit::deletion(sign)]))
}

/// The type of the left side of a comparison, where it's what decides: that of the expected value.
fn type_of_left(mismatch: &Mismatch, left: NodeId, operator: &str) -> Option<String> {
    let case = mismatch.case;
    let expected = expectation::plain(&mismatch.types.expected);
    let expected = expected.strip_prefix('`')?.strip_suffix('`')?.to_owned();
    let variable = case.names.binding_of(left);
    let binding = variable.map(|id| case.names.binding(id));
    let annotation = binding.and_then(|one| one.annotation.filter(|_| one.is_whole));
    let told = binding.and_then(|one| case.type_of(one));
    let told = told.or_else(|| annotation.map(|ty| case.written(ty)));
    let is_known = told == Some(expected.as_str());
    // Of all that can be ordered, only a `Vec` is ordered with a `Vec` of any allocator.
    let is_vec = told.is_none()
        && mismatch.types.expected.starts_with("`Vec<")
        && mismatch.types.expected.ends_with(", _>`")
        && matches!(operator, "<" | ">" | "<=" | ">=");
    let is_comparison = COMPARISONS.contains(&operator);
    (is_comparison && (is_known || is_vec)).then_some(expected)
}

/// The operator between two operands.
fn operator<'a>(case: &Case<'a>, left: &Range<usize>, right: &Range<usize>) -> Option<&'a str> {
    let between = case.text(&(left.end..right.start)).trim();
    (!between.is_empty() && between.len() <= 3).then_some(between)
}

/// The second value of `assert_eq!` and `assert_ne!`.
pub fn compared(mismatch: &Mismatch) -> Option<String> {
    let case = mismatch.case;
    let (macro_name, first) = asserted(mismatch)?;
    let expected = &mismatch.types.expected;
    let found = is(&mismatch.types.found);
    let (second, line) = (shown(case, mismatch.node), case.primary.line());
    let made = results::maker(case, first);
    let is_told = made.is_some_and(|made| results::returns(case, &made, expected));
    let first = shown(case, first);
    Some(if is_told {
        format!(
            "On line {line}, `{macro_name}!` compares {first}, which {}, with {second}, which {found}. Values of these two types can't be compared.",
            is(expected)
        )
    } else {
        format!(
            "On line {line}, `{macro_name}!` compares {first} with {second}. Beside {first}, rustc expects {}, but {second} {found}.",
            a_value(expected)
        )
    })
}

/// The functions of this file that return the two values that an `assert_eq!` compares: where the
/// return type of each is written, and its name.
pub fn return_types<'a>(mismatch: &Mismatch<'a>) -> Vec<(&'a str, Range<usize>)> {
    let case = mismatch.case;
    let Some((_, first)) = asserted(mismatch) else {
        return Vec::new();
    };
    let made = [first, mismatch.node].map(|value| results::maker(case, value));
    let declared = made.into_iter().flatten().filter_map(|function| {
        let name = items::name_of(case, function.node)?;
        Some((case.text(&name), case.tree.bytes(function.returns?)))
    });
    declared.collect()
}

/// The macro that compares, and its first value, if the error is about its second.
fn asserted<'a>(mismatch: &Mismatch<'a>) -> Option<(&'a str, NodeId)> {
    let case = mismatch.case;
    let call = case.tree.parent(mismatch.node)?;
    let is_macro = case.tree.kind(call) == NodeKind::MacroCall;
    let name = callee::name(case, call).filter(|_| is_macro)?;
    let mut arguments = case.tree.children_as(call, Role::Argument);
    let (first, second) = (arguments.next()?, arguments.next()?);
    let is_comparison = matches!(name, "assert_eq" | "assert_ne") && second == mismatch.node;
    is_comparison.then_some((name, first))
}

/// The value that this one is compared with, on its left.
pub fn first_value(mismatch: &Mismatch) -> Option<NodeId> {
    if let Some((_, first)) = asserted(mismatch) {
        return Some(first);
    }
    let case = mismatch.case;
    let whole = case.tree.parent(mismatch.node)?;
    let left = case.tree.child(whole, Role::Left)?;
    let (before, behind) = (case.tree.bytes(left), case.tree.bytes(mismatch.node));
    let is_right = case.tree.role(mismatch.node) == Role::Right;
    let sign = operator(case, &before, &behind).filter(|_| is_right)?;
    COMPARISONS.contains(&sign).then_some(left)
}

/// A value that's compared with `()`, which a function returns that names no return type.
pub fn against_nothing(mismatch: &Mismatch) -> Option<String> {
    let case = mismatch.case;
    let (name, declared) = made_without_type(mismatch)?;
    let first = first_value(mismatch)?;
    Some(format!(
        "`{name}` names no return type (line {}), so {} on line {} is `()`, but {}, which it's compared with, {}.",
        case.line(declared.start),
        shown(case, first),
        case.primary.line(),
        shown(case, mismatch.node),
        is(&mismatch.types.found)
    ))
}

/// The function without a return type that the first of two compared values comes from: its name,
/// and where that is declared.
pub fn made_without_type<'a>(mismatch: &Mismatch<'a>) -> Option<(&'a str, Range<usize>)> {
    let case = mismatch.case;
    let first = first_value(mismatch).filter(|_| mismatch.types.expected == "`()`")?;
    let declared = no_return::declared(case, callee::call_behind(case, first)?)?;
    Some((case.text(&declared), declared))
}
