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
    let captured = case.names.captured_by(case.tree, closure).into_iter();
    let changed = captured.filter(|id| changes_a_copy(case, closure, *id));
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

/// Whether a closure changes a `Copy` variable that's read behind it. With `move`, it would change
/// a copy of its own, and what's read keeps its value.
pub fn changes_a_copy(case: &Case, closure: NodeId, variable: BindingId) -> bool {
    let tree = case.tree;
    let is_copy = case
        .variable(case.names.binding(variable))
        .and_then(|told| told.is_copy)
        == Some(true);
    let is_changed = |used: NodeId| {
        let place = places::outermost(case, used);
        let Some(parent) = tree.parent(place) else {
            return false;
        };
        let is_left = tree.role(place) == Role::Left;
        match tree.kind(parent) {
            NodeKind::Assignment => is_left,
            NodeKind::Binary => is_left && borrower::is_compound(case, parent),
            _ => places::reference(case, parent).is_some_and(|(_, is_mutable)| is_mutable),
        }
    };
    let end = tree.bytes(closure).end;
    is_copy
        && places::uses_in(case, variable, closure).any(is_changed)
        && case
            .names
            .uses_of(variable)
            .any(|used| tree.bytes(used).start >= end)
}

/// "Let the closure own `n`", where it would change a copy.
pub fn own_a_copy(word: &str, name: &str) -> String {
    format!(
        "Put `move` before the {word}, but only if it should change a copy of its own: the `{name}` that's read afterwards then keeps its value."
    )
}

/// "closure" or "block".
pub fn word(case: &Case, closure: NodeId) -> &'static str {
    if case.tree.kind(closure) == NodeKind::AsyncBlock {
        "block"
    } else {
        "closure"
    }
}
