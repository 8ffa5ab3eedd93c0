//! Repairs for a change in a closure that's used as an `Fn`.

use super::writable::Plan;
use crate::lens::case::Case;
use crate::lens::codes::not_mutable::attempt::Attempt;
use crate::lens::labels::Role as Part;
use crate::lens::query::{callee, mutability, statements};
use crate::lens::repair::Repair;
use crate::rust::edit::TextEdit;
use crate::rust::{BindingId, Function, NodeId, NodeKind, Role, call, function_around};

/// Asks for an `FnMut` instead.
pub fn repairs(attempt: &Attempt) -> Vec<Repair> {
    let case = attempt.case;
    let name = attempt
        .binding()
        .map_or("", |binding| binding.name.as_str());
    let mut found: Vec<Repair> = fn_mut(attempt).into_iter().collect();
    let is_copy = attempt
        .binding()
        .and_then(|binding| case.variable(binding)?.is_copy);
    let cell = if is_copy == Some(true) {
        "a `Cell`"
    } else {
        "a `RefCell`"
    };
    if !name.is_empty() {
        found.push(Repair::advice(format!(
            "If it has to stay an `Fn`, keep `{name}` in {cell}, or in a `Mutex` if threads share it: these can change through a `&` reference."
        )));
    }
    found
}

fn fn_mut(attempt: &Attempt) -> Option<Repair> {
    let case = attempt.case;
    if let Some(asked) = case.first(Part::AsksClosure) {
        let node = case.node(asked);
        let function = function_around(case.source, case.tree, node)?;
        return if asked.label.contains("return") {
            returned(case, &function)
        } else {
            let parameter = parameter_around(case, node)?;
            asked_for(case, &function, parameter)
        };
    }
    let closure = case.node(case.first(Part::InClosure)?);
    let call_node = statements::around(case, closure)
        .find(|at| case.tree.role(*at) == Role::Argument)
        .and_then(|argument| Some((argument, case.tree.parent(argument)?)));
    if let Some((argument, call_node)) = call_node
        && let Some(function) = callee::function(case, call_node)
    {
        let position = call(case.tree, call_node)?
            .arguments
            .iter()
            .position(|one| *one == argument)?;
        let skipped = usize::from(case.tree.kind(call_node) == NodeKind::MethodCall);
        let parameter = *function.parameters.get(position + skipped)?;
        return asked_for(case, &function, parameter);
    }
    annotated(case, closure)
}

fn parameter_around(case: &Case, node: NodeId) -> Option<NodeId> {
    statements::around(case, node).find(|at| case.tree.kind(*at) == NodeKind::Parameter)
}

/// The parameter takes an `FnMut`.
fn asked_for(case: &Case, function: &Function, parameter: NodeId) -> Option<Repair> {
    let tree = case.tree;
    let of_type = tree.child(parameter, Role::Type)?;
    let mut edits = fn_words(case, of_type);
    if edits.is_empty() {
        edits = bound_words(case, function, case.written(of_type));
    }
    if edits.is_empty() {
        return None;
    }
    let binding = tree
        .descendants(parameter)
        .find_map(|at| case.names.bound_at(tree, tree.bytes(at).start))?;
    if let Some(edit) = mutability::with_mut(case, of_type) {
        edits.push(edit);
        let mut plan = Plan::new(case);
        plan.callers(function, parameter);
        edits.extend(plan.edits);
    } else {
        edits.extend(mutability::declare_mut(case, case.names.binding(binding))?);
    }
    Some(Repair::edit(
        format!(
            "Let `{}` ask for an `FnMut`, a closure that may change what it captures.",
            function.name()
        ),
        edits,
    ))
}

/// The function returns an `FnMut`, and what holds it is `mut`.
fn returned(case: &Case, function: &Function) -> Option<Repair> {
    let tree = case.tree;
    let mut edits = fn_words(case, function.returns?);
    let calls = tree.nodes_of(NodeKind::Call);
    let calls = calls.filter(|node| {
        callee::function(case, *node).is_some_and(|found| found.node == function.node)
    });
    for node in calls {
        let binding = holder(case, node).map(|id| case.names.binding(id));
        if let Some(binding) = binding {
            edits.extend(mutability::declare_mut(case, binding)?);
        }
    }
    (!edits.is_empty()).then(|| {
        Repair::edit(
            format!(
                "Let `{}` return an `FnMut`, a closure that may change what it captures.",
                function.name()
            ),
            edits,
        )
    })
}

/// The variable that a call's result goes into.
fn holder(case: &Case, value: NodeId) -> Option<BindingId> {
    let mut bindings = case.names.bindings();
    bindings.find(|id| {
        let binding = case.names.binding(*id);
        binding.initializer == Some(value) && binding.is_whole
    })
}

/// `let f: Box<dyn Fn()> = ...` around the closure.
fn annotated(case: &Case, closure: NodeId) -> Option<Repair> {
    let mut bindings = case.names.bindings();
    let found = bindings.find(|id| {
        let binding = case.names.binding(*id);
        let value = binding.initializer.filter(|_| binding.is_whole);
        value.is_some_and(|value| case.tree.is_inside(closure, value))
    })?;
    let binding = case.names.binding(found);
    let mut edits = fn_words(case, binding.annotation?);
    if edits.is_empty() {
        return None;
    }
    edits.extend(mutability::declare_mut(case, binding)?);
    Some(Repair::edit(
        format!(
            "Let `{}` be an `FnMut`, a closure that may change what it captures.",
            binding.name
        ),
        edits,
    ))
}

/// Each `Fn(...)` in a type as `FnMut(...)`.
fn fn_words(case: &Case, of_type: NodeId) -> Vec<TextEdit> {
    let tree = case.tree;
    let inside = std::iter::once(of_type).chain(tree.descendants(of_type));
    let paths = inside.filter(|at| tree.kind(*at) == NodeKind::PathType);
    paths.filter_map(|at| fn_word(case, at)).collect()
}

fn fn_word(case: &Case, path: NodeId) -> Option<TextEdit> {
    let first = case.source.token_at(case.tree.bytes(path).start);
    let is_fn = case.source.word(first) == "Fn";
    let begin = case.source.begin(first);
    is_fn.then(|| TextEdit::replacement(begin..begin + 2, "FnMut"))
}

/// The bounds of a function's type parameter.
fn bound_words(case: &Case, function: &Function, parameter: &str) -> Vec<TextEdit> {
    let tree = case.tree;
    let children = tree.children(function.node);
    let parameters = children.filter(|at| {
        let kind = tree.kind(*at);
        let name = tree.child(*at, Role::Name).map(|name| case.written(name));
        kind == NodeKind::WhereClause
            || (kind == NodeKind::GenericParameter && name == Some(parameter))
    });
    let words = parameters.flat_map(|at| {
        let inside = tree.descendants(at);
        let bounds = inside.filter(|at| tree.role(*at) == Role::Bound);
        bounds
            .filter_map(|at| fn_word(case, at))
            .collect::<Vec<_>>()
    });
    words.collect()
}
