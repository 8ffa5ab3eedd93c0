//! What rustc points at as a whole, while only one branch of it is at fault.

use crate::lens::case::{Case, Clue};
use crate::lens::query::statements;
use crate::rust::{NodeKind, Role};

/// "one of the arms of the `match`" for a `match` with several arms that rustc points at as a
/// whole, "one of the branches of the `if`" for an `if` with an `else`: which one is at fault, it
/// doesn't say.
pub fn one_of(case: &Case, clue: &Clue) -> Option<&'static str> {
    let tree = case.tree;
    let mut around = statements::around(case, tree.innermost_at(clue.bytes.start));
    let node = around.find(|at| {
        matches!(tree.kind(*at), NodeKind::Match | NodeKind::If) && tree.bytes(*at) == clue.bytes
    })?;
    match tree.kind(node) {
        NodeKind::Match if tree.children_as(node, Role::Arm).count() > 1 => {
            Some("one of the arms of the `match`")
        }
        NodeKind::If if tree.child(node, Role::Else).is_some() => {
            Some("one of the branches of the `if`")
        }
        _ => None,
    }
}
