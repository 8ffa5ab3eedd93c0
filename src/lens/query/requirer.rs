//! What asks for a borrow that lasts, where the compiler points at a returned value and means another
//! place.

use crate::lens::case::{Case, Clue};
use crate::lens::query::callee;
use crate::rust::{NodeKind, Role};

/// Whether the label is at a returned value, though a bound asks for the lifetime: with its note about
/// that bound, rustc says that the signature around isn't what does.
pub fn is_elsewhere(case: &Case, until: &Clue) -> bool {
    let has_bound = case.has_note("requirement that the value outlives");
    until.label.starts_with("returning this value requires") && has_bound
}

/// The call that takes one of the closures that the error is about: its path, and its line.
pub fn call_of_closure<'a>(case: &Case<'a>) -> Option<(&'a str, usize)> {
    let tree = case.tree;
    case.clues.iter().find_map(|clue| {
        let node = case.node(clue);
        let kind = tree.kind(node);
        let is_closure = matches!(kind, NodeKind::Closure | NodeKind::AsyncBlock);
        let is_passed = is_closure && tree.role(node) == Role::Argument;
        let call = tree.parent(node).filter(|_| is_passed)?;
        Some((callee::path(case, call)?, case.line(tree.bytes(call).start)))
    })
}
