//! Whether given code itself has made a mistake: a call that contradicts all others, or a statement in
//! which nothing is the learner's.

use crate::lens::case::Case;
use crate::lens::query::statements::statement_of;
use crate::lens::query::{calls_of, test_code};
use crate::rust::{BindingKind, Function, NodeId, NodeKind, Role, call, called_name, functions};

/// How many calls pass the number of arguments that a function takes, if this one is the only call
/// that doesn't. What a learner's own code passes shows nothing: the calls of tests do, or those of
/// the `main` that this one is in.
pub fn others(case: &Case, node: NodeId, function: &Function, takes: usize) -> Option<usize> {
    let is_in_test = |at: NodeId| test_code::is_in_test(case, at);
    if !test_code::is_given(case, &case.tree.bytes(node)) || is_in_test(function.node) {
        return None;
    }
    let others = calls_of::like(case, node, function).into_iter();
    let others: Vec<NodeId> = others.filter(|at| *at != node).collect();
    let passes = |at: &NodeId| call(case.tree, *at).map(|found| found.arguments.len());
    let all_fit = others.iter().all(|at| passes(at) == Some(takes));
    let is_witness = |at: NodeId| {
        let is_beside = || test_code::is_in_given_main(case, at);
        is_in_test(at) || !is_in_test(node) && is_beside()
    };
    let has_witness = others.iter().any(|at| is_witness(*at));
    (all_fit && has_witness).then_some(others.len())
}

/// Whether the error is in a statement of a test that uses nothing of the learner's whose type could
/// be another one: no result, no field and no constant.
pub fn is_of_test_alone(case: &Case) -> bool {
    let node = case.node(&case.primary);
    let statement = statement_of(case, node);
    statement.is_some_and(|statement| {
        test_code::is_in_test(case, statement) && is_settled(case, statement, 0)
    })
}

/// Whether a test itself has made the mistake: no declaration outside of tests can mend it.
pub fn is_test_to_blame(case: &Case) -> bool {
    is_of_test_alone(case) || compares_wrongly(case)
}

/// Whether the error is about a `&` that a test puts before a value of its own, to compare it with what
/// a method of another crate gives: no declaration of this file says what that is.
fn compares_wrongly(case: &Case) -> bool {
    let tree = case.tree;
    let node = case.node(&case.primary);
    let is_own = tree.kind(node) == NodeKind::Reference
        && tree.role(node) == Role::Right
        && test_code::is_in_test(case, node)
        && is_settled(case, node, 0);
    let left = tree
        .parent(node)
        .and_then(|whole| tree.child(whole, Role::Left));
    let is_foreign = |left: NodeId| {
        let all = functions(case.source, tree);
        let called = call(tree, left);
        let name = called.and_then(|found| called_name(case.source, tree, &found));
        tree.kind(left) == NodeKind::MethodCall
            && name.is_some_and(|name| !all.iter().any(|one| one.name() == name))
    };
    let expects_value = !case.primary.label.starts_with("expected `&");
    is_own && expects_value && left.is_some_and(is_foreign)
}

/// Whether the error is in a statement of a given `main` that uses nothing of the learner's whose type
/// could be another one.
pub fn is_of_main_alone(case: &Case) -> bool {
    let node = case.node(&case.primary);
    let statement = statement_of(case, node);
    statement.is_some_and(|statement| {
        test_code::is_in_given_main(case, statement) && is_settled(case, statement, 0)
    })
}

/// Whether no declaration outside of tests decides the types in a node. What isn't known may be
/// decided by one.
fn is_settled(case: &Case, node: NodeId, depth: usize) -> bool {
    let tree = case.tree;
    let of_children = || {
        let mut children = tree.children(node);
        children.all(|child| is_settled(case, child, depth))
    };
    match tree.kind(node) {
        NodeKind::Path => is_settled_name(case, node, depth),
        NodeKind::FieldAccess | NodeKind::Closure => false,
        // Its path alone says which type it has, but what goes into it is up to its fields.
        NodeKind::StructLiteral => !tree.bytes(node).contains(&case.primary.bytes.start),
        NodeKind::Call | NodeKind::MethodCall | NodeKind::MacroCall => {
            let called = call(tree, node);
            let name = called.and_then(|found| called_name(case.source, tree, &found));
            let all = functions(case.source, tree);
            name.is_some_and(|name| !all.iter().any(|one| one.name() == name)) && of_children()
        }
        _ => of_children(),
    }
}

fn is_settled_name(case: &Case, path: NodeId, depth: usize) -> bool {
    let Some(id) = case.names.binding_of(path) else {
        let name = case.written(path).rsplit("::").next().unwrap_or_default();
        let all = functions(case.source, case.tree);
        let mut variants = case.tree.nodes_of(NodeKind::Variant);
        let is_variant = variants.any(|node| {
            let own = case.tree.child(node, Role::Name);
            own.is_some_and(|own| case.written(own) == name)
        });
        let around = case.tree.parent(path).unwrap_or(path);
        let holds_error = case.tree.bytes(around).contains(&case.primary.bytes.start);
        let is_of_variant = is_variant && holds_error;
        return !is_of_variant && !all.iter().any(|one| one.name() == name);
    };
    let binding = case.names.binding(id);
    match binding.initializer.filter(|_| depth < 8) {
        Some(value) => is_settled(case, value, depth + 1),
        // The parameter of a function that's there for tests says its type.
        None => {
            binding.kind == BindingKind::Parameter && test_code::is_in_test(case, binding.owner)
        }
    }
}
