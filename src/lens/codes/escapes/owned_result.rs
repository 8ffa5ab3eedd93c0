//! Repairs for E0515: return something owned, or borrow from what the caller owns.

use super::returned::Returned;
use crate::lens::case::Case;
use crate::lens::query::ends::Scope;
use crate::lens::query::{articles, asked, callee, results, statements, test_code};
use crate::lens::repair::Repair;
use crate::rust::edit::TextEdit;
use crate::rust::{Binding, BindingKind, NodeId, NodeKind, Role, calls_in, function_around};

/// Proposals, the best teaching first.
pub fn propose(returned: &Returned) -> Vec<Repair> {
    let found = match returned.scope {
        Scope::Function(_) => vec![
            own_elements(returned),
            own_result(returned),
            lend_parameter(returned),
        ],
        Scope::Closure(_) => vec![own_result_of_closure(returned)],
        _ => Vec::new(),
    };
    let repairs: Vec<Repair> = found.into_iter().flatten().collect();
    if repairs.is_empty() {
        let advice = Repair::advice(
            "Return something that owns all its data, or let the caller own the data and pass a reference to it.",
        );
        return vec![advice];
    }
    repairs
}

/// The result and its type own what they borrowed.
fn own_result(returned: &Returned) -> Option<Repair> {
    let (edits, written) = results::owned(returned.case, returned.scope.node())?;
    Some(Repair::edit(
        format!(
            "Return an owned value (`{written}`): it moves to the caller instead of being dropped."
        ),
        edits,
    ))
}

/// The closure's result owns, and the collection that it goes into.
fn own_result_of_closure(returned: &Returned) -> Option<Repair> {
    let case = returned.case;
    let closure = returned.scope.node();
    let mut around = statements::around(case, closure);
    let statement = around.find(|at| case.tree.role(*at) == Role::Statement)?;
    let annotation = case.tree.child(statement, Role::Type)?;
    let is_let = case.tree.kind(statement) == NodeKind::Let;
    let argument = case
        .tree
        .children_as(annotation, Role::GenericArgument)
        .next();
    let argument = argument.filter(|_| is_let)?;
    let mut edits = results::own_type(case, annotation)?;
    for value in results::results_of(case, closure) {
        let owned = results::own_value(case, value, argument)?;
        edits.push(TextEdit::replacement(case.tree.bytes(value), owned));
    }
    let written = results::owned_text(case, annotation, &edits);
    Some(Repair::edit(
        format!(
            "Let the closure return owned values, and collect them into {}.",
            articles::a(&written)
        ),
        edits,
    ))
}

/// `into_iter` for `iter` in the result.
fn own_elements(returned: &Returned) -> Option<Repair> {
    let case = returned.case;
    let call = case.tree.parent(case.node(returned.borrow))?;
    let name = case.tree.child(call, Role::Name)?;
    let is_iter = case.tree.kind(call) == NodeKind::MethodCall && case.written(name) == "iter";
    let path = returned.path.filter(|_| is_iter)?;
    Some(Repair::edit(
        format!("Let the iterator own the elements of `{path}`: `into_iter()`."),
        vec![TextEdit::replacement(case.tree.bytes(name), "into_iter")],
    ))
}

/// The caller keeps an owned parameter and lends it.
fn lend_parameter(returned: &Returned) -> Option<Repair> {
    let case = returned.case;
    let owner = returned.owner.filter(|owner| {
        owner.kind == BindingKind::Parameter && owner.is_whole && !owner.is_mutable
    })?;
    let function = function_around(case.source, case.tree, returned.scope.node())?;
    let result = function.returns?;
    let annotation = owner.annotation?;
    let mut lifetimes = case
        .tree
        .descendants(result)
        .filter(|at| case.tree.kind(*at) == NodeKind::Lifetime);
    let lifetime = lifetimes.next()?;
    let name = case.written(lifetime);
    let lent = lent_type(case, annotation, name)?;
    let mut edits = vec![TextEdit::replacement(
        case.tree.bytes(annotation),
        lent.clone(),
    )];
    if name == "'static" {
        edits.push(TextEdit::deletion(asked::with_space(
            case,
            case.tree.bytes(lifetime),
        )));
    }
    edits.extend(lend_arguments(case, function.node, owner)?);
    Some(Repair::edit(
        format!(
            "Let the caller keep `{}` and lend it (`{lent}`): then the result may borrow from it.",
            owner.name
        ),
        edits,
    ))
}

fn lent_type(case: &Case, annotation: NodeId, lifetime: &str) -> Option<String> {
    let lifetime = if lifetime == "'static" {
        String::new()
    } else {
        format!("{lifetime} ")
    };
    let text = case.written(annotation);
    if case.tree.kind(annotation) != NodeKind::PathType {
        return None;
    }
    if text == "String" {
        return Some(format!("&{lifetime}str"));
    }
    let argument = case
        .tree
        .children_as(annotation, Role::GenericArgument)
        .next();
    match argument {
        Some(argument) if text.starts_with("Vec<") => {
            Some(format!("&{lifetime}[{}]", case.written(argument)))
        }
        _ => Some(format!("&{lifetime}{text}")),
    }
}

/// `&` before the argument in each call. `None` if a test calls the function: tests stay as they
/// are.
fn lend_arguments(case: &Case, function: NodeId, owner: &Binding) -> Option<Vec<TextEdit>> {
    let parameters = crate::rust::parameters(case.tree, function);
    let position = parameters.iter().position(|one| *one == owner.owner)?;
    let has_self = parameters
        .first()
        .is_some_and(|one| case.tree.kind(*one) == NodeKind::SelfParameter);
    let calls = calls_in(case.tree, case.tree.root());
    let own = calls.filter(|call| {
        callee::function(case, call.node).is_some_and(|found| found.node == function)
    });
    let mut edits = Vec::new();
    for call in own {
        let is_method = case.tree.kind(call.node) == NodeKind::MethodCall;
        let argument = *call
            .arguments
            .get(position - usize::from(has_self && is_method))?;
        if test_code::is_in_test(case, call.node) {
            return None;
        }
        edits.push(lend(case, argument));
    }
    Some(edits)
}

fn lend(case: &Case, argument: NodeId) -> TextEdit {
    let bytes = case.tree.bytes(argument);
    let literal = case
        .tree
        .children(argument)
        .find(|at| case.tree.kind(*at) == NodeKind::Literal);
    let makes = callee::name(case, argument);
    match (literal, makes) {
        (Some(literal), Some("to_string" | "to_owned" | "into" | "from")) => {
            TextEdit::replacement(bytes, case.written(literal))
        }
        _ => TextEdit::insertion(bytes.start, "&"),
    }
}
