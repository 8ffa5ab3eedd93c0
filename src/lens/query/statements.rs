//! Statements, the blocks that hold them, and the loops around them.

use crate::lens::case::Case;
use crate::rust::{NodeId, NodeKind, Role};

/// A node and everything around it, from the inside.
pub fn around(case: &Case, node: NodeId) -> impl Iterator<Item = NodeId> {
    std::iter::once(node).chain(case.tree.ancestors(node))
}

/// The innermost statement that a node is in. A last expression without `;` is one too.
pub fn statement_of(case: &Case, node: NodeId) -> Option<NodeId> {
    around(case, node).find(|at| case.tree.role(*at) == Role::Statement)
}

/// Whether both are in one statement, and in none of its blocks.
pub fn are_in_one(case: &Case, one: NodeId, other: NodeId) -> bool {
    let statement = statement_of(case, one);
    statement.is_some() && statement == statement_of(case, other)
}

/// The innermost loop that both nodes are in, if no function or closure in it has one of them.
pub fn loop_around(case: &Case, one: NodeId, other: NodeId) -> Option<NodeId> {
    let tree = case.tree;
    // A closure itself is made on each round.
    let is_left = |at: NodeId| matches!(tree.kind(at), NodeKind::Function | NodeKind::Closure);
    let mut frame = around(case, one).take_while(|at| *at == one || !is_left(*at));
    frame.find(|at| tree.kind(*at).is_loop() && tree.is_inside(other, *at))
}

/// Whether a node that's in another one runs whenever that one does: no branch, loop, closure or
/// `&&` between them can leave it out, and nothing before it can leave.
pub fn always_runs(case: &Case, node: NodeId, inside: NodeId) -> bool {
    let tree = case.tree;
    let mut path = around(case, node).take_while(|at| *at != inside);
    let may_be_left_out = path.any(|at| {
        let parent = tree.parent(at).map(|parent| tree.kind(parent));
        match (parent, tree.role(at)) {
            (Some(NodeKind::If | NodeKind::While), role) => role != Role::Condition,
            (Some(NodeKind::For | NodeKind::Match), role) => role != Role::Subject,
            (Some(NodeKind::Let), role) => role == Role::Else,
            (Some(NodeKind::Binary), role) => role == Role::Right,
            (Some(kind), _) => matches!(
                kind,
                NodeKind::Loop
                    | NodeKind::MatchArm
                    | NodeKind::Closure
                    | NodeKind::AsyncBlock
                    | NodeKind::Function
            ),
            (None, _) => true,
        }
    });
    let start = tree.bytes(node).start;
    let mut before = tree.descendants(inside);
    let leaves = before.any(|at| {
        let leaves = matches!(
            tree.kind(at),
            NodeKind::Return
                | NodeKind::Break
                | NodeKind::Continue
                | NodeKind::Try
                | NodeKind::Await
        );
        leaves && tree.bytes(at).start < start
    });
    !may_be_left_out && !leaves
}

/// Whether a statement is a block's value: its last expression, without a `;`.
pub fn is_tail(case: &Case, statement: NodeId) -> bool {
    let tree = case.tree;
    let value = tree.child(statement, Role::Value);
    let is_open = value.is_some_and(|value| tree.bytes(value).end == tree.bytes(statement).end);
    let block = tree.parent(statement);
    let last = block.and_then(|block| tree.children_as(block, Role::Statement).last());
    let is_expression = tree.kind(statement) == NodeKind::ExpressionStatement;
    is_expression && is_open && last == Some(statement)
}

/// The statements of the block that a statement is in.
pub fn siblings(case: &Case, statement: NodeId) -> Vec<NodeId> {
    let block = case.tree.parent(statement);
    let statements = block.map(|block| case.tree.children_as(block, Role::Statement));
    statements.map_or_else(Vec::new, Iterator::collect)
}

/// The function or closure that a node's code belongs to.
pub fn body_around(case: &Case, node: NodeId) -> Option<NodeId> {
    let is_body = |at: &NodeId| {
        let kind = case.tree.kind(*at);
        matches!(
            kind,
            NodeKind::Function | NodeKind::Closure | NodeKind::AsyncBlock
        )
    };
    case.tree.ancestors(node).find(is_body)
}
