//! Changes to a program that several repairs are made of.

use crate::lens::case::Case;
use crate::lens::repair;
use crate::rust::edit::TextEdit;
use crate::rust::{Binding, BindingId, NodeId, NodeKind, Role};

/// What makes a variable mutable: nothing if it is already. `None` if its declaration can't say
/// `mut`.
pub fn make_mutable(case: &Case, variable: BindingId) -> Option<Vec<TextEdit>> {
    let binding = case.names.binding(variable);
    if binding.is_mutable {
        return Some(Vec::new());
    }
    if binding.is_reference || binding.places.len() != 1 {
        return None;
    }
    let name = case.declaration(binding);
    Some(vec![TextEdit::insertion(name.start, "mut ")])
}

/// Puts a text before an expression, in parentheses if it would belong to a part of it only.
pub fn prefixed(case: &Case, node: NodeId, prefix: &str) -> Vec<TextEdit> {
    let bytes = case.tree.bytes(node);
    let kind = case.tree.kind(node);
    let needs = matches!(
        kind,
        NodeKind::Binary
            | NodeKind::Cast
            | NodeKind::RangeExpression
            | NodeKind::Closure
            | NodeKind::Assignment
    );
    let (open, close) = if needs { ("(", ")") } else { ("", "") };
    let name = shorthand(case, node);
    let mut edits = vec![TextEdit::insertion(
        bytes.start,
        format!("{name}{prefix}{open}"),
    )];
    if needs {
        edits.push(TextEdit::insertion(bytes.end, close));
    }
    edits
}

/// Puts a method call behind an expression.
pub fn with_method(case: &Case, node: NodeId, call: &str) -> Vec<TextEdit> {
    let bytes = case.tree.bytes(node);
    let kind = case.tree.kind(node);
    let is_tight = matches!(
        kind,
        NodeKind::Path
            | NodeKind::FieldAccess
            | NodeKind::Index
            | NodeKind::Call
            | NodeKind::MethodCall
            | NodeKind::MacroCall
            | NodeKind::Parenthesized
            | NodeKind::Try
            | NodeKind::Await
    );
    let (open, close) = if is_tight { ("", "") } else { ("(", ")") };
    let name = shorthand(case, node);
    let mut edits = Vec::new();
    if !is_tight || !name.is_empty() {
        edits.push(TextEdit::insertion(bytes.start, format!("{name}{open}")));
    }
    edits.push(TextEdit::insertion(bytes.end, format!("{close}.{call}")));
    edits
}

/// `name: ` if the expression stands for a field too, as in `P { name }`.
pub fn shorthand(case: &Case, node: NodeId) -> String {
    let parent = case.tree.parent(node);
    let is_short = parent.is_some_and(|parent| {
        case.tree.kind(parent) == NodeKind::FieldValue
            && case.tree.child(parent, Role::Name).is_none()
    });
    if is_short {
        format!("{}: ", case.written(node))
    } else {
        String::new()
    }
}

/// Uses of a variable that begin behind a byte.
pub fn uses_behind<'a>(
    case: &'a Case,
    variable: BindingId,
    byte: usize,
) -> impl Iterator<Item = NodeId> + 'a {
    let uses = case.names.uses_of(variable);
    uses.filter(move |node| case.tree.bytes(*node).start >= byte)
}

/// Whether a variable has a name of its own that no reference pattern or `ref` changes.
pub fn is_plain(binding: &Binding) -> bool {
    binding.is_whole && !binding.is_reference
}

/// The edits of the compiler's help whose message has this word.
pub fn suggestion(case: &Case, word: &str) -> Option<Vec<TextEdit>> {
    let mut helps = case.diagnostic.children.iter();
    helps.find_map(|help| {
        let edits = repair::edits_of(help, case.source);
        (help.message.contains(word) && !edits.is_empty()).then_some(edits)
    })
}
