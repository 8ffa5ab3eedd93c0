//! Lists of elements that must agree: arrays and `vec!`.

use crate::lens::case::Case;
use crate::lens::query::{callee, errors};
use crate::rust::{NodeId, NodeKind, Role};

/// "an array" or "a vector", if a node is one that lists its elements.
fn kind_of(case: &Case, list: NodeId) -> Option<&'static str> {
    match case.tree.kind(list) {
        NodeKind::Array => Some("an array"),
        NodeKind::MacroCall if callee::name(case, list) == Some("vec") => Some("a vector"),
        _ => None,
    }
}

/// The list that a node is an element of.
pub fn list_of(case: &Case, node: NodeId) -> Option<(NodeId, &'static str)> {
    let list = case.tree.parent(node)?;
    let kind = kind_of(case, list)?;
    (case.tree.role(node) != Role::Length).then_some((list, kind))
}

/// The first element, if it comes before this one and rustc has nothing against it: then it's what
/// the others must agree with.
pub fn leader(case: &Case, list: NodeId, node: NodeId) -> Option<NodeId> {
    let (begin, own) = (case.tree.bytes(list).start, case.tree.bytes(node).start);
    let mut elements = case.tree.children(list).filter(|at| {
        let is_callee = case.tree.role(*at) == Role::Callee;
        !is_callee && case.tree.bytes(*at).start >= begin
    });
    let first = elements.next()?;
    let bytes = case.tree.bytes(first);
    let is_fine = errors::within(case, &bytes).next().is_none();
    (bytes.start < own && is_fine).then_some(first)
}

/// The first element of the list that a node is a later element of, if rustc has nothing against it.
pub fn leader_of(case: &Case, node: NodeId) -> Option<NodeId> {
    let (list, _) = list_of(case, node)?;
    leader(case, list, node)
}
