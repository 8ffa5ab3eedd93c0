//! Elements of arrays and of `vec!`.

use super::Mismatch;
use crate::lens::case::Case;
use crate::lens::query::expectation::{a_value, is, shown};
use crate::lens::query::lists::{leader, list_of};
use crate::lens::query::{callee, declared, open_types, results, rewrite};
use crate::rust::{LiteralKind, NodeId, NodeKind, Role, TokenKind, function_around};

/// One of several elements, which must agree with an earlier one, or with a type that's declared.
pub fn element(mismatch: &Mismatch) -> Option<String> {
    let case = mismatch.case;
    let (list, what) = list_of(case, mismatch.node)?;
    let found = format!(
        "{} {}",
        shown(case, mismatch.node),
        is(&mismatch.types.found)
    );
    let expected = a_value(&mismatch.types.expected);
    let first = leader(case, list, mismatch.node);
    if let Some(first) = first
        && is_literal_of(case, first, &mismatch.types.expected)
    {
        return Some(format!(
            "All elements of {what} have the same type. The first, `{}`, {}, but {found}.",
            case.written(first),
            is(&mismatch.types.expected)
        ));
    }
    by_declaration(mismatch, list, &found, &expected)
        .or_else(|| {
            first?;
            Some(format!(
                "All elements of {what} have the same type: here {expected} is expected, but {found}."
            ))
        })
        .or_else(|| in_outer_list(mismatch, list, &found, &expected))
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

/// A list whose type is declared in this file: as a parameter, a variable, a field or a result.
fn by_declaration(
    mismatch: &Mismatch,
    list: NodeId,
    found: &str,
    expected: &str,
) -> Option<String> {
    let case = mismatch.case;
    let tree = case.tree;
    let (mut whole, mut depth) = (list, 1);
    while let Some(outer) = tree.parent(whole) {
        if list_of(case, whole).is_some() {
            depth += 1;
        } else if !matches!(
            tree.kind(outer),
            NodeKind::Reference | NodeKind::Parenthesized
        ) {
            break;
        }
        whole = outer;
    }
    let (ty, declared) = declaration_of(case, whole)?;
    let element = element_type(case, ty, depth)?;
    let written = case.written(element);
    if open_types::is_parameter(case, element) {
        let expected = &mismatch.types.expected;
        let is_settled = expected.starts_with('`') && !expected.contains('{');
        return is_settled
            .then(|| format!("{declared}. Here, `{written}` is {expected}, but {found}."));
    }
    let is_open = open_types::is_open(case, element);
    (!is_open).then(|| format!("{declared}, so {expected} is expected here, but {found}."))
}

/// The type that's written for a whole list, and words on where that is.
fn declaration_of(case: &Case, whole: NodeId) -> Option<(NodeId, String)> {
    let tree = case.tree;
    let outer = tree.parent(whole)?;
    let line = |node: NodeId| case.line(tree.bytes(node).start);
    if tree.role(whole) == Role::Argument {
        let function = callee::function(case, outer)?;
        let mut arguments = tree.children_as(outer, Role::Argument);
        let position = arguments.position(|one| one == whole)?;
        let parameters = function.parameters.iter().copied();
        let mut parameters = parameters.filter(|node| tree.kind(*node) != NodeKind::SelfParameter);
        let parameter = parameters.nth(position)?;
        let declared = format!(
            "`{}` has the parameter `{}` (line {})",
            function.name(),
            case.written(parameter),
            line(parameter)
        );
        return Some((tree.child(parameter, Role::Type)?, declared));
    }
    if tree.role(whole) == Role::Initializer {
        let ty = tree.child(outer, Role::Type)?;
        return Some((ty, format!("The declaration says `{}`", case.written(ty))));
    }
    if let Some(field) = declared::field_declaration(case, whole) {
        let name = case.written(tree.child(field, Role::Name)?);
        let ty = tree.child(field, Role::Type)?;
        let declared = format!(
            "The field `{name}` is declared as `{}` (line {})",
            case.written(ty),
            line(field)
        );
        return Some((ty, declared));
    }
    let function = function_around(case.source, tree, whole)?;
    let ty = function.returns?;
    let is_result = results::results_of(case, function.node).contains(&whole);
    is_result.then(|| {
        let declared = format!(
            "`{}` returns `{}` (line {})",
            function.name(),
            case.written(ty),
            line(ty)
        );
        (ty, declared)
    })
}

/// The type of the elements, this many lists deep.
fn element_type(case: &Case, ty: NodeId, depth: usize) -> Option<NodeId> {
    let tree = case.tree;
    let mut at = ty;
    for _ in 0..depth {
        while matches!(
            tree.kind(at),
            NodeKind::ReferenceType | NodeKind::ParenthesizedType
        ) {
            at = rewrite::referent(case, at)?;
        }
        at = match tree.kind(at) {
            NodeKind::ArrayType | NodeKind::SliceType => rewrite::referent(case, at)?,
            NodeKind::PathType if case.written(at).starts_with("Vec<") => {
                tree.child(at, Role::GenericArgument)?
            }
            _ => return None,
        };
    }
    Some(at)
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
