//! Edits that several repairs are made of.

use crate::lens::case::Case;
use crate::lens::query::{lines, statements};
use crate::rust::edit::TextEdit;
use crate::rust::{NodeId, NodeKind, Role};

/// The white space that the line of a node begins with.
pub fn indentation<'a>(case: &Case<'a>, node: NodeId) -> &'a str {
    lines::indent(case, case.tree.bytes(node).start)
}

/// Whether a node is the first on its line.
pub fn begins_line(case: &Case, node: NodeId) -> bool {
    let begin = case.tree.bytes(node).start;
    let line = case.source.line(case.line(begin)).start;
    case.text(&(line..begin)).trim().is_empty()
}

/// Some statements as lines of a text, with the indentation of another one.
pub fn as_lines(case: &Case, statements: &[String], like: NodeId) -> String {
    let separator = format!("{}{}", lines::line_break(case), indentation(case, like));
    statements.join(&separator)
}

/// A new statement before another one, on a line of its own if the other begins one.
pub fn insert_before(case: &Case, statement: NodeId, text: &str) -> TextEdit {
    let at = case.tree.bytes(statement).start;
    let separator = if begins_line(case, statement) {
        format!(
            "{}{}",
            lines::line_break(case),
            indentation(case, statement)
        )
    } else {
        " ".to_owned()
    };
    TextEdit::insertion(at, format!("{text}{separator}"))
}

/// Takes a statement away, with its line if it's alone on it.
pub fn remove_statement(case: &Case, statement: NodeId) -> TextEdit {
    let whole = lines::whole_lines(case, statement);
    TextEdit::deletion(whole.unwrap_or_else(|| case.tree.bytes(statement)))
}

/// An expression in parentheses if a method can't be called on it without.
pub fn as_receiver(case: &Case, node: NodeId) -> String {
    let text = case.written(node);
    let needs_them = matches!(
        case.tree.kind(node),
        NodeKind::Reference
            | NodeKind::Unary
            | NodeKind::Binary
            | NodeKind::Cast
            | NodeKind::RangeExpression
            | NodeKind::Closure
            | NodeKind::If
            | NodeKind::Match
            | NodeKind::Block
    );
    if needs_them {
        format!("({text})")
    } else {
        text.to_owned()
    }
}

/// The type that owns what a `&` type refers to: `String` for `&str`, `Vec<T>` for `&[T]`, `T` for
/// `&T`. `None` for `&mut`, trait objects, and what is no reference.
pub fn owned_type(case: &Case, node: NodeId) -> Option<String> {
    let tree = case.tree;
    if tree.kind(node) != NodeKind::ReferenceType {
        return None;
    }
    let inner = referent(case, node)?;
    let begin = case.source.token_at(tree.bytes(node).start);
    let end = case.source.token_at(tree.bytes(inner).start);
    let is_mutable = (begin..end).any(|at| case.source.word(at) == "mut");
    if is_mutable {
        return None;
    }
    let text = case.written(inner);
    match tree.kind(inner) {
        NodeKind::PathType if text == "str" => Some("String".to_owned()),
        NodeKind::PathType | NodeKind::ArrayType | NodeKind::TupleType => Some(text.to_owned()),
        NodeKind::SliceType => {
            let element = tree.child(inner, Role::Part)?;
            Some(format!("Vec<{}>", case.written(element)))
        }
        _ => None,
    }
}

/// What a reference type refers to.
pub fn referent(case: &Case, node: NodeId) -> Option<NodeId> {
    let mut children = case.tree.children(node);
    children.find(|child| case.tree.kind(*child).is_type())
}

/// The value of an expression as a statement, or the node itself.
pub fn value_of(case: &Case, node: NodeId) -> NodeId {
    let is_statement = case.tree.kind(node) == NodeKind::ExpressionStatement;
    let value = case.tree.child(node, Role::Value).filter(|_| is_statement);
    value.unwrap_or(node)
}

/// The statement directly in this block that holds a node.
pub fn statement_in(case: &Case, block: NodeId, node: NodeId) -> Option<NodeId> {
    let mut around = statements::around(case, node);
    around.find(|at| case.tree.role(*at) == Role::Statement && case.tree.parent(*at) == Some(block))
}

/// Whether a node is in a test, or in a module of tests.
pub fn is_in_test(case: &Case, node: NodeId) -> bool {
    statements::around(case, node).any(|at| {
        let mut attributes = case.tree.children_as(at, Role::Attribute);
        attributes.any(|attribute| matches!(case.written(attribute), "#[test]" | "#[cfg(test)]"))
    })
}
