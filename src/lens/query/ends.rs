//! Where a variable is dropped, and what ends there.

use std::ops::Range;

use crate::lens::case::Case;
use crate::lens::query::statements::around;
use crate::rust::{Binding, BindingKind, NodeId, NodeKind, Role, function_around};

/// What ends where a variable is dropped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// A block that stands for itself.
    Block(NodeId),
    /// One round of this loop.
    Round(NodeId),
    /// A function.
    Function(NodeId),
    /// A closure.
    Closure(NodeId),
    /// An `async` block.
    AsyncBlock(NodeId),
    /// A branch of `if`, or an arm of `match`.
    Branch(NodeId),
}

impl Scope {
    /// The node that ends: the block, the loop, the function, the arm.
    pub fn node(self) -> NodeId {
        match self {
            Self::Block(node)
            | Self::Round(node)
            | Self::Function(node)
            | Self::Closure(node)
            | Self::AsyncBlock(node)
            | Self::Branch(node) => node,
        }
    }
}

/// The scope at whose end a variable is dropped, unless its value moves away before. `None` for
/// constants and statics.
pub fn scope_of(case: &Case, binding: &Binding) -> Option<Scope> {
    let tree = case.tree;
    match binding.kind {
        BindingKind::Let | BindingKind::LetElse => {
            let block = around(case, binding.owner).find(|at| tree.kind(*at) == NodeKind::Block)?;
            Some(scope_of_block(case, block))
        }
        BindingKind::Parameter | BindingKind::SelfParameter => {
            ancestor(case, binding.owner, NodeKind::Function).map(Scope::Function)
        }
        BindingKind::ClosureParameter => {
            ancestor(case, binding.owner, NodeKind::Closure).map(Scope::Closure)
        }
        BindingKind::For => Some(Scope::Round(binding.owner)),
        BindingKind::WhileLet => ancestor(case, binding.owner, NodeKind::While).map(Scope::Round),
        BindingKind::IfLet => ancestor(case, binding.owner, NodeKind::If).map(Scope::Branch),
        BindingKind::MatchArm | BindingKind::GuardLet => {
            let arm = ancestor(case, binding.owner, NodeKind::MatchArm);
            arm.map(Scope::Branch)
        }
        BindingKind::Const | BindingKind::Static | BindingKind::ConstParameter => None,
    }
}

/// What a block is.
pub fn scope_of_block(case: &Case, block: NodeId) -> Scope {
    let tree = case.tree;
    let Some(parent) = tree.parent(block) else {
        return Scope::Block(block);
    };
    let is_body = tree.role(block) == Role::Body;
    match tree.kind(parent) {
        NodeKind::Loop | NodeKind::While | NodeKind::For if is_body => Scope::Round(parent),
        NodeKind::Function if is_body => Scope::Function(parent),
        NodeKind::Closure if is_body => Scope::Closure(parent),
        NodeKind::AsyncBlock => Scope::AsyncBlock(parent),
        NodeKind::If | NodeKind::MatchArm => Scope::Branch(block),
        _ => Scope::Block(block),
    }
}

fn ancestor(case: &Case, node: NodeId, kind: NodeKind) -> Option<NodeId> {
    around(case, node).find(|at| case.tree.kind(*at) == kind)
}

/// The last byte of a scope: its brace, or the end of a closure's expression.
pub fn end_of(case: &Case, scope: Scope) -> Range<usize> {
    let node = scope.node();
    let body = case.tree.child(node, Role::Body);
    let bytes = case.tree.bytes(body.unwrap_or(node));
    bytes.end.saturating_sub(1)..bytes.end
}

/// "at the end of `main`": where a scope ends, in words.
pub fn at_the_end(case: &Case, scope: Scope) -> String {
    match scope {
        Scope::Block(_) => "at the end of its block".to_owned(),
        Scope::Round(_) => "at the end of each round of the loop".to_owned(),
        Scope::Function(node) => match function_around(case.source, case.tree, node) {
            Some(function) => format!("at the end of `{}`", function.name()),
            None => "at the end of the function".to_owned(),
        },
        Scope::Closure(_) => "at the end of the closure".to_owned(),
        Scope::AsyncBlock(_) => "at the end of the `async` block".to_owned(),
        Scope::Branch(_) => "at the end of its branch".to_owned(),
    }
}
