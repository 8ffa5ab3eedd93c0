//! `self` in a function that has none.

use crate::lens::account::Account;
use crate::lens::case::Case;
use crate::lens::codes::{Entry, Example};
use crate::lens::query::{advice, borrower, items, places, pointing};
use crate::lens::repair::{self, Repair};
use crate::lens::rule::Rule;
use crate::rust::edit::TextEdit;
use crate::rust::{Function, NodeId, NodeKind, Role, function_around};

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
        "`{name}` has no `self` parameter, so it isn't called on a value, and `self` means nothing in it."
    ));
    if is_changing(case, &function) {
        account.repair(Repair::edit(
            format!("Make `{name}` a method that may change its value: `&mut self`."),
            vec![receiver(case, &function)?],
        ));
    }
    Some(account)
}

/// Whether something is assigned to that begins with `self`.
fn is_changing(case: &Case, function: &Function) -> bool {
    case.tree.descendants(function.node).any(|node| {
        let place = case.tree.child(node, Role::Left).filter(|place| {
            case.tree.kind(*place) == NodeKind::FieldAccess && is_assignment(case, node)
        });
        place.is_some_and(|place| case.written(places::base_node(case, place)) == "self")
    })
}

/// Whether a node is an assignment, one with an operator included.
fn is_assignment(case: &Case, node: NodeId) -> bool {
    match case.tree.kind(node) {
        NodeKind::Assignment => true,
        NodeKind::Binary => borrower::is_compound(case, node),
        _ => false,
    }
}

/// Puts `&mut self` before the other parameters.
fn receiver(case: &Case, function: &Function) -> Option<TextEdit> {
    if let Some(first) = function.parameters.first() {
        return Some(TextEdit::insertion(
            case.tree.bytes(*first).start,
            "&mut self, ",
        ));
    }
    // rustc proposes `&self` at the very place.
    let help = advice::with(case, "add a `self` receiver parameter")?;
    let edits = repair::edits_of(help, case.source);
    let place = edits.first()?.bytes.clone();
    Some(TextEdit::replacement(place, "&mut self"))
}
