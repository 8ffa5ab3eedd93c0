//! Repairs for a variable without `mut`.

use super::{copies, writable};
use crate::lens::codes::not_mutable::attempt::{Action, Attempt};
use crate::lens::query::{callee, errors, lent, mutability, places, statements};
use crate::lens::repair::Repair;
use crate::rust::edit::TextEdit;
use crate::rust::{Binding, BindingKind, Function, NodeId, NodeKind, Role, function_around};

/// Declares the variable with `mut`, or does without the `&mut`.
pub fn repairs(attempt: &Attempt) -> Vec<Repair> {
    let Some(binding) = attempt.binding() else {
        return Vec::new();
    };
    let mut found = Vec::new();
    found.extend(without_reference(attempt, binding));
    found.extend(copies::original(
        attempt.case,
        attempt.variable,
        attempt.place,
    ));
    found.extend(lent_for_reading(attempt, binding));
    found.extend(lent_self(attempt, binding));
    found.extend(declared(attempt, binding));
    found.extend(looped_by_value(attempt));
    found
}

/// `for x in &mut xs` as `for x in xs`.
fn looped_by_value(attempt: &Attempt) -> Option<Repair> {
    let case = attempt.case;
    let tree = case.tree;
    let reference = attempt.mutable_reference()?;
    let (operand, _) = places::reference(case, reference)?;
    let is_head = tree.role(reference) == Role::Subject
        && tree.kind(tree.parent(reference)?) == NodeKind::For;
    let path = case.written(operand);
    let begin = tree.bytes(reference).start;
    is_head.then(|| {
        Repair::edit(
            format!("Loop over `{path}` itself: it moves into the loop, and each round owns its element."),
            vec![TextEdit::deletion(begin..tree.bytes(operand).start)],
        )
    })
}

/// `&x` will do where nobody writes through it.
fn lent_for_reading(attempt: &Attempt, binding: &Binding) -> Option<Repair> {
    let case = attempt.case;
    let tree = case.tree;
    let reference = attempt.mutable_reference()?;
    let (operand, _) = places::reference(case, reference)?;
    let parent = tree.parent(reference)?;
    let name = &binding.name;
    let sentence = match (tree.kind(parent), tree.role(reference)) {
        (NodeKind::Call | NodeKind::MethodCall, Role::Argument) => {
            let function = callee::name(case, parent)?;
            format!("Lend `{name}` with `&`: `{function}` needs no more here.")
        }
        (NodeKind::Let, _) => {
            let pattern = tree.child(parent, Role::Pattern)?;
            format!(
                "Borrow `{name}` with `&`: `{}` needs no more here.",
                case.written(pattern)
            )
        }
        (NodeKind::For, Role::Subject) => {
            format!("Loop over `&{name}`: the loop needs no more here.")
        }
        _ => return None,
    };
    let begin = tree.bytes(reference).start;
    let edit = TextEdit::replacement(begin..tree.bytes(operand).start, "&");
    let is_owned = !matches!(
        mutability::holding(case, binding),
        mutability::Holding::Mutable | mutability::Holding::Shared
    );
    let user = match tree.kind(parent) {
        NodeKind::Let => tree.parent(parent)?,
        _ => parent,
    };
    let is_only = attempt.others.is_empty() && is_owned && !has_other_errors(attempt, user);
    let is_only = is_only && !super::calls_broken(case, parent);
    is_only.then(|| Repair::edit(sentence, vec![edit]))
}

/// Whether other errors are about a node: then nobody knows what it would need without them.
fn has_other_errors(attempt: &Attempt, node: NodeId) -> bool {
    let case = attempt.case;
    let mut errors = errors::within(case, &case.tree.bytes(node));
    errors.any(|(error, _)| !std::ptr::eq(error, case.diagnostic))
}

/// `&mut x` of an `x` that is a `&mut` reference: `x` will do, wherever it's tried.
fn without_reference(attempt: &Attempt, binding: &Binding) -> Option<Repair> {
    let case = attempt.case;
    let kind = match mutability::holding(case, binding) {
        mutability::Holding::Mutable => "a `&mut` reference",
        mutability::Holding::Shared => "a `&` reference",
        _ => return None,
    };
    let others = attempt.others.iter().map(|clue| case.node(clue));
    let first = attempt.mutable_reference();
    let tries: Vec<Option<NodeId>> = std::iter::once(first).chain(others.map(Some)).collect();
    let is_argument =
        |node: &Option<NodeId>| node.is_some_and(|node| case.tree.role(node) == Role::Argument);
    let verb = if tries.iter().all(is_argument) {
        "Pass"
    } else {
        "Use"
    };
    let edits: Option<Vec<TextEdit>> = tries
        .into_iter()
        .map(|reference| {
            let reference = reference?;
            let (operand, is_mutable) = places::reference(case, reference)?;
            let is_whole = case.names.binding_of(operand) == attempt.variable;
            let begin = case.tree.bytes(reference).start;
            let edit = TextEdit::deletion(begin..case.tree.bytes(operand).start);
            (is_mutable && is_whole).then_some(edit)
        })
        .collect();
    let name = &binding.name;
    Some(Repair::edit(
        format!("{verb} `{name}` itself: it's {kind} already."),
        edits?,
    ))
}

fn declared(attempt: &Attempt, binding: &Binding) -> Option<Repair> {
    if let Some(lent) = lent::to(attempt.case, binding) {
        return Some(writable::lent(attempt.case, binding, &lent));
    }
    let edits = mutability::declare_mut(attempt.case, binding)?;
    let name = &binding.name;
    let sentence = match (attempt.action, binding.kind) {
        (Action::Call, _) => {
            format!("Declare `{name}` with `mut`, since calling it changes something.")
        }
        _ if let Some(function) = gives_nothing_back(attempt, binding) => format!(
            "Declare `self` with `mut`. But `{0}` owns `self` and returns nothing, so the caller of `{0}` doesn't get the changed value back.",
            function.name()
        ),
        _ if is_lost(attempt, binding) => format!(
            "Declare `{name}` with `mut`. The change is lost when `{name}` goes out of scope: nothing reads it after that line."
        ),
        _ if copies::original(attempt.case, attempt.variable, attempt.place).is_some() => {
            format!("Declare `{name}` with `mut`, so that this copy can change.")
        }
        _ => format!("Declare `{name}` with `mut`."),
    };
    (!edits.is_empty()).then(|| Repair::edit(sentence, edits))
}

/// The method around, if it takes `self` by value, hands it to nobody as a whole, and returns nothing.
fn gives_nothing_back(attempt: &Attempt, binding: &Binding) -> Option<Function> {
    let (case, tree) = (attempt.case, attempt.case.tree);
    if binding.kind != BindingKind::SelfParameter || case.written(binding.owner) != "self" {
        return None;
    }
    let function = function_around(case.source, tree, binding.owner)?;
    let mut uses = case.names.uses_of(attempt.variable?);
    let is_part = |node: NodeId| {
        let parent = tree.parent(node).map(|parent| tree.kind(parent));
        parent == Some(NodeKind::FieldAccess)
    };
    (function.returns.is_none() && uses.all(is_part)).then_some(function)
}

/// `&mut self` for such a `self`.
fn lent_self(attempt: &Attempt, binding: &Binding) -> Option<Repair> {
    let function = gives_nothing_back(attempt, binding)?;
    let name = function.name();
    let begin = attempt.case.tree.bytes(binding.owner).start;
    let sentence =
        format!("Let `{name}` take `&mut self`: then it changes the value that its caller has.");
    let edit = TextEdit::insertion(begin, "&mut ");
    Some(Repair::edit(sentence, vec![edit]))
}

/// Whether a variable of a pattern or parameter that owns its value isn't used after the change,
/// and no loop or closure leads back to it.
fn is_lost(attempt: &Attempt, binding: &Binding) -> bool {
    let case = attempt.case;
    let Some(variable) = attempt.variable else {
        return false;
    };
    let is_part = matches!(
        binding.kind,
        BindingKind::For | BindingKind::IfLet | BindingKind::MatchArm | BindingKind::Parameter
    );
    let is_owned = mutability::holding(case, binding) == mutability::Holding::Owned;
    let last = attempt.others.last().unwrap_or(&attempt.clue);
    let statement = statements::statement_of(case, case.node(last));
    let Some(statement) = statement.filter(|_| is_part && is_owned) else {
        return false;
    };
    let end = case.tree.bytes(statement).end;
    let is_later = |node| case.tree.bytes(node).start >= end;
    let is_tail = statements::is_tail(case, statement);
    let comes_back = statements::around(case, statement)
        .take_while(|at| *at != binding.owner)
        .any(|at| {
            let kind = case.tree.kind(at);
            kind.is_loop() || kind == NodeKind::Closure
        });
    let is_plain = matches!(attempt.action, Action::Assign | Action::Compound)
        || matches!(
            attempt.action,
            Action::Method("push" | "push_str" | "insert" | "clear" | "extend" | "sort")
        );
    let types = case.type_of(binding).unwrap_or("");
    let is_std = types == "String" || types.starts_with("Vec<");
    let is_plain = is_plain && (is_std || !matches!(attempt.action, Action::Method(_)));
    let has_reference = types.contains('&') || types.contains('\'');
    let only = case.names.uses_of(variable).filter(|node| is_later(*node));
    is_plain && !is_tail && !comes_back && !has_reference && only.count() == 0
}
