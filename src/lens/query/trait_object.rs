//! Methods of `impl dyn Trait`, which means `impl dyn Trait + 'static`.

use crate::lens::case::Case;
use crate::rust::{NodeId, NodeKind, Role, call, called_name, functions};

/// An `impl` of a trait object without a lifetime.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Implementation {
    /// The type as it's written: `dyn Trait`.
    pub written: String,
    /// The node of that type.
    pub node: NodeId,
    /// The line of the `impl`.
    pub line: usize,
}

/// The `impl` that a called method comes from, if that's such an `impl` and no other function of
/// this file has the method's name.
pub fn implementation(case: &Case, node: NodeId) -> Option<Implementation> {
    let tree = case.tree;
    let found = call(tree, node)?;
    let name = called_name(case.source, tree, &found)?;
    let mut same = functions(case.source, tree).into_iter();
    let method = same.find(|one| one.name() == name)?;
    let is_only = same.all(|one| one.name() != name);
    let around = tree.parent(method.node).filter(|_| is_only)?;
    let of_type = tree.child(around, Role::Type)?;
    let has_lifetime = tree
        .children(of_type)
        .any(|at| tree.kind(at) == NodeKind::Lifetime);
    let is_it = tree.kind(around) == NodeKind::Impl
        && tree.kind(of_type) == NodeKind::DynType
        && tree.child(around, Role::Trait).is_none();
    (is_it && !has_lifetime).then(|| Implementation {
        written: case.written(of_type).to_owned(),
        node: of_type,
        line: case.line(tree.bytes(around).start),
    })
}
