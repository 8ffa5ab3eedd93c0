//! The value moves as the receiver of a method, or as the head of a loop.

use super::functions;
use crate::lens::codes::moves::moved::Moved;
use crate::lens::query::callee;
use crate::lens::query::change;
use crate::lens::query::goal::Goal;
use crate::lens::query::moved_type::thing;
use crate::lens::repair::Repair;
use crate::rust::edit::TextEdit;
use crate::rust::{Function, NodeId, NodeKind, Role, functions};

/// Borrows where the method takes.
pub fn gentler(moved: &Moved, call: NodeId) -> Vec<Repair> {
    if let Some((function, parameter)) = moved.taker() {
        let found = [
            borrow_self(moved, &function, parameter),
            functions::assign_back(moved, call, &function),
        ];
        return found.into_iter().flatten().collect();
    }
    let found = [
        other_method(moved, call),
        cloned_last(moved, call),
        as_ref(moved, call),
        by_ref(moved),
        mutable_option(moved),
    ];
    found.into_iter().flatten().collect()
}

/// `&self` for `self`.
fn borrow_self(moved: &Moved, function: &Function, parameter: NodeId) -> Option<Repair> {
    let case = moved.case;
    let name = function.name();
    let written = case.written(parameter);
    if written == "mut self" && function.returns.is_none() {
        let mut edits = same_methods(moved, function, "mut self", "&mut self");
        edits.extend(change::make_mutable(case, moved.owner?)?);
        return Some(Repair::edit(
            format!(
                "If `{name}` is meant to change `{}` itself, let it take `&mut self`.",
                moved.path
            ),
            edits,
        ));
    }
    let edits = same_methods(moved, function, "self", "&self");
    let sentence = format!(
        "Let `{name}` borrow with `&self`: it doesn't have to own {}.",
        thing(moved.of_type())
    );
    (written == "self").then(|| Repair::edit(sentence, edits))
}

/// Changes the receiver of a method, and of all methods that a trait ties to it.
fn same_methods(moved: &Moved, function: &Function, from: &str, to: &str) -> Vec<TextEdit> {
    let case = moved.case;
    let tree = case.tree;
    let of_trait = |one: &Function| {
        let around = tree.parent(one.node)?;
        match tree.kind(around) {
            NodeKind::Impl => Some(case.written(tree.child(around, Role::Trait)?)),
            NodeKind::Trait => Some(case.written(tree.child(around, Role::Name)?)),
            _ => None,
        }
    };
    let wanted = of_trait(function);
    let all = functions(case.source, tree);
    let tied = all.iter().filter(|one| {
        let is_tied = wanted.is_some() && of_trait(one) == wanted;
        one.node == function.node || is_tied && one.name() == function.name()
    });
    let receivers = tied.filter_map(|one| one.parameters.first().copied());
    let receivers = receivers.filter(|node| case.written(*node) == from);
    receivers
        .map(|node| TextEdit::replacement(tree.bytes(node), to))
        .collect()
}

/// A method that does the same and only borrows.
fn other_method(moved: &Moved, call: NodeId) -> Option<Repair> {
    let case = moved.case;
    let by = match callee::name(case, call)? {
        "into_iter" => "iter",
        "into_bytes" => "as_bytes",
        "into_keys" => "keys",
        "into_values" => "values",
        _ => return None,
    };
    let name = case.tree.child(call, Role::Name)?;
    let what = if by.starts_with("as_") {
        "gives the same bytes and only borrows them"
    } else {
        "goes through the elements as well, but only borrows them"
    };
    Some(Repair::edit(
        format!("`{by}` {what}."),
        vec![TextEdit::replacement(case.tree.bytes(name), by)],
    ))
}

/// `.iter()` and `.cloned()` just before the elements are collected.
fn cloned_last(moved: &Moved, call: NodeId) -> Option<Repair> {
    let case = moved.case;
    let tree = case.tree;
    let name = tree.child(call, Role::Name)?;
    if case.written(name) != "into_iter" {
        return None;
    }
    let mut at = call;
    while let Some(outer) = tree.parent(at) {
        let is_chain = tree.kind(outer) == NodeKind::MethodCall && tree.role(at) == Role::Receiver;
        if !is_chain {
            return None;
        }
        if callee::name(case, outer) == Some("collect") {
            let mut edits = vec![TextEdit::replacement(tree.bytes(name), "iter")];
            edits.extend(change::with_method(case, at, "cloned()"));
            return Some(Repair::edit(
                "`iter` borrows the elements, and `cloned` clones those that get as far as `collect`. A clone costs time and memory.",
                edits,
            ));
        }
        at = outer;
    }
    None
}

/// `.as_ref()` before a method of an `Option` or `Result`.
fn as_ref(moved: &Moved, call: NodeId) -> Option<Repair> {
    let is_one = matches!(moved.kind_of_type(), "Option" | "Result");
    if !is_one || moved.is_own_type() || !moved.is_value_written() {
        return None;
    }
    let name = callee::name(moved.case, call)?;
    Some(Repair::edit(
        format!("Borrow what's inside: `as_ref()` before `{name}`."),
        change::with_method(moved.case, moved.value, "as_ref()"),
    ))
}

/// Whether what follows goes through an iterator to its end. Nothing would be left of a lent one.
fn is_used_up(moved: &Moved) -> bool {
    let case = moved.case;
    let tree = case.tree;
    let mut at = match moved.goal {
        Goal::Loop(node) => {
            let leaves = |at: NodeId| {
                matches!(
                    tree.kind(at),
                    NodeKind::Break | NodeKind::Return | NodeKind::Try
                )
            };
            return !tree.descendants(node).any(leaves);
        }
        Goal::Receiver(call) => call,
        _ => return false,
    };
    loop {
        match callee::name(case, at) {
            Some(
                "collect" | "count" | "sum" | "product" | "last" | "max" | "min" | "max_by"
                | "max_by_key" | "min_by" | "min_by_key" | "fold" | "for_each" | "partition"
                | "unzip",
            ) => return true,
            // These go as far as they're asked to.
            Some(
                "map" | "filter" | "filter_map" | "enumerate" | "inspect" | "copied" | "cloned"
                | "flat_map" | "flatten" | "rev" | "skip" | "skip_while" | "chain" | "peekable"
                | "step_by",
            ) => {}
            _ => return false,
        }
        match tree.parent(at) {
            Some(outer) if tree.role(at) == Role::Receiver => at = outer,
            _ => return false,
        }
    }
}

/// An iterator that's lent goes on where it stopped.
fn by_ref(moved: &Moved) -> Option<Repair> {
    let kind = moved.kind_of_type();
    let is_other = matches!(kind, "Vec" | "String" | "Option" | "Result" | "Box" | "");
    if is_other
        || is_used_up(moved)
        || moved.is_own_type()
        || !moved.is_whole_variable()
        || !moved.is_value_written()
    {
        return None;
    }
    let mut edits = change::make_mutable(moved.case, moved.owner?)?;
    edits.extend(change::with_method(moved.case, moved.value, "by_ref()"));
    Some(Repair::edit(
        format!(
            "Lend the iterator with `by_ref()`: `{}` then goes on where this stopped.",
            moved.path
        ),
        edits,
    ))
}

/// `.as_deref_mut()` for an `Option<&mut T>`.
pub fn mutable_option(moved: &Moved) -> Option<Repair> {
    let told = moved.of_type()?;
    if !told.starts_with("Option<&mut ") || !moved.is_value_written() {
        return None;
    }
    let mut edits = change::make_mutable(moved.case, moved.owner?)?;
    edits.extend(change::with_method(
        moved.case,
        moved.value,
        "as_deref_mut()",
    ));
    Some(Repair::edit(
        "Reborrow what's inside with `as_deref_mut()`: that lends the reference on.",
        edits,
    ))
}

/// `for x in &v`.
pub fn lend_to_loop(moved: &Moved) -> Vec<Repair> {
    if !matches!(moved.goal, Goal::Loop(_)) || !moved.is_value_written() {
        return Vec::new();
    }
    let case = moved.case;
    let written = case.written(moved.value);
    if moved.kind_of_type() == "&mut" {
        let edits = change::prefixed(case, moved.value, "&mut *");
        let sentence = format!(
            "Reborrow it with `&mut *{written}`: `{written}` can be used again after the loop."
        );
        return vec![Repair::edit(sentence, edits)];
    }
    let sentence = format!(
        "Loop over `&{written}`: the loop then gets references to the elements, and `{written}` keeps them."
    );
    let lent = Repair::edit(sentence, change::prefixed(case, moved.value, "&"));
    std::iter::once(lent).chain(by_ref(moved)).collect()
}
