//! What a variable may do with its value, and where `mut` goes.

use crate::lens::case::Case;
use crate::model::ask::type_text;
use crate::rust::edit::TextEdit;
use crate::rust::{Binding, BindingKind, NodeId, NodeKind};

/// What a variable holds, as far as its type matters to a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holding {
    /// A `&` reference.
    Shared,
    /// A `&mut` reference.
    Mutable,
    /// A value of its own.
    Owned,
    /// Nobody has told.
    Unknown,
}

/// What a variable holds: by the compiler's answer, or by what's written.
pub fn holding(case: &Case, binding: &Binding) -> Holding {
    if binding.kind == BindingKind::SelfParameter {
        return written_self(case, binding.owner);
    }
    if let Some(told) = case.type_of(binding) {
        return if type_text::is_shared_reference(told) {
            Holding::Shared
        } else if type_text::is_mutable_reference(told) {
            Holding::Mutable
        } else {
            Holding::Owned
        };
    }
    let annotation = binding.annotation.filter(|_| binding.is_whole);
    annotation.map_or(Holding::Unknown, |of_type| written(case, of_type))
}

fn written_self(case: &Case, parameter: NodeId) -> Holding {
    let of_type = case.tree.child(parameter, crate::rust::Role::Type);
    if let Some(of_type) = of_type {
        return written(case, of_type);
    }
    let first = case.source.token_at(case.tree.bytes(parameter).start);
    if case.source.word(first) != "&" {
        Holding::Owned
    } else if mut_word(case, parameter).is_some() {
        Holding::Mutable
    } else {
        Holding::Shared
    }
}

fn written(case: &Case, of_type: NodeId) -> Holding {
    if case.tree.kind(of_type) != NodeKind::ReferenceType {
        return Holding::Owned;
    }
    if mut_word(case, of_type).is_some() {
        Holding::Mutable
    } else {
        Holding::Shared
    }
}

/// The token `mut` of `&mut T`, `&'a mut self` or `&mut x`, before what follows it.
pub fn mut_word(case: &Case, node: NodeId) -> Option<usize> {
    let first = case.source.token_at(case.tree.bytes(node).start);
    let mut inner = case.tree.children(node);
    let inner = inner.find(|part| case.tree.kind(*part) != NodeKind::Lifetime)?;
    let end = case.source.token_at(case.tree.bytes(inner).start);
    (first..end).find(|at| case.source.word(*at) == "mut")
}

/// Turns `&T`, `&'a T`, `&self` or `&x` into the mutable one. `None` if it's none of these, or
/// already mutable.
pub fn with_mut(case: &Case, node: NodeId) -> Option<TextEdit> {
    let begin = case.tree.bytes(node).start;
    let is_reference = case.source.word(case.source.token_at(begin)) == "&";
    if !is_reference || mut_word(case, node).is_some() {
        return None;
    }
    let mut inner = case.tree.children(node);
    let first = inner.next()?;
    if case.tree.kind(first) == NodeKind::Lifetime {
        let end = case.tree.bytes(first).end;
        return Some(TextEdit::insertion(end, " mut"));
    }
    Some(TextEdit::insertion(begin + 1, "mut "))
}

/// Puts `mut` before a variable in its declaration. Nothing if it's there; `None` where it can't
/// stand.
pub fn declare_mut(case: &Case, binding: &Binding) -> Option<Vec<TextEdit>> {
    if binding.is_mutable {
        return Some(Vec::new());
    }
    let is_lent_self = binding.kind == BindingKind::SelfParameter
        && written_self(case, binding.owner) != Holding::Owned;
    if binding.is_reference || binding.kind.is_item() || is_lent_self {
        return None;
    }
    let places = binding.places.iter();
    let edits = places.map(|place| TextEdit::insertion(case.tree.bytes(*place).start, "mut "));
    Some(edits.collect())
}
