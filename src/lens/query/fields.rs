//! Fields: where they're declared, and copies of them.

use std::ops::Range;

use crate::lens::case::Case;
use crate::lens::query::{callee, places, rewrite};
use crate::model::ask::type_text;
use crate::rust::{NodeId, NodeKind, Role};

/// A copy of a part of a variable, for a variable of its own.
pub struct FieldCopy {
    /// The name of the new variable.
    pub name: String,
    /// What it begins with.
    pub value: String,
    /// What it's a copy of.
    pub written: String,
    /// The bytes that it stands for.
    pub bytes: Range<usize>,
}

/// The declaration of the field that an expression takes, if only one struct of this file has a
/// field of that name.
pub fn declaration(case: &Case, access: NodeId) -> Option<NodeId> {
    if case.tree.kind(access) != NodeKind::FieldAccess {
        return None;
    }
    let name = case.written(case.tree.child(access, Role::Name)?);
    let mut same = case.tree.nodes_of(NodeKind::Field).filter(|field| {
        let own = case.tree.child(*field, Role::Name);
        own.is_some_and(|own| case.written(own) == name)
    });
    let found = same.next()?;
    same.next().is_none().then_some(found)
}

/// A copy of the field that a use of a variable takes: `let name = self.name.clone();` for
/// `self.name`. `None` if the whole variable is used, or if the new name is taken.
pub fn copy_of(case: &Case, used: NodeId) -> Option<FieldCopy> {
    let tree = case.tree;
    let mut place = used;
    while let Some(parent) = tree.parent(place)
        && tree.kind(parent) == NodeKind::FieldAccess
    {
        place = parent;
    }
    if place == used {
        return None;
    }
    let member = case.written(tree.child(place, Role::Name)?);
    let is_number = member.starts_with(|c: char| c.is_ascii_digit());
    let name = if is_number { "value" } else { member };
    if case
        .names
        .visible_at(tree, name, tree.bytes(used).start)
        .is_some()
    {
        return None;
    }
    let parent = tree.parent(place)?;
    let makes_copy = tree.role(place) == Role::Receiver
        && matches!(
            callee::name(case, parent),
            Some("clone" | "to_string" | "to_owned" | "to_vec")
        );
    let whole = if makes_copy { parent } else { place };
    let is_assigned = tree.role(place) == Role::Left;
    if is_assigned || places::reference(case, parent).is_some_and(|(_, is_mutable)| is_mutable) {
        return None;
    }
    let written = case.written(whole).to_owned();
    let value = if makes_copy || is_copy(case, place) {
        written.clone()
    } else if is_text(case, place) {
        format!("{written}.to_string()")
    } else {
        format!("{written}.clone()")
    };
    Some(FieldCopy {
        name: name.to_owned(),
        value,
        written: case.written(place).to_owned(),
        bytes: tree.bytes(whole),
    })
}

/// Whether a field is a `&str`, by its declaration.
fn is_text(case: &Case, access: NodeId) -> bool {
    let ty = declaration(case, access).and_then(|field| case.tree.child(field, Role::Type));
    ty.is_some_and(|ty| rewrite::owned_type(case, ty).as_deref() == Some("String"))
}

/// Whether a field is a number, by its declaration.
fn is_copy(case: &Case, access: NodeId) -> bool {
    let ty = declaration(case, access).and_then(|field| case.tree.child(field, Role::Type));
    ty.is_some_and(|ty| type_text::is_small(case.written(ty)))
}
