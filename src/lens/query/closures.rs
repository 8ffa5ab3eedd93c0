//! What closures and `async` blocks do with what they capture.

use crate::lens::case::Case;
use crate::rust::edit::TextEdit;
use crate::rust::{NodeId, NodeKind};

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

/// "closure" or "block".
pub fn word(case: &Case, closure: NodeId) -> &'static str {
    if case.tree.kind(closure) == NodeKind::AsyncBlock {
        "block"
    } else {
        "closure"
    }
}
