//! Methods that borrow `self` for a lifetime of its own type: `&'a mut self` in `impl<'a> S<'a>`.

use crate::lens::case::Case;
use crate::lens::query::borrower::is_compound;
use crate::lens::query::callee;
use crate::rust::{BindingKind, NodeId, NodeKind, Role};

/// Such a method.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SelfBorrow {
    /// The method's name.
    pub name: String,
    /// Its `self` as it's written.
    pub parameter: String,
    /// The lifetime.
    pub lifetime: String,
    /// The node of the lifetime in `self`.
    pub node: NodeId,
    /// The method's node.
    pub function: NodeId,
    /// The line of its `self`.
    pub line: usize,
}

/// The method of this file that is called on `receiver`, if it's such a method.
pub fn method(case: &Case, receiver: NodeId) -> Option<SelfBorrow> {
    let tree = case.tree;
    let call = tree.parent(receiver)?;
    let is_receiver = tree.role(receiver) == Role::Receiver;
    let function = callee::function(case, call).filter(|_| is_receiver)?;
    let parameter = callee::self_parameter(case, &function)?;
    let mut inside = tree.descendants(parameter);
    let node = inside.find(|at| tree.kind(*at) == NodeKind::Lifetime)?;
    let lifetime = case.written(node);
    let mut around = tree.ancestors(function.node);
    let of = around.find(|at| tree.kind(*at) == NodeKind::Impl)?;
    let of_type = tree.child(of, Role::Type)?;
    let mut arguments = tree.descendants(of_type);
    arguments.find(|at| tree.kind(*at) == NodeKind::Lifetime && case.written(*at) == lifetime)?;
    Some(SelfBorrow {
        name: function.name().to_owned(),
        parameter: case.written(parameter).to_owned(),
        lifetime: lifetime.to_owned(),
        node,
        function: function.node,
        line: case.line(tree.bytes(parameter).start),
    })
}

/// Whether the method does no more with `self` than set its fields, with `=` or the like of `+=`:
/// then it keeps no reference to it.
pub fn keeps_nothing(case: &Case, method: &SelfBorrow) -> bool {
    let (tree, names) = (case.tree, case.names);
    let parameter = names.bindings().find(|id| {
        let binding = names.binding(*id);
        binding.kind == BindingKind::SelfParameter && tree.is_inside(binding.owner, method.function)
    });
    parameter.is_some_and(|id| names.uses_of(id).all(|used| is_assigned_field(case, used)))
}

/// `self` of `self.field = ...`.
fn is_assigned_field(case: &Case, used: NodeId) -> bool {
    let tree = case.tree;
    let field = tree
        .parent(used)
        .filter(|_| tree.role(used) == Role::Receiver);
    let assignment = field.and_then(|field| {
        let is_left = tree.role(field) == Role::Left;
        tree.parent(field)
            .filter(|_| is_left && tree.kind(field) == NodeKind::FieldAccess)
    });
    assignment.is_some_and(|at| tree.kind(at) == NodeKind::Assignment || is_compound(case, at))
}
