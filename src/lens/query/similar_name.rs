//! The name that rustc finds similar to one that isn't known.

use crate::lens::case::Case;
use crate::lens::query::{advice, errors};
use crate::model::diagnostic::Child;
use crate::rust::{NodeKind, Role};

/// What rustc finds similar, though it can't be meant: a variant or struct where the name is written as
/// variables are, and differs by more than capital letters (`one` isn't meant to be `None`); or a
/// function where the name is used as only other values are.
pub fn of_another_kind(case: &Case) -> Option<String> {
    let help = advice::with(case, "similar name")?;
    let other = advice::instead(case, help)?;
    let what = kind(help)?;
    let name = case.text(&case.primary.bytes);
    let is_value = case.diagnostic.message.starts_with("cannot find value `");
    let is_type = what.contains("variant") || what.contains("struct");
    let starts_small = |name: &str| name.starts_with(|c: char| c == '_' || c.is_lowercase());
    let is_other = starts_small(name) && !starts_small(&other);
    let is_no_type = is_type && is_other && !name.eq_ignore_ascii_case(&other);
    let is_no_function = what.contains("function") && is_used_as_data(case);
    (is_value && (is_no_type || is_no_function)).then_some(other)
}

/// Whether the name is used somewhere as no function is: with a field, method or index, or as what a
/// loop goes through.
fn is_used_as_data(case: &Case) -> bool {
    let tree = case.tree;
    let mut errors = errors::in_file(case).into_iter();
    errors.any(|(error, at)| {
        let is_same = error.message == case.diagnostic.message;
        let used = tree.node_with_bytes(&at).filter(|_| is_same);
        used.is_some_and(|used| {
            let parent = tree.parent(used).map(|parent| tree.kind(parent));
            match parent {
                Some(NodeKind::MethodCall | NodeKind::FieldAccess | NodeKind::Index) => {
                    tree.role(used) == Role::Receiver
                }
                Some(NodeKind::For) => tree.role(used) == Role::Subject,
                _ => false,
            }
        })
    })
}

/// What the similar name means, in rustc's words.
pub fn kind(help: &Child) -> Option<&str> {
    let what = help.message.split(" with a similar name").next()?;
    (what.len() < help.message.len())
        .then_some(what)
        .filter(|what| {
            let is_short = what.split(' ').count() < 5;
            is_short && (what.starts_with("a ") || what.starts_with("an "))
        })
}
