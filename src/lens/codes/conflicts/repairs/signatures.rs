//! Signatures of this file that make borrows last longer, or ask for more, than they need to.

use crate::lens::case::Case;
use crate::lens::codes::conflicts::conflict::{Action, Conflict};
use crate::lens::query::borrower::Borrower;
use crate::lens::query::callee;
use crate::lens::repair::Repair;
use crate::rust::edit::TextEdit;
use crate::rust::{Function, NodeId, NodeKind, Role};

/// Changes the signature that causes the conflict.
pub fn repairs(conflict: &Conflict) -> Vec<Repair> {
    let borrowing = conflict
        .borrowing_call()
        .and_then(|call| callee::function(conflict.case, call));
    let clashing = conflict
        .clashing_call()
        .and_then(|call| callee::function(conflict.case, call));
    let mut found = Vec::new();
    if let Some(function) = &borrowing {
        found.extend(for_this_call(conflict, function));
        found.extend(not_of_self(conflict, function));
        found.extend(shared_self(conflict.case, function));
    }
    if let Some(function) = clashing
        && conflict.action == Action::Write
        && borrowing.is_none_or(|other| other.node != function.node)
    {
        found.extend(shared_self(conflict.case, &function));
    }
    found.extend(lent(conflict));
    found
}

/// The lifetime of `&'a self`, if it's one of the type itself.
pub fn own_lifetime(case: &Case, function: &Function) -> Option<NodeId> {
    let this = callee::self_parameter(case, function)?;
    let mut inside = case.tree.descendants(this);
    let lifetime = inside.find(|at| case.tree.kind(*at) == NodeKind::Lifetime)?;
    let written = case.written(lifetime);
    type_lifetimes(case, function)
        .contains(&written)
        .then_some(lifetime)
}

/// The lifetimes that an `impl` declares and its type has.
pub fn type_lifetimes<'a>(case: &Case<'a>, function: &Function) -> Vec<&'a str> {
    let tree = case.tree;
    let mut around = tree.ancestors(function.node);
    let Some(found) = around.find(|at| tree.kind(*at) == NodeKind::Impl) else {
        return Vec::new();
    };
    let Some(of_type) = tree.child(found, Role::Type) else {
        return Vec::new();
    };
    let inside = tree.descendants(of_type);
    let lifetimes = inside.filter(|at| tree.kind(*at) == NodeKind::Lifetime);
    let written = lifetimes.map(|at| case.written(at));
    written
        .filter(|name| !matches!(*name, "'_" | "'static"))
        .collect()
}

/// `&'a mut self` is `&mut self`.
fn for_this_call(conflict: &Conflict, function: &Function) -> Option<Repair> {
    let case = conflict.case;
    if !matches!(conflict.keeping.borrower, Borrower::Itself(_)) {
        return None;
    }
    let lifetime = case.tree.bytes(own_lifetime(case, function)?);
    let next = case.source.token_at(lifetime.end);
    let name = function.name();
    let end = case.source.begin(next);
    Some(Repair::edit(
        format!(
            "Let `{name}` borrow only for the call: without `{}`, each borrow ends when the call returns.",
            case.text(&lifetime)
        ),
        vec![TextEdit::deletion(lifetime.start..end)],
    ))
}

/// The result borrows from what the type refers to, not from the value itself.
fn not_of_self(conflict: &Conflict, function: &Function) -> Vec<Repair> {
    let case = conflict.case;
    let tree = case.tree;
    let Some(returns) = function.returns else {
        return Vec::new();
    };
    let this = callee::self_parameter(case, function);
    if !this.is_some_and(|this| case.written(this).starts_with('&')) {
        return Vec::new();
    }
    let places: Vec<NodeId> = std::iter::once(returns)
        .chain(tree.descendants(returns))
        .collect();
    let named = conflict.case.written(returns);
    let name = function.name();
    let mut found = Vec::new();
    for lifetime in type_lifetimes(case, function) {
        let edits = places.iter().filter_map(|at| elided(case, *at, lifetime));
        let edits: Vec<TextEdit> = edits.collect();
        if !edits.is_empty() {
            found.push(Repair::edit(
                format!(
                    "Say in `{name}`'s signature that its result borrows for `{lifetime}`, and not from `self`: `{named}` alone ties it to `self`."
                ),
                edits,
            ));
        }
    }
    found
}

/// Where a lifetime is left out in a type, with the lifetime.
fn elided(case: &Case, at: NodeId, lifetime: &str) -> Option<TextEdit> {
    let tree = case.tree;
    let bytes = tree.bytes(at);
    match tree.kind(at) {
        NodeKind::ReferenceType => {
            let has_one = tree
                .children(at)
                .any(|part| tree.kind(part) == NodeKind::Lifetime);
            (!has_one).then(|| TextEdit::insertion(bytes.start + 1, format!("{lifetime} ")))
        }
        NodeKind::Lifetime if case.written(at) == "'_" => {
            Some(TextEdit::replacement(bytes, lifetime))
        }
        NodeKind::PathType if has_lifetime(case, case.written(at)) => {
            Some(TextEdit::insertion(bytes.end, format!("<{lifetime}>")))
        }
        _ => None,
    }
}

/// Whether a struct or enum with exactly this name takes one lifetime and nothing else.
fn has_lifetime(case: &Case, name: &str) -> bool {
    let tree = case.tree;
    let is_it = |node: &NodeId| {
        let is_type = matches!(tree.kind(*node), NodeKind::Struct | NodeKind::Enum);
        let named = tree.child(*node, Role::Name).map(|at| case.written(at));
        is_type && named == Some(name)
    };
    let Some(found) = tree.nodes().find(is_it) else {
        return false;
    };
    let parameters: Vec<&str> = tree
        .children_as(found, Role::Parameter)
        .map(|at| case.written(at))
        .collect();
    matches!(parameters.as_slice(), [only] if only.starts_with('\''))
}

/// `&mut self` of a method that changes nothing is `&self`.
fn shared_self(case: &Case, function: &Function) -> Option<Repair> {
    let this = callee::self_parameter(case, function)?;
    let bytes = case.tree.bytes(this);
    let tokens = case.source.token_at(bytes.start)..case.source.token_at(bytes.end);
    let is_reference = case.written(this).starts_with('&');
    let word = tokens.clone().find(|at| case.source.word(*at) == "mut")?;
    let edit = TextEdit::deletion(case.source.begin(word)..case.source.begin(word + 1));
    let name = function.name();
    is_reference.then(|| {
        Repair::edit(
            format!("Let `{name}` take `&self`: it changes nothing, so it needs no `&mut`."),
            vec![edit],
        )
    })
}

/// A function that only reads its argument gets a reference.
fn lent(conflict: &Conflict) -> Option<Repair> {
    let case = conflict.case;
    let tree = case.tree;
    let call = tree.parent(conflict.at)?;
    let is_moved = conflict.action == Action::Move && tree.role(conflict.at) == Role::Argument;
    let function =
        callee::function(case, call).filter(|_| is_moved && tree.kind(call) == NodeKind::Call)?;
    let position = tree
        .children_as(call, Role::Argument)
        .position(|at| at == conflict.at)?;
    let parameter = *function.parameters.get(position)?;
    let of_type = tree.child(parameter, Role::Type)?;
    let pattern = tree.child(parameter, Role::Pattern)?;
    let told = case.written(of_type);
    let bytes = tree.bytes(of_type);
    let (edit, new) = if told == "String" {
        (TextEdit::replacement(bytes, "&str"), "&str".to_owned())
    } else {
        (TextEdit::insertion(bytes.start, "&"), format!("&{told}"))
    };
    let (name, path) = (function.name(), case.written(conflict.at));
    (tree.kind(pattern) == NodeKind::IdentifierPattern && !told.starts_with('&')).then(|| {
        Repair::edit(
            format!("Lend `{path}` to `{name}`: it can do its work with a `{new}`."),
            vec![edit, TextEdit::insertion(conflict.clash.bytes.start, "&")],
        )
    })
}
