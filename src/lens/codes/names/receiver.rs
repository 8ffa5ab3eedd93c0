//! Fields and associated items that are named without `self.` or `Self::`.

use crate::lens::account::Account;
use crate::lens::case::Case;
use crate::lens::query::{advice, callee, items, pointing};
use crate::rust::{NodeId, NodeKind, Role, function_around};

/// What's named, in rustc's helps and in our words.
const KINDS: &[(&str, &str)] = &[
    ("use the available field", "a field"),
    ("the method on `Self`", "a method"),
    (
        "the associated function on `Self`",
        "an associated function",
    ),
    (
        "the associated constant on `Self`",
        "an associated constant",
    ),
];

/// `count` in a method, where `self.count` is meant.
pub fn explain(case: &Case) -> Option<Account> {
    let (help, what) = KINDS
        .iter()
        .find_map(|(words, what)| Some((advice::with(case, words)?, *what)))?;
    let name = case.text(&case.primary.bytes);
    let full = advice::instead(case, help)?;
    let node = case.node(&case.primary);
    let of_type = items::self_type(case, node)?;
    let note = format!("`{name}` alone means nothing here");
    let mut account = pointing::at_error(case, note);
    if let Some(found) = declaration(case, of_type, name) {
        let bytes = items::name_of(case, found)?;
        pointing::point_at(&mut account, case, &bytes, format!("{what} of `{of_type}`"));
    }
    let begin = if full.starts_with("self.") {
        "Inside a method, it's reached through `self`"
    } else {
        "It's reached through the type, which is called `Self` here"
    };
    account.say(format!(
        "`{name}` is {what} of `{of_type}`. {begin}: `{full}`."
    ));
    Some(account)
}

/// A field or method of the type, named in a function that has no `self`.
pub fn without_self(case: &Case) -> Option<Account> {
    let mut clues = case.clues.iter();
    let clue = clues.find(|clue| clue.label.contains("by that name") && !clue.is_primary)?;
    let name = case.text(&case.primary.bytes);
    if case.text(&clue.bytes) != name {
        return None;
    }
    let node = case.node_around(&case.primary.bytes);
    let function = function_around(case.source, case.tree, node)?;
    let has_self = callee::self_parameter(case, &function).is_some();
    let of_type = items::self_type(case, node).filter(|_| !has_self)?;
    let what = if clue.label.starts_with("a field") {
        "a field"
    } else if clue.label.starts_with("a method") {
        "a method"
    } else {
        return None;
    };
    let mut account = pointing::at_error(case, "there's no `self` here");
    pointing::point_at(
        &mut account,
        case,
        &clue.bytes,
        format!("{what} of `{of_type}`"),
    );
    account.say(format!(
        "`{name}` is {what} of `{of_type}`, so it belongs to a value. The function `{}` has no `self` \
         parameter, so it has no such value at hand.",
        function.name()
    ));
    Some(account)
}

/// The field or associated item of a type, if only one of this file has the name.
fn declaration(case: &Case, of_type: &str, name: &str) -> Option<NodeId> {
    let tree = case.tree;
    let mut found = tree.nodes().filter(|node| {
        let Some(parent) = tree.parent(*node) else {
            return false;
        };
        let role = match (tree.kind(parent), tree.kind(*node)) {
            (NodeKind::Struct, NodeKind::Field) => Role::Name,
            (NodeKind::Impl, NodeKind::Function | NodeKind::Const) => Role::Type,
            _ => return false,
        };
        let owner = tree.child(parent, role).map(|owner| case.written(owner));
        let own = items::name_of(case, *node);
        owner == Some(of_type) && own.is_some_and(|own| case.text(&own) == name)
    });
    let first = found.next()?;
    found.next().is_none().then_some(first)
}
