//! Changing the original instead of a copy of a part of it.

use crate::lens::case::Case;
use crate::lens::query::{mutability, places};
use crate::lens::repair::Repair;
use crate::rust::edit::TextEdit;
use crate::rust::{BindingId, BindingKind, NodeId, NodeKind, Role};

/// `match opt { Some(n) => n += 1 }` changes a copy of what `opt` holds. This changes `opt`.
pub fn original(case: &Case, variable: Option<BindingId>, at: NodeId) -> Option<Repair> {
    let variable = variable?;
    let binding = case.names.binding(variable);
    let is_part = matches!(
        binding.kind,
        BindingKind::MatchArm | BindingKind::IfLet | BindingKind::WhileLet | BindingKind::LetElse
    );
    let is_copy = case.variable(binding)?.is_copy == Some(true);
    let subject = binding.initializer.filter(|_| is_part && is_copy)?;
    if mutability::holding(case, binding) != mutability::Holding::Owned {
        return None;
    }
    if !is_only_variable(case, variable) || !case.tree.is_expression(at) {
        return None;
    }
    let owner = case.names.binding(places::base(case, subject)?);
    let path = case.written(subject);
    let mut edits = match mutability::holding(case, owner) {
        mutability::Holding::Owned => mutability::declare_mut(case, owner)?,
        _ => Vec::new(),
    };
    edits.push(TextEdit::insertion(case.tree.bytes(subject).start, "&mut "));
    for used in case.names.uses_of(variable) {
        edits.extend(dereferenced(case, used)?);
    }
    let name = &binding.name;
    Some(Repair::edit(
        format!(
            "To change what `{path}` holds, and not a copy of it, let `{name}` be a `&mut` reference into `{path}`."
        ),
        edits,
    ))
}

/// Whether the pattern of a variable brings in no other.
fn is_only_variable(case: &Case, variable: BindingId) -> bool {
    let owner = case.names.binding(variable).owner;
    let bindings = case.names.bindings();
    let same = bindings.filter(|id| case.names.binding(*id).owner == owner);
    same.count() == 1 && case.names.binding(variable).places.len() == 1
}

/// `x` as `*x`.
fn dereferenced(case: &Case, used: NodeId) -> Option<Vec<TextEdit>> {
    let tree = case.tree;
    if tree.kind(used) == NodeKind::FormatName {
        return Some(Vec::new());
    }
    if tree.kind(used) != NodeKind::Path {
        return None;
    }
    let bytes = tree.bytes(used);
    let parent = tree.parent(used)?;
    match (tree.kind(parent), tree.role(used)) {
        // These look through references.
        (NodeKind::MethodCall | NodeKind::FieldAccess | NodeKind::Index, Role::Receiver) => {
            Some(Vec::new())
        }
        (NodeKind::Try | NodeKind::Cast, _) => Some(vec![
            TextEdit::insertion(bytes.start, "(*"),
            TextEdit::insertion(bytes.end, ")"),
        ]),
        (NodeKind::FieldValue, _) if tree.child(parent, Role::Name).is_none() => None,
        _ => Some(vec![TextEdit::insertion(bytes.start, "*")]),
    }
}
