//! Names that mean a function, though a variable is meant whose scope has ended.

use super::scope;
use crate::lens::account::Account;
use crate::lens::case::Case;
use crate::lens::query::statements::around;
use crate::lens::query::{ends, items, places, pointing};
use crate::rust::{NodeId, NodeKind, Role};

/// An error about a function that stands where a variable of the same name is meant: the variable
/// went out of scope before.
pub fn explain(case: &Case) -> Option<Account> {
    let name_node = misread_name(case)?;
    let name = case.written(name_node);
    let used = case.tree.bytes(name_node);
    let function = function_named(case, name)?;
    let ended = scope::last_ended(case, name, name_node)?;
    let mut account = scope::ended_before(case, ended, name_node)?;
    let declared = items::name_of(case, function)?;
    pointing::point_at(
        &mut account,
        case,
        &declared,
        format!("the function `{name}`"),
    );
    account.story = vec![format!(
        "{} On line {}, `{name}` means the function of line {}.",
        scope::where_it_ends(case, ended, ends::scope_of(case, ended)?),
        case.line(used.start),
        case.line(declared.start)
    )];
    account.keeps.push(used);
    Some(account)
}

/// The name that rustc reads as a function, which the error is about.
fn misread_name(case: &Case) -> Option<NodeId> {
    let place = case.node(&case.primary);
    let whole = around(case, place).take(2).find_map(|at| {
        let is_member = matches!(
            case.tree.kind(at),
            NodeKind::FieldAccess | NodeKind::MethodCall
        );
        let is_here = is_member && case.tree.bytes(at).end >= case.primary.bytes.end;
        case.tree.child(at, Role::Receiver).filter(|_| is_here)
    });
    let node = places::base_node(case, whole.unwrap_or(place));
    let name = case.written(node);
    let is_name = case.tree.kind(node) == NodeKind::Path && !name.contains("::");
    let said = format!("{{{name}}}");
    let mut texts = std::iter::once(&case.diagnostic.message)
        .chain(case.clues.iter().map(|clue| &clue.label))
        .chain(case.diagnostic.children.iter().map(|child| &child.message));
    let is_function = texts.any(|text| text.contains(&said));
    (is_name && is_function && case.names.binding_of(node).is_none()).then_some(node)
}

/// The only function of this name that stands alone.
fn function_named(case: &Case, name: &str) -> Option<NodeId> {
    let tree = case.tree;
    let mut found = tree.nodes_of(NodeKind::Function).filter(|node| {
        let own = items::name_of(case, *node);
        let is_method = tree
            .parent(*node)
            .is_some_and(|parent| matches!(tree.kind(parent), NodeKind::Impl | NodeKind::Trait));
        !is_method && own.is_some_and(|own| case.text(&own) == name)
    });
    let first = found.next()?;
    found.next().is_none().then_some(first)
}
