//! What has to change together with a signature or a method: callers, functions of one trait, and
//! the methods that give `&mut` references.

use crate::lens::case::Case;
use crate::lens::query::callee;
use crate::rust::{Function, NodeId, NodeKind, Role, functions};

/// Methods that give `&` references, and those that give `&mut` ones instead.
pub const PAIRS: [(&str, &str); 24] = [
    ("iter", "iter_mut"),
    ("get", "get_mut"),
    ("first", "first_mut"),
    ("last", "last_mut"),
    ("front", "front_mut"),
    ("back", "back_mut"),
    ("peek", "peek_mut"),
    ("as_ref", "as_mut"),
    ("as_deref", "as_deref_mut"),
    ("as_slice", "as_mut_slice"),
    ("values", "values_mut"),
    ("chunks", "chunks_mut"),
    ("chunks_exact", "chunks_exact_mut"),
    ("split", "split_mut"),
    ("split_at", "split_at_mut"),
    ("split_first", "split_first_mut"),
    ("split_last", "split_last_mut"),
    ("borrow", "borrow_mut"),
    ("read", "write"),
    ("retain", "retain_mut"),
    ("as_ptr", "as_mut_ptr"),
    ("get_key_value", "get_mut"),
    ("range", "range_mut"),
    ("rchunks", "rchunks_mut"),
];

/// Methods of these pairs that need no `&mut` of what they're called on.
pub const SHARED_WRITERS: [&str; 2] = ["borrow_mut", "write"];

/// Methods that hand on the references that they get.
pub const HAND_ON: [&str; 17] = [
    "unwrap",
    "expect",
    "enumerate",
    "rev",
    "skip",
    "take",
    "filter",
    "zip",
    "chain",
    "step_by",
    "next",
    "nth",
    "find",
    "max_by_key",
    "min_by_key",
    "into_iter",
    "by_ref",
];

/// Whether a call may be one of this function: by its name, and if the type is known that a method
/// is called on, by that.
pub fn may_call(case: &Case, node: NodeId, function: &Function) -> bool {
    if callee::name(case, node) != Some(function.name()) {
        return false;
    }
    if let Some(found) = callee::function(case, node) {
        return found.node == function.node;
    }
    let receiver = case.tree.child(node, Role::Receiver);
    let variable = receiver.and_then(|receiver| case.names.binding_of(receiver));
    let of_type = variable.and_then(|id| callee::type_name(case, case.names.binding(id)));
    let own_type = function.path.iter().rev().nth(1);
    of_type.is_none_or(|of_type| own_type == Some(&of_type))
}

/// A function, and if it's of a trait of this file, all that have to have the same signature.
/// `None` if the trait isn't in this file.
pub fn same_of_trait(case: &Case, function: &Function) -> Option<Vec<Function>> {
    let tree = case.tree;
    let parent = tree.parent(function.node)?;
    let of_trait = match tree.kind(parent) {
        NodeKind::Trait => tree.child(parent, Role::Name),
        NodeKind::Impl => tree.child(parent, Role::Trait),
        _ => None,
    };
    let Some(of_trait) = of_trait else {
        return Some(vec![function.clone()]);
    };
    let wanted = case.written(of_trait);
    let all = functions(case.source, tree);
    let is_same = |one: &Function| {
        let of = tree.parent(one.node);
        let named = of.and_then(|of| match tree.kind(of) {
            NodeKind::Trait => tree.child(of, Role::Name),
            NodeKind::Impl => tree.child(of, Role::Trait),
            _ => None,
        });
        one.name() == function.name() && named.map(|at| case.written(at)) == Some(wanted)
    };
    let mut same: Vec<Function> = all.into_iter().filter(is_same).collect();
    // The one with the error is told first.
    same.sort_by_key(|one| one.node != function.node);
    let is_here = |one: &Function| {
        let of = tree.parent(one.node);
        of.is_some_and(|of| tree.kind(of) == NodeKind::Trait)
    };
    let is_known = same.iter().any(is_here);
    is_known.then_some(same)
}
