//! Places such as `v`, `s.field`, `*r` and `a[0]`, and the variables that they belong to.

use crate::lens::case::Case;
use crate::rust::{BindingId, NodeId, NodeKind, Role};

/// The expression that a place is a part of, if the node is one: `s` of `s.field`.
fn whole_of(case: &Case, node: NodeId) -> Option<NodeId> {
    let tree = case.tree;
    match tree.kind(node) {
        NodeKind::FieldAccess | NodeKind::Index => tree.child(node, Role::Receiver),
        NodeKind::Parenthesized => tree.child(node, Role::Part),
        NodeKind::Unary if is_dereference(case, node) => tree.child(node, Role::Operand),
        _ => None,
    }
}

/// The variable that a place belongs to. `None` if the node isn't a place of a variable.
pub fn base(case: &Case, node: NodeId) -> Option<BindingId> {
    case.names.binding_of(base_node(case, node))
}

/// The innermost expression of a place: `s` of `s.field[0]`.
pub fn base_node(case: &Case, mut node: NodeId) -> NodeId {
    while let Some(whole) = whole_of(case, node) {
        node = whole;
    }
    node
}

/// The whole place that a variable's use begins: `a.b[0]` around `a`.
pub fn outermost(case: &Case, used: NodeId) -> NodeId {
    let tree = case.tree;
    let mut place = used;
    while let Some(parent) = tree.parent(place)
        && matches!(tree.kind(parent), NodeKind::FieldAccess | NodeKind::Index)
        && tree.role(place) == Role::Receiver
    {
        place = parent;
    }
    place
}

/// Whether a node is `*x`.
pub fn is_dereference(case: &Case, node: NodeId) -> bool {
    let first = case.source.token_at(case.tree.bytes(node).start);
    case.tree.kind(node) == NodeKind::Unary && case.source.word(first) == "*"
}

/// What a reference expression refers to, and whether it's `&mut`.
pub fn reference(case: &Case, node: NodeId) -> Option<(NodeId, bool)> {
    if case.tree.kind(node) != NodeKind::Reference {
        return None;
    }
    let operand = case.tree.child(node, Role::Operand)?;
    let begin = case.source.token_at(case.tree.bytes(node).start);
    let end = case.source.token_at(case.tree.bytes(operand).start);
    let is_mutable = (begin..end).any(|at| case.source.word(at) == "mut");
    Some((operand, is_mutable))
}

/// Whether a borrow of a node is mutable, as far as it's written: in `&mut v[0]` it is for the whole
/// and for `v`, in `&*r` it isn't for the whole nor for `r`.
pub fn is_borrowed_mutably(case: &Case, node: NodeId) -> Option<bool> {
    let tree = case.tree;
    if let Some((_, is_mutable)) = reference(case, node) {
        return Some(is_mutable);
    }
    // A closure or call that borrows may stand behind a reference of another kind.
    base(case, node)?;
    let mut at = node;
    loop {
        let parent = tree.parent(at)?;
        if let Some((operand, is_mutable)) = reference(case, parent)
            && operand == at
        {
            return Some(is_mutable);
        }
        // What's behind a pointer that lies in the place may be reached without a mutable borrow.
        let is_step = whole_of(case, parent) == Some(at);
        if !is_step || (tree.kind(parent) == NodeKind::Unary && at != node) {
            return None;
        }
        at = parent;
    }
}

/// The place that a borrow is taken of, as far as it's written: of `&mut s.field` and
/// `s.field.iter()` it's `s.field`, of `&v[0]` it's `v`, since indexing borrows the whole.
pub fn borrowed(case: &Case, node: NodeId) -> Option<NodeId> {
    let tree = case.tree;
    let inner = match tree.kind(node) {
        NodeKind::Reference => tree.child(node, Role::Operand),
        NodeKind::MethodCall | NodeKind::Index => tree.child(node, Role::Receiver),
        NodeKind::Parenthesized => tree.child(node, Role::Part),
        NodeKind::ExpressionStatement => tree.child(node, Role::Value),
        _ => None,
    };
    match inner {
        Some(inner) => borrowed(case, inner),
        None if is_plain(case, node) => Some(node),
        None => None,
    }
}

/// Whether a node is a variable or a field of one, however deep, perhaps behind `*`.
fn is_plain(case: &Case, node: NodeId) -> bool {
    let mut at = node;
    while let Some(whole) = whole_of(case, at) {
        if case.tree.kind(at) == NodeKind::Index {
            return false;
        }
        at = whole;
    }
    case.names.binding_of(at).is_some()
}

/// The parts of a place, from the variable: `["s", "field"]` of `s.field`, `*s.field` and
/// `s.field[_]`, as rustc writes places.
pub fn parts(place: &str) -> Vec<&str> {
    let name = |part: &str| !part.is_empty() && part != "_";
    let parts = place.split(['.', '*', '(', ')', '[', ']']);
    parts.filter(|part| name(part)).collect()
}

/// Uses of a variable inside a node.
pub fn uses_in(case: &Case, variable: BindingId, node: NodeId) -> impl Iterator<Item = NodeId> {
    let uses = case.names.uses_of(variable);
    uses.filter(move |used| case.tree.is_inside(*used, node))
}

/// The closure or `async` block around a node, if it's inside of `around` too.
pub fn closure_between(case: &Case, node: NodeId, around: NodeId) -> Option<NodeId> {
    let mut between = case.tree.ancestors(node);
    between.find(|at| {
        let kind = case.tree.kind(*at);
        matches!(kind, NodeKind::Closure | NodeKind::AsyncBlock) && case.tree.is_inside(*at, around)
    })
}
