//! Signatures of this file that ask for `'static`.

use std::ops::Range;

use crate::lens::case::Case;
use crate::lens::query::callee;
use crate::rust::edit::TextEdit;
use crate::rust::{NodeId, NodeKind, Role, parameters};

/// A parameter whose type asks for `'static`.
pub struct Asked {
    /// The function's name.
    pub name: String,
    /// The parameter's type as it's written.
    pub written: String,
    /// The same with what may stand instead of `'static`.
    pub shorter: String,
    /// The edit that makes it so.
    pub edit: TextEdit,
    /// The line of the parameter.
    pub line: usize,
}

/// The parameter of a function of this file that gets the argument with these bytes in it.
pub fn for_ever(case: &Case, call: NodeId, argument: &Range<usize>) -> Option<Asked> {
    let tree = case.tree;
    let function = callee::function(case, call)?;
    let mut arguments = tree.children_as(call, Role::Argument);
    let position = arguments.position(|at| tree.bytes(at).contains(&argument.start))?;
    let all = parameters(tree, function.node);
    let is_method = tree.kind(call) == NodeKind::MethodCall;
    let parameter = *all.get(position + usize::from(is_method))?;
    let ty = tree.child(parameter, Role::Type)?;
    let mut lifetimes = tree
        .descendants(ty)
        .filter(|at| tree.kind(*at) == NodeKind::Lifetime);
    let lifetime = lifetimes.find(|at| case.written(*at) == "'static")?;
    let is_only = lifetimes.all(|at| case.written(at) != "'static");
    let is_reference =
        tree.parent(lifetime).map(|at| tree.kind(at)) == Some(NodeKind::ReferenceType);
    let bytes = tree.bytes(lifetime);
    let written = case.written(ty);
    // What is returned may come from this parameter.
    let given = function.returns.and_then(|returns| {
        let mut lifetimes = tree
            .descendants(returns)
            .filter(|at| tree.kind(*at) == NodeKind::Lifetime);
        lifetimes.find(|at| !matches!(case.written(*at), "'static" | "'_"))
    });
    let (shorter, edit) = match given.map(|given| case.written(given)) {
        Some(given) => (
            written.replacen("'static", given, 1),
            TextEdit::replacement(bytes, given),
        ),
        None => (
            written.replacen("'static ", "", 1),
            TextEdit::deletion(with_space(case, bytes)),
        ),
    };
    (is_only && is_reference).then(|| Asked {
        name: function.name().to_owned(),
        written: written.to_owned(),
        shorter,
        edit,
        line: case.line(tree.bytes(parameter).start),
    })
}

/// Bytes with the white space behind them.
pub fn with_space(case: &Case, bytes: Range<usize>) -> Range<usize> {
    let behind = case.text(&(bytes.end..case.source.text().len()));
    bytes.start..bytes.end + behind.len() - behind.trim_start().len()
}
