//! Fields and associated items that are named without `self.` or `Self::`.

use crate::lens::account::Account;
use crate::lens::case::Case;
use crate::lens::query::{advice, items, pointing};
use crate::rust::{NodeId, NodeKind, Role};

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
