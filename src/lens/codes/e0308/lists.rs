//! Elements of arrays and of `vec!`.

use super::Mismatch;
use crate::lens::case::Case;
use crate::lens::query::expectation::{a_value, is, shown};
use crate::lens::query::{callee, errors};
use crate::rust::{LiteralKind, NodeId, NodeKind, Role, TokenKind};

/// "an array" or "a vector", if a node is one that lists its elements.
fn kind_of(case: &Case, list: NodeId) -> Option<&'static str> {
    match case.tree.kind(list) {
        NodeKind::Array => Some("an array"),
        NodeKind::MacroCall if callee::name(case, list) == Some("vec") => Some("a vector"),
        _ => None,
    }
}

/// The list that a node is an element of.
fn list_of(case: &Case, node: NodeId) -> Option<(NodeId, &'static str)> {
    let list = case.tree.parent(node)?;
    let kind = kind_of(case, list)?;
    (case.tree.role(node) != Role::Length).then_some((list, kind))
}

/// The first element, if it comes before this one and rustc has nothing against it: then it's what
/// the others must agree with.
fn leader(case: &Case, list: NodeId, node: NodeId) -> Option<NodeId> {
    let (begin, own) = (case.tree.bytes(list).start, case.tree.bytes(node).start);
    let mut elements = case.tree.children(list).filter(|at| {
        let is_callee = case.tree.role(*at) == Role::Callee;
        !is_callee && case.tree.bytes(*at).start >= begin
    });
    let first = elements.next()?;
    let bytes = case.tree.bytes(first);
    let is_fine = errors::within(case, &bytes).next().is_none();
    (bytes.start < own && is_fine).then_some(first)
}

/// The first element of the list that a node is a later element of, if rustc has nothing against it.
pub fn leader_of(case: &Case, node: NodeId) -> Option<NodeId> {
    let (list, _) = list_of(case, node)?;
    leader(case, list, node)
}

/// One of several elements, which must agree with an earlier one.
pub fn element(mismatch: &Mismatch) -> Option<String> {
    let case = mismatch.case;
    let (list, what) = list_of(case, mismatch.node)?;
    let found = format!(
        "{} {}",
        shown(case, mismatch.node),
        is(&mismatch.types.found)
    );
    let expected = a_value(&mismatch.types.expected);
    if let Some(first) = leader(case, list, mismatch.node) {
        return Some(if is_literal_of(case, first, &mismatch.types.expected) {
            format!(
                "All elements of {what} have the same type. The first, `{}`, {}, but {found}.",
                case.written(first),
                is(&mismatch.types.expected)
            )
        } else {
            format!(
                "All elements of {what} have the same type: here {expected} is expected, but {found}."
            )
        });
    }
    in_outer_list(mismatch, list, &found, &expected)
        .or_else(|| by_parameter(mismatch, list, &found, &expected))
        .or_else(|| {
            let line = case.primary.line();
            Some(format!(
                "On line {line}, {expected} is expected here, but {found}."
            ))
        })
}

/// A list in a list, whose first element decides.
fn in_outer_list(mismatch: &Mismatch, list: NodeId, found: &str, expected: &str) -> Option<String> {
    let case = mismatch.case;
    let mut inner = list;
    loop {
        let (outer, what) = list_of(case, inner)?;
        if let Some(first) = leader(case, outer, inner) {
            return Some(format!(
                "All elements of {what} have the same type, and the first is {}. So {expected} is \
                 expected in {}, but {found}.",
                shown(case, first),
                shown(case, inner)
            ));
        }
        inner = outer;
    }
}

/// A list that is passed to a function, or that a declaration has a type for.
fn by_parameter(mismatch: &Mismatch, list: NodeId, found: &str, expected: &str) -> Option<String> {
    let case = mismatch.case;
    let tree = case.tree;
    let mut whole = list;
    while let Some(outer) = tree.parent(whole)
        && (kind_of(case, outer).is_some()
            || matches!(
                tree.kind(outer),
                NodeKind::Reference | NodeKind::Parenthesized
            ))
    {
        whole = outer;
    }
    let outer = tree.parent(whole)?;
    let source = match tree.role(whole) {
        Role::Argument => {
            let function = callee::function(case, outer)?;
            let mut arguments = tree.children_as(outer, Role::Argument);
            let position = arguments.position(|one| one == whole)?;
            let parameters = function.parameters.iter().copied();
            let mut parameters =
                parameters.filter(|node| tree.kind(*node) != NodeKind::SelfParameter);
            let parameter = parameters.nth(position)?;
            let bytes = tree.bytes(parameter);
            format!(
                "`{}` has the parameter `{}` (line {})",
                function.name(),
                case.written(parameter),
                case.line(bytes.start)
            )
        }
        Role::Initializer => {
            let ty = tree.child(outer, Role::Type)?;
            format!("The declaration says `{}`", case.written(ty))
        }
        _ => return None,
    };
    Some(format!(
        "{source}, so {expected} is expected here, but {found}."
    ))
}

/// Whether a node is a literal of the kind that rustc expects of the others.
fn is_literal_of(case: &Case, node: NodeId, expected: &str) -> bool {
    let bytes = case.tree.bytes(node);
    let token = case.source.token_at(bytes.start);
    let is_one = case.tree.kind(node) == NodeKind::Literal
        && case.source.bytes(&(token..token + 1)) == bytes;
    let kind = case.source.kind(token).filter(|_| is_one);
    matches!(
        (kind, expected),
        (Some(TokenKind::Literal(LiteralKind::Integer)), "integer")
            | (
                Some(TokenKind::Literal(LiteralKind::Float)),
                "floating-point number"
            )
            | (Some(TokenKind::Literal(LiteralKind::Str)), "`&str`")
    )
}
