//! Values that are compared, where the second must have the type of the first.

use std::ops::Range;

use super::Mismatch;
use super::results;
use crate::lens::case::Case;
use crate::lens::query::expectation::{self, a_value, is, shown};
use crate::lens::query::{articles, callee, no_return};
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
    let since = type_of_left(mismatch, left, operator).map_or_else(String::new, |told| {
        let left = shown(case, left);
        format!(", since {left}, on its left, is {}", articles::a(&told))
    });
    is_right.then(|| {
        format!(
            "On line {}, the right side of `{operator}` must be {}{since}, but {} {}.",
            case.primary.line(),
            a_value(&mismatch.types.expected),
            shown(case, mismatch.node),
            is(&mismatch.types.found)
        )
    })
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
    let found = is(&mismatch.types.found);
    let second = shown(case, mismatch.node);
    Some(if results::maker(case, first).is_some() {
        format!(
            "`{macro_name}!` compares two values of one type, but the first, {}, {}, and the second, {second}, {found}.",
            shown(case, first),
            is(&mismatch.types.expected)
        )
    } else {
        format!(
            "`{macro_name}!` compares two values, so the second must be {}, but {second} {found}.",
            a_value(&mismatch.types.expected)
        )
    })
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
    let declared = no_return::declared(case, results::call_behind(case, first)?)?;
    Some((case.text(&declared), declared))
}
