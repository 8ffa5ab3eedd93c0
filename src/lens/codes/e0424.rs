//! `self` in a function that has none.

use crate::lens::account::Account;
use crate::lens::case::Case;
use crate::lens::codes::{Entry, Example};
use crate::lens::query::{borrower, callee, items, lacking, places, pointing};
use crate::lens::repair::Repair;
use crate::lens::rule::Rule;
use crate::rust::{Function, NodeId, NodeKind, Role, function_around, functions};

/// The codes of this file.
pub const ENTRIES: &[Entry] = &[Entry {
    code: "E0424",
    rule: Rule::Names,
    summary: "`self` is used in a function that has no `self` parameter.",
    meaning: "`self` is the value that a method is called on. It exists only in functions of an `impl` or \
         `trait` whose first parameter is `self`, `&self` or `&mut self`. A function without it is \
         called on the type, as in `Counter::new()`, and then there's no value for `self`.",
    example: Some(Example {
        source: include_str!("../examples/E0424.txt"),
        said: include_str!("../examples/E0424.json"),
    }),
    explain: Some(explain),
}];

fn explain(case: &Case) -> Option<Account> {
    if case.text(&case.primary.bytes) != "self" {
        return None;
    }
    let node = case.node(&case.primary);
    let function = function_around(case.source, case.tree, node)?;
    let has_self = |node: &NodeId| case.tree.kind(*node) == NodeKind::SelfParameter;
    if function.parameters.iter().any(has_self) {
        return None;
    }
    let parent = case.tree.parent(function.node)?;
    let is_associated = matches!(case.tree.kind(parent), NodeKind::Impl | NodeKind::Trait);
    let name = function.name();
    let mut account = pointing::at_error(case, "no `self` here");
    let bytes = items::name_of(case, function.node)?;
    if !is_associated {
        pointing::point_at(&mut account, case, &bytes, "not in an `impl` or `trait`");
        account.say(format!(
            "`{name}` isn't a method: only a function inside of an `impl` or `trait` can have a `self`."
        ));
        return Some(account);
    }
    pointing::point_at(&mut account, case, &bytes, "has no `self` parameter");
    account.say(format!(
        "`{name}` has no `self` parameter, so it can't be called on a value, and `self` means nothing in it."
    ));
    if is_changing(case, &function) {
        account.repairs.extend(as_method(case, &function));
    }
    Some(account)
}

/// Gives a function the `self` parameter that its body needs.
pub(super) fn as_method(case: &Case, function: &Function) -> Option<Repair> {
    let name = function.name();
    Some(if is_changing(case, function) {
        let edit = lacking::first_parameter(case, function, "&mut self")?;
        let sentence = format!("Make `{name}` a method that may change its value: `&mut self`.");
        Repair::edit(sentence, vec![edit]).or_advice()
    } else {
        let edit = lacking::first_parameter(case, function, "&self")?;
        let sentence = format!("Make `{name}` a method that may look at its value: `&self`.");
        Repair::edit(sentence, vec![edit])
    })
}

/// Whether the function changes something that begins with `self`: it assigns to it, borrows it
/// with `&mut`, or calls a method that's known to change what it's called on.
fn is_changing(case: &Case, function: &Function) -> bool {
    let tree = case.tree;
    let is_of_self = |place: NodeId| {
        tree.kind(place) == NodeKind::FieldAccess
            && case.written(places::base_node(case, place)) == "self"
    };
    tree.descendants(function.node).any(|node| {
        let place = match tree.kind(node) {
            NodeKind::MethodCall if is_changing_method(case, node) => {
                tree.child(node, Role::Receiver)
            }
            NodeKind::Reference => places::reference(case, node)
                .filter(|(_, is_mutable)| *is_mutable)
                .map(|(place, _)| place),
            _ => tree
                .child(node, Role::Left)
                .filter(|_| is_assignment(case, node)),
        };
        place.is_some_and(is_of_self)
    })
}

/// Whether a call is one of a method of the standard library that changes a collection or text.
fn is_changing_method(case: &Case, node: NodeId) -> bool {
    let changes = matches!(
        callee::name(case, node),
        Some(
            "push"
                | "push_str"
                | "pop"
                | "insert"
                | "remove"
                | "clear"
                | "extend"
                | "append"
                | "truncate"
                | "retain"
                | "sort"
                | "push_back"
                | "push_front"
                | "pop_back"
                | "pop_front"
                | "iter_mut"
                | "get_mut"
        )
    );
    let all = functions(case.source, case.tree);
    let is_own = |name: &str| all.iter().any(|one| one.name() == name);
    changes && !callee::name(case, node).is_some_and(is_own)
}

/// Whether a node is an assignment, one with an operator included.
fn is_assignment(case: &Case, node: NodeId) -> bool {
    match case.tree.kind(node) {
        NodeKind::Assignment => true,
        NodeKind::Binary => borrower::is_compound(case, node),
        _ => false,
    }
}
