//! What closures and `async` blocks do with what they capture.

use crate::lens::case::Case;
use crate::lens::query::{borrower, places};
use crate::rust::edit::TextEdit;
use crate::rust::{BindingId, NodeId, NodeKind, Role};

/// The token `move` of a closure or `async` block.
pub fn move_token(case: &Case, closure: NodeId) -> Option<usize> {
    let source = case.source;
    let begin = case.tree.bytes_without_attributes(closure, source.text());
    let first = source.token_at(begin.start);
    let mut head = (first..).take_while(|at| !matches!(source.word(*at), "|" | "{" | ""));
    head.find(|at| source.word(*at) == "move")
}

/// Takes the `move` of a closure or `async` block away.
pub fn without_move(case: &Case, closure: NodeId) -> Option<TextEdit> {
    let token = move_token(case, closure)?;
    let bytes = case.source.begin(token)..case.source.begin(token + 1);
    Some(TextEdit::deletion(bytes))
}

/// What `move` would make of variables that a closure or `async` block changes, if these are used
/// behind it: what is `Copy` is copied, so that their values stay as they are. `None` if there's none.
pub fn copies_that_change(case: &Case, closure: NodeId) -> Option<String> {
    let end = case.tree.bytes(closure).end;
    let is_copied = |id: &BindingId| {
        let known = case.variable(case.names.binding(*id));
        known.and_then(|known| known.is_copy) == Some(true)
    };
    let is_changed = |id: &BindingId| {
        let mut uses = places::uses_in(case, *id, closure);
        uses.any(|used| changes(case, used))
    };
    let is_used_later = |id: &BindingId| {
        let mut uses = case.names.uses_of(*id);
        uses.any(|used| case.tree.bytes(used).start >= end)
    };
    let captured = case.names.captured_by(case.tree, closure).into_iter();
    let changed = captured.filter(|id| is_copied(id) && is_changed(id) && is_used_later(id));
    let names: Vec<String> = changed
        .map(|id| format!("`{}`", case.names.binding(id).name))
        .collect();
    let word = word(case, closure);
    match names.as_slice() {
        [] => None,
        [one] => Some(format!(
            "The {word} then changes a copy of {one}, and {one} itself keeps its value."
        )),
        [first @ .., last] => {
            let all = format!("{} and {last}", first.join(", "));
            Some(format!(
                "The {word} then changes copies of {all}, which keep their own values."
            ))
        }
    }
}

/// Whether a use of a variable assigns to it or lends it for a change.
fn changes(case: &Case, used: NodeId) -> bool {
    let place = places::outermost(case, used);
    let Some(parent) = case.tree.parent(place) else {
        return false;
    };
    match (case.tree.kind(parent), case.tree.role(place)) {
        (NodeKind::Assignment, Role::Left) => true,
        (NodeKind::Binary, Role::Left) => borrower::is_compound(case, parent),
        (NodeKind::Reference, _) => places::is_borrowed_mutably(case, parent) == Some(true),
        _ => false,
    }
}

/// "closure" or "block".
pub fn word(case: &Case, closure: NodeId) -> &'static str {
    if case.tree.kind(closure) == NodeKind::AsyncBlock {
        "block"
    } else {
        "closure"
    }
}
