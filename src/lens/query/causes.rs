//! Errors of the same compile that another one rests on: they should be looked at first.

use std::ops::Range;

use crate::lens::account::Account;
use crate::lens::case::Case;
use crate::lens::query::statements::around;
use crate::lens::query::{callee, errors, places};
use crate::rust::{NodeId, NodeKind, Role};

/// Says which error this one rests on, unless the account has told of its line.
pub fn tell(case: &Case, account: &mut Account) {
    let found = type_of_self(case).or_else(|| list_at_odds(case));
    if let Some((sentence, line)) = found
        && !account.story.iter().any(|told| names_line(told, line))
    {
        account.say(sentence);
    }
}

fn names_line(sentence: &str, line: usize) -> bool {
    let mut words = sentence.split([' ', ',', '.', ':', ')', '(']);
    words.any(|word| word.parse() == Ok(line))
}

/// The error of an `impl` block for a type that can't have this block, in its first line.
pub fn of_impl(case: &Case, whole: NodeId) -> Option<Range<usize>> {
    if case.tree.kind(whole) != NodeKind::Impl {
        return None;
    }
    let bytes = case.tree.bytes(whole);
    let items = case.tree.children_as(whole, Role::Item);
    let end = items.map(|item| case.tree.bytes(item).start).min();
    let head = bytes.start..end.unwrap_or(bytes.end);
    let mut inside = errors::within(case, &head);
    inside.find_map(|(error, at)| {
        let is_it = matches!(
            error.code.as_deref(),
            Some("E0116" | "E0117" | "E0118" | "E0390")
        );
        is_it.then_some(at)
    })
}

/// A `self` in a block that can't be for its type.
fn type_of_self(case: &Case) -> Option<(String, usize)> {
    let node = case.node(&case.primary);
    let asked = callee::receiver_at(case, node).unwrap_or(node);
    let base = places::base_node(case, asked);
    let whole = around(case, node).find(|at| case.tree.kind(*at) == NodeKind::Impl)?;
    let line = case.line(of_impl(case, whole)?.start);
    (case.written(base) == "self").then(|| {
        let sentence = format!(
            "The `impl` on line {line} gives `self` its type, and that line has an error of its own: look there first."
        );
        (sentence, line)
    })
}

/// A variable that comes from a list whose elements have different types.
fn list_at_odds(case: &Case) -> Option<(String, usize)> {
    let tree = case.tree;
    let node = case.node(&case.primary);
    let of_call = || {
        let is_callee = |at: &NodeId| tree.role(*at) == Role::Callee;
        let path = around(case, node).take(3).find(is_callee)?;
        let call = tree.parent(path)?;
        let mut arguments = tree.children_as(call, Role::Argument);
        let first = arguments.next();
        first.filter(|_| arguments.next().is_none())
    };
    let variable = case
        .names
        .binding_of(node)
        .or_else(|| case.names.binding_of(callee::receiver_at(case, node)?))
        .or_else(|| case.names.binding_of(of_call()?))?;
    let binding = case.names.binding(variable);
    let value = binding
        .initializer
        .filter(|_| binding.annotation.is_none())?;
    let is_list = |at: &NodeId| match tree.kind(*at) {
        NodeKind::Array => true,
        NodeKind::MacroCall => callee::name(case, *at) == Some("vec"),
        _ => false,
    };
    let mut inside = errors::within(case, &tree.bytes(value));
    let (_, at) = inside.find(|(error, at)| {
        let is_of_types = error.code.as_deref() == Some("E0308");
        let node = case.node_around(at);
        let mut outer = around(case, node).take_while(|one| tree.is_inside(*one, value));
        is_of_types && *at != case.primary.bytes && outer.any(|one| is_list(&one))
    })?;
    let line = case.line(at.start);
    let sentence = format!(
        "`{}` comes from a list, and the types in that list don't agree (line {line}): look there first.",
        binding.name
    );
    Some((sentence, line))
}
