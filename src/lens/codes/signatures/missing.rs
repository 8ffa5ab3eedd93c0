//! E0106: a type that needs a lifetime, and the signature doesn't tell which.

use super::fields;
use crate::lens::account::{Account, TieEnd};
use crate::lens::case::Case;
use crate::lens::events::What;
use crate::lens::labels::Role as Part;
use crate::lens::query::statements::around;
use crate::lens::query::{advice, callee, labelled, lifetimes, results, test_code};
use crate::lens::repair::{Repair, edits_of};
use crate::rust::edit::TextEdit;
use crate::rust::{Function, NodeId, NodeKind, Role, function_around};

/// What is told of such an error.
pub fn explain(case: &Case) -> Option<Account> {
    Some(&case.primary).filter(|clue| clue.role == Part::LifetimeMissing)?;
    let node = case.tree.innermost_at(case.primary.bytes.start);
    if let Some(ty) = lifetimes::function_type_around(case, node) {
        return in_function_type(case, ty);
    }
    let mut near = around(case, node);
    let part = near.find(|at| {
        matches!(case.tree.kind(*at), NodeKind::Field) || case.tree.role(*at) == Role::Return
    })?;
    if case.tree.kind(part) == NodeKind::Field {
        return fields::explain(case, part, node);
    }
    let function = function_around(case.source, case.tree, part)?;
    (function.returns == Some(part)).then(|| in_result(case, &function, part))
}

/// The places in parameters that rustc points at: there are the lifetimes to choose from.
fn inputs(case: &Case) -> Vec<usize> {
    let clues = case.clues.iter();
    let empty = clues.filter(|clue| !clue.is_primary && clue.role == Part::Empty);
    empty.map(|clue| clue.bytes.start).collect()
}

/// A drawing of the signature: all ends are tied to the place that lacks a lifetime.
fn drawing(case: &Case, inputs: &[usize], label: String) -> Account {
    let mut account = Account::default();
    let lane = account.lane("");
    let is_alone = inputs.is_empty();
    let note = if is_alone {
        label.clone()
    } else {
        String::new()
    };
    account.event(lane, What::Conflict, case.primary.area, note);
    if !is_alone {
        let mut ends: Vec<(usize, TieEnd)> =
            inputs.iter().map(|byte| (*byte, TieEnd::From)).collect();
        ends.push((case.primary.bytes.start, TieEnd::Wrong));
        lifetimes::tie(&mut account, case, &ends, label);
    }
    account
}

fn in_function_type(case: &Case, ty: NodeId) -> Option<Account> {
    let inputs = inputs(case);
    let written = case.written(ty);
    if written.contains('\n') || inputs.is_empty() {
        return None;
    }
    let mut account = drawing(case, &inputs, "from which argument?".to_owned());
    account.say(format!(
        "`{written}` is the type of a function that returns a reference, but the type doesn't say into which of the arguments that reference points."
    ));
    if let Some(help) = advice::with(case, "making the bound lifetime-generic") {
        account.repair(Repair::edit(
            "Give the arguments and the result one lifetime, for each call anew: `for<'a>`.",
            edits_of(help, case.source),
        ));
    }
    Some(account)
}

fn in_result(case: &Case, function: &Function, result: NodeId) -> Account {
    let inputs = inputs(case);
    let mut sources: Vec<NodeId> = Vec::new();
    for byte in &inputs {
        let found = lifetimes::parameter_at(case, function, *byte);
        sources.extend(found.filter(|one| !sources.contains(one)));
    }
    let names: Vec<&str> = sources
        .iter()
        .filter_map(|parameter| lifetimes::name_of(case, *parameter))
        .collect();
    let name = function.name();
    let returns = if case.tree.kind(result) == NodeKind::ReferenceType {
        format!("`{name}` returns a reference")
    } else {
        format!("`{name}` returns a value that holds a reference")
    };
    let mut account;
    if names.is_empty() {
        account = drawing(case, &[], "whose data?".to_owned());
        let given = if function.parameters.is_empty() {
            "takes no parameters"
        } else {
            "none of its parameters has one"
        };
        account.say(format!(
            "{returns}, but {given}. So the signature doesn't say whose data it points to."
        ));
    } else if let [only] = names.as_slice() {
        account = drawing(case, &inputs, format!("which lifetime of `{only}`?"));
        account.say(format!(
            "{returns}, but there are several lifetimes in the type of `{only}`, and the signature doesn't say which of them it has."
        ));
    } else {
        let all = labelled::list(&names, "or");
        account = drawing(case, &inputs, format!("data of {all}?"));
        account.say(format!(
            "{returns}, but the signature doesn't say whether it points to data of {all}. The compiler checks each call by the signature alone, so the signature must tell how long the result may be used."
        ));
    }
    account.repairs = repairs(case, function, result, &sources);
    // A test that declares such a function has made the mistake itself, and so has `main`.
    account.spares_tests = Some(!test_code::is_given(case, &case.primary.bytes));
    account
}

fn repairs(case: &Case, function: &Function, result: NodeId, sources: &[NodeId]) -> Vec<Repair> {
    let mut repairs = Vec::new();
    if sources.len() > 1 {
        let returned = returned_parameters(case, function);
        let is_other = |source: &NodeId| returned.iter().any(|one| one != source);
        for source in sources.iter().filter(|one| !is_other(one)).take(3) {
            repairs.extend(tied_to(case, function, result, *source));
        }
        // The compiler tells whether these are all that the body returns.
        let shown: Vec<NodeId> = sources
            .iter()
            .copied()
            .filter(|one| returned.contains(one))
            .collect();
        if shown.len() > 1 && shown.len() < sources.len() {
            repairs.extend(tied_to_all(case, function, result, &shown));
        } else {
            repairs.extend(tied_to_all(case, function, result, sources));
        }
    }
    if sources.is_empty() {
        repairs.extend(literal(case, function, result));
    }
    if let Some((edits, written)) = results::owned(case, function.node) {
        repairs.push(Repair::edit(
            format!("Return an owned value (`{written}`): it doesn't depend on any other data."),
            edits,
        ));
    }
    repairs
}

/// The parameters that a returned value is certainly taken from: through references, fields,
/// indexes and methods, and from what a method such as `unwrap_or` takes instead.
fn returned_parameters(case: &Case, function: &Function) -> Vec<NodeId> {
    let mut open = results::results_of(case, function.node);
    let mut found = Vec::new();
    while let Some(mut at) = open.pop() {
        let parts = [Role::Receiver, Role::Operand];
        while let Some(inner) = parts.iter().find_map(|role| case.tree.child(at, *role)) {
            if callee::name(case, at).is_some_and(takes_instead) {
                open.extend(case.tree.children_as(at, Role::Argument));
            }
            at = inner;
        }
        let owner = case
            .names
            .binding_of(at)
            .map(|id| case.names.binding(id).owner);
        found.extend(owner.filter(|owner| function.parameters.contains(owner)));
    }
    found
}

/// Whether a method gives back either what it's called on or its argument.
fn takes_instead(method: &str) -> bool {
    matches!(method, "unwrap_or" | "or" | "min" | "max")
}

/// One parameter and the result have a lifetime.
fn tied_to(case: &Case, function: &Function, result: NodeId, source: NodeId) -> Option<Repair> {
    let lifetime = lifetimes::free_name(case, function.node)?;
    let name = lifetimes::name_of(case, source)?;
    let first = lifetimes::left_out(case, lifetimes::type_of(case, source));
    let mut edits = vec![lifetimes::declare(case, function.node, &lifetime)?];
    edits.push(lifetimes::fill_in(case, *first.first()?, &lifetime));
    edits.extend(lifetimes::fill_in_all(case, result, &lifetime));
    Some(Repair::edit(
        format!(
            "If the result always points to data of `{name}`: a lifetime for `{name}` and the result."
        ),
        edits,
    ))
}

/// All of them have the same.
fn tied_to_all(
    case: &Case,
    function: &Function,
    result: NodeId,
    sources: &[NodeId],
) -> Option<Repair> {
    let lifetime = lifetimes::free_name(case, function.node)?;
    let mut edits = vec![lifetimes::declare(case, function.node, &lifetime)?];
    for source in sources {
        let ty = lifetimes::type_of(case, *source);
        edits.extend(lifetimes::fill_in_all(case, ty, &lifetime));
    }
    edits.extend(lifetimes::fill_in_all(case, result, &lifetime));
    let names: Vec<&str> = sources
        .iter()
        .filter_map(|one| lifetimes::name_of(case, *one))
        .collect();
    // "All" would count a parameter that stays as it is.
    let how_many = if names.len() == 2 { "both" } else { "all" };
    Some(Repair::edit(
        format!(
            "If it may point to data of {}: one lifetime for {how_many}. The result may then be used only while {how_many} of them live.",
            labelled::list(&names, "or")
        ),
        edits,
    ))
}

/// `'static`, if nothing but string literals is returned.
fn literal(case: &Case, function: &Function, result: NodeId) -> Option<Repair> {
    let values = results::results_of(case, function.node);
    let is_literal = |value: &NodeId| {
        case.tree.kind(*value) == NodeKind::Literal && case.written(*value).contains('"')
    };
    if values.is_empty() || !values.iter().all(is_literal) {
        return None;
    }
    let edits: Vec<TextEdit> = lifetimes::fill_in_all(case, result, "'static");
    Some(Repair::edit(
        "A string literal lives as long as the program, and `'static` says so.",
        edits,
    ))
}
