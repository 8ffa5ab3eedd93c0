//! Lifetimes in signatures and types: where they stand, where they're missing, and how they're
//! added.

use std::collections::BTreeMap;

use crate::lens::account::{Account, Tie, TieEnd};
use crate::lens::case::Case;
use crate::lens::query::statements::around;
use crate::lens::query::{callee, own_types};
use crate::rust::edit::TextEdit;
use crate::rust::{Function, NodeId, NodeKind, Role};

/// Ties places of a signature together: one figure over several lines, with words on the last.
pub fn tie(account: &mut Account, case: &Case, ends: &[(usize, TieEnd)], label: String) {
    let mut lines: BTreeMap<usize, Vec<(usize, TieEnd)>> = BTreeMap::new();
    for (byte, end) in ends {
        let place = case.place(*byte);
        lines
            .entry(place.line)
            .or_default()
            .push((place.column, *end));
    }
    let count = lines.len();
    let ties = lines
        .into_iter()
        .enumerate()
        .map(|(index, (line, ends))| Tie {
            line,
            ends,
            label: if index + 1 == count {
                label.clone()
            } else {
                String::new()
            },
        });
    account.ties.extend(ties);
}

/// The lifetimes that an item declares.
pub fn declared<'a>(case: &Case<'a>, item: NodeId) -> Vec<&'a str> {
    let names = case
        .tree
        .children_as(item, Role::Parameter)
        .filter_map(|one| {
            let name = case.tree.child(one, Role::Name)?;
            let is_lifetime = case.tree.kind(one) == NodeKind::GenericParameter
                && case.tree.kind(name) == NodeKind::Lifetime;
            is_lifetime.then_some(name)
        });
    names.map(|name| case.written(name)).collect()
}

/// A lifetime's name that means nothing in this item.
pub fn free_name(case: &Case, item: NodeId) -> Option<String> {
    let outer = case
        .tree
        .ancestors(item)
        .flat_map(|outer| declared(case, outer));
    let inside = case.tree.descendants(item);
    let inside = inside.filter(|node| case.tree.kind(*node) == NodeKind::Lifetime);
    let used: Vec<&str> = outer.chain(inside.map(|node| case.written(node))).collect();
    let mut names = ('a'..='z').map(|letter| format!("'{letter}"));
    names.find(|name| !used.contains(&name.as_str()))
}

/// Declares a lifetime behind the name of a function or type, before its other parameters.
pub fn declare(case: &Case, item: NodeId, lifetime: &str) -> Option<TextEdit> {
    let mut parameters = case.tree.children_as(item, Role::Parameter);
    let first = parameters.find(|one| case.tree.kind(*one) == NodeKind::GenericParameter);
    if let Some(first) = first {
        let begin = case.tree.bytes(first).start;
        return Some(TextEdit::insertion(begin, format!("{lifetime}, ")));
    }
    let end = case.tree.bytes(case.tree.child(item, Role::Name)?).end;
    let next = case.source.token_at(end);
    if case.source.word(next) == "<" {
        return Some(TextEdit::insertion(case.source.begin(next) + 1, lifetime));
    }
    Some(TextEdit::insertion(end, format!("<{lifetime}>")))
}

/// Whether a path is one such as `Fn(&str) -> &str`, whose lifetimes are its own.
fn is_function_like(case: &Case, node: NodeId) -> bool {
    let tree = case.tree;
    if tree.kind(node) == NodeKind::FunctionType || tree.child(node, Role::Return).is_some() {
        return true;
    }
    let Some(first) = tree.children(node).next() else {
        return false;
    };
    let before = case
        .source
        .token_at(tree.bytes(first).start)
        .saturating_sub(1);
    tree.kind(node) == NodeKind::PathType && case.source.word(before) == "("
}

/// The type `Fn(...) -> ...` or `fn(...) -> ...` around a place in what it returns.
pub fn function_type_around(case: &Case, node: NodeId) -> Option<NodeId> {
    let tree = case.tree;
    let near: Vec<NodeId> = around(case, node).collect();
    let mut pairs = near.windows(2);
    let pair = pairs.find(|pair| {
        tree.role(pair[0]) == Role::Return
            && matches!(
                tree.kind(pair[1]),
                NodeKind::PathType | NodeKind::FunctionType
            )
    })?;
    Some(pair[1])
}

/// The places of a type where a lifetime is left out, the outermost first: references, `'_`, and
/// types of this file that have a lifetime of their own.
pub fn left_out(case: &Case, ty: NodeId) -> Vec<NodeId> {
    let mut found = Vec::new();
    visit(case, ty, &mut found);
    found
}

fn visit(case: &Case, node: NodeId, found: &mut Vec<NodeId>) {
    let tree = case.tree;
    if is_function_like(case, node) {
        return;
    }
    let own = |kind| tree.children(node).any(|child| tree.kind(child) == kind);
    let is_missing = match tree.kind(node) {
        NodeKind::ReferenceType => !own(NodeKind::Lifetime),
        NodeKind::Lifetime => case.written(node) == "'_",
        NodeKind::PathType => {
            let name = callee::named(case.written(node));
            name.is_some_and(|name| has_lifetime(case, &name)) && !own(NodeKind::Lifetime)
        }
        NodeKind::SelfParameter => case.written(node).starts_with('&') && !own(NodeKind::Lifetime),
        _ => false,
    };
    if is_missing {
        found.push(node);
    }
    for child in tree.children(node) {
        let kind = tree.kind(child);
        if kind.is_type() || kind == NodeKind::Lifetime {
            visit(case, child, found);
        }
    }
}

/// Whether a type of this file declares a lifetime.
fn has_lifetime(case: &Case, name: &str) -> bool {
    own_types::named(case, name).is_some_and(|item| !declared(case, item).is_empty())
}

/// Writes a lifetime where it's left out.
pub fn fill_in(case: &Case, place: NodeId, lifetime: &str) -> TextEdit {
    let bytes = case.tree.bytes(place);
    match case.tree.kind(place) {
        NodeKind::Lifetime => TextEdit::replacement(bytes, lifetime),
        NodeKind::PathType => {
            let mut arguments = case.tree.children_as(place, Role::GenericArgument);
            match arguments.next() {
                Some(first) => {
                    let begin = case.tree.bytes(first).start;
                    TextEdit::insertion(begin, format!("{lifetime}, "))
                }
                None => TextEdit::insertion(bytes.end, format!("<{lifetime}>")),
            }
        }
        _ => TextEdit::insertion(bytes.start + 1, format!("{lifetime} ")),
    }
}

/// Writes a lifetime at each place of a type where it's left out.
pub fn fill_in_all(case: &Case, ty: NodeId, lifetime: &str) -> Vec<TextEdit> {
    let places = left_out(case, ty).into_iter();
    places.map(|place| fill_in(case, place, lifetime)).collect()
}

/// The part of a parameter that has its lifetimes: its type, or `&self` itself.
pub fn type_of(case: &Case, parameter: NodeId) -> NodeId {
    case.tree.child(parameter, Role::Type).unwrap_or(parameter)
}

/// A parameter's name as it's written, `self` for each kind of `self`.
pub fn name_of<'a>(case: &Case<'a>, parameter: NodeId) -> Option<&'a str> {
    if case.tree.kind(parameter) == NodeKind::SelfParameter {
        return Some("self");
    }
    let pattern = case.tree.child(parameter, Role::Pattern)?;
    let name = case.tree.child(pattern, Role::Name).unwrap_or(pattern);
    let text = case.written(name);
    (!text.contains('\n')).then_some(text)
}

/// The parameter of a function that a place is in.
pub fn parameter_at(case: &Case, function: &Function, byte: usize) -> Option<NodeId> {
    let mut parameters = function.parameters.iter().copied();
    parameters.find(|parameter| case.tree.bytes(*parameter).contains(&byte))
}

/// Where a lifetime of this name stands in a type.
pub fn named_in(case: &Case, ty: NodeId, lifetime: &str) -> Option<NodeId> {
    let mut inside = case.tree.descendants(ty);
    inside
        .find(|node| case.tree.kind(*node) == NodeKind::Lifetime && case.written(*node) == lifetime)
}

/// How many lifetimes a type has, those that are left out included.
pub fn count(case: &Case, ty: NodeId) -> usize {
    let inside = std::iter::once(ty).chain(case.tree.descendants(ty));
    let written = inside
        .filter(|node| case.tree.kind(*node) == NodeKind::Lifetime && case.written(*node) != "'_");
    written.count() + left_out(case, ty).len()
}

/// A method's `self`, if the `impl` is for a type with this lifetime.
pub fn self_with(case: &Case, function: &Function, lifetime: &str) -> Option<NodeId> {
    let first = *function.parameters.first()?;
    let is_method = case.tree.kind(first) == NodeKind::SelfParameter;
    let whole = case.tree.parent(function.node).filter(|_| is_method)?;
    let ty = case.tree.child(whole, Role::Type)?;
    named_in(case, ty, lifetime)?;
    Some(first)
}
