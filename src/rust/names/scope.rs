//! Where a name means its binding.

use std::ops::Range;

use super::{Binding, BindingKind};
use crate::rust::token_text::TokenText;
use crate::rust::tree::{NodeId, NodeKind, Role, Tree};

/// What a pattern's owner makes of its names.
pub(super) struct Owner {
    pub(super) kind: BindingKind,
    pub(super) scope: Range<usize>,
    pub(super) initializer: Option<NodeId>,
}

/// What the owner of a whole pattern makes of its names.
pub(super) fn owner(source: &TokenText, tree: &Tree, node: NodeId) -> Option<Owner> {
    let child = |role| tree.child(node, role);
    let begin_of = |role| child(role).map_or(tree.bytes(node).end, |part| tree.bytes(part).start);
    let end = tree.bytes(node).end;
    let body = || child(Role::Body).map_or(end..end, |body| tree.bytes(body));
    let (kind, scope, initializer) = match tree.kind(node) {
        NodeKind::Let => {
            let has_else = child(Role::Else).is_some();
            let kind = if has_else {
                BindingKind::LetElse
            } else {
                BindingKind::Let
            };
            (
                kind,
                end..end_of_block(tree, node),
                child(Role::Initializer),
            )
        }
        NodeKind::LetCondition => {
            let (kind, end) = end_of_condition(source, tree, node);
            (kind, tree.bytes(node).end..end, child(Role::Initializer))
        }
        NodeKind::MatchArm => {
            let value = tree
                .parent(node)
                .and_then(|of| tree.child(of, Role::Subject));
            let begin = begin_of(Role::Guard).min(begin_of(Role::Body));
            (BindingKind::MatchArm, begin..end, value)
        }
        // `matches!`: its guard.
        NodeKind::MacroCall => {
            let guard = child(Role::Guard).map_or(end..end, |guard| tree.bytes(guard));
            (BindingKind::MatchArm, guard, child(Role::Subject))
        }
        NodeKind::For => (BindingKind::For, body(), child(Role::Subject)),
        NodeKind::Parameter | NodeKind::SelfParameter => parameter(tree, node)?,
        _ => return None,
    };
    Some(Owner {
        kind,
        scope,
        initializer,
    })
}

fn parameter(tree: &Tree, node: NodeId) -> Option<(BindingKind, Range<usize>, Option<NodeId>)> {
    let of = tree.parent(node)?;
    let kind = match (tree.kind(of), tree.kind(node)) {
        (NodeKind::Closure, _) => BindingKind::ClosureParameter,
        (_, NodeKind::SelfParameter) => BindingKind::SelfParameter,
        (NodeKind::Function, _) => BindingKind::Parameter,
        _ => return None,
    };
    let end = tree.bytes(of).end;
    let body = tree.child(of, Role::Body);
    let scope = body.map_or(end..end, |body| tree.bytes(body));
    Some((kind, scope, None))
}

/// Where the block ends that a statement is in.
fn end_of_block(tree: &Tree, statement: NodeId) -> usize {
    let block = tree.parent(statement).unwrap_or(tree.root());
    tree.bytes(block).end
}

/// What a `let` in a condition belongs to, and where its names end: with the block that the
/// condition is of.
fn end_of_condition(source: &TokenText, tree: &Tree, condition: NodeId) -> (BindingKind, usize) {
    let mut node = condition;
    while let Some(parent) = tree.parent(node) {
        let end_of = |role| tree.child(parent, role).map(|part| tree.bytes(part).end);
        let end = match (tree.kind(parent), tree.role(node)) {
            (NodeKind::Binary, _) if is_and(source, tree, parent) => None,
            (NodeKind::If, Role::Condition) => Some((BindingKind::IfLet, end_of(Role::Body))),
            (NodeKind::While, Role::Condition) => Some((BindingKind::WhileLet, end_of(Role::Body))),
            (NodeKind::MatchArm, Role::Guard) => {
                Some((BindingKind::GuardLet, Some(tree.bytes(parent).end)))
            }
            _ => Some((BindingKind::GuardLet, None)),
        };
        if let Some((kind, end)) = end {
            return (kind, end.unwrap_or(tree.bytes(node).end));
        }
        node = parent;
    }
    (BindingKind::GuardLet, tree.bytes(node).end)
}

fn is_and(source: &TokenText, tree: &Tree, binary: NodeId) -> bool {
    let left = tree.child(binary, Role::Left);
    let begin = left.map_or(0, |left| tree.bytes(left).end);
    let operator = source.token_at(begin);
    source.starts_with(operator, &["&", "&"])
}

/// Where a constant's name is known: in the whole block or module that it is in. One of an
/// `impl` or `trait` isn't known by its name alone.
pub(super) fn of_constant(tree: &Tree, item: NodeId) -> Option<Range<usize>> {
    let around = tree.ancestors(item).find(|node| {
        matches!(
            tree.kind(*node),
            NodeKind::Block | NodeKind::Module | NodeKind::File | NodeKind::Impl | NodeKind::Trait
        )
    })?;
    let is_associated = matches!(tree.kind(around), NodeKind::Impl | NodeKind::Trait);
    (!is_associated).then(|| tree.bytes(around))
}

/// Whether nothing between a binding and a node in its scope hides it: a nested function
/// doesn't see the variables around it, and a nested module not even the constants.
pub(super) fn reaches(tree: &Tree, binding: &Binding, node: NodeId) -> bool {
    let place = binding.places[0];
    if binding.kind.is_item() {
        return module(tree, binding.owner) == module(tree, node);
    }
    let (item, used_in) = (item(tree, place), item(tree, node));
    let is_of_methods = binding.kind == BindingKind::ConstParameter
        && used_in.and_then(|used_in| tree.parent(used_in)) == item;
    item == used_in || is_of_methods
}

/// The item that a node is directly in.
fn item(tree: &Tree, node: NodeId) -> Option<NodeId> {
    tree.ancestors(node).find(|node| tree.kind(*node).is_item())
}

fn module(tree: &Tree, node: NodeId) -> Option<NodeId> {
    let is_module = |node: &NodeId| matches!(tree.kind(*node), NodeKind::Module | NodeKind::File);
    tree.ancestors(node).find(is_module)
}
