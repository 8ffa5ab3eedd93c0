//! Whether the program would certainly read what's gone.

use super::dangling::{Dangling, Holder};
use crate::lens::account::Account;
use crate::lens::labels::Role as Part;
use crate::lens::query::statements::{self, around};
use crate::model::ask::type_text;
use crate::rust::{NodeId, NodeKind, Role};

/// Says so if it's certain: the holder is a reference to the variable itself, it's printed, and
/// nothing between the two depends on a condition.
pub fn judge(dangling: &Dangling, account: &mut Account) {
    let (Some(owner), Holder::Variable(id)) = (dangling.owner(), &dangling.holder) else {
        return;
    };
    let case = dangling.case;
    let keeper = case.names.binding(*id);
    let is_use = dangling
        .until
        .is_some_and(|until| until.role == Part::Until);
    let is_reference = case.type_of(keeper).is_some_and(|told| {
        type_text::is_shared_reference(told) || type_text::is_mutable_reference(told)
    });
    if is_use
        && dangling.leaving.is_none()
        && !dangling.comes_round
        && is_reference
        && is_printed(dangling)
    {
        account.harm(format!(
            "line {} would read `{}` after it's gone, whatever is in that memory by then.",
            dangling.last_line(),
            owner.name
        ));
    }
}

/// Whether the holder is shown by a macro of the standard library in a statement that certainly
/// runs after the borrow.
fn is_printed(dangling: &Dangling) -> bool {
    let case = dangling.case;
    let used = case.node_around(&dangling.used);
    let is_shown = case.tree.kind(used) == NodeKind::FormatName
        || case.tree.role(used) == Role::Argument
            && case
                .tree
                .parent(used)
                .is_some_and(|parent| case.tree.kind(parent) == NodeKind::MacroCall);
    let printed = statements::statement_of(case, used);
    let block = printed.and_then(|printed| case.tree.parent(printed));
    let is_direct = printed.is_some_and(|printed| {
        let value = case.tree.child(printed, Role::Value);
        value.is_some_and(|value| case.tree.kind(value) == NodeKind::MacroCall)
    });
    let block = block.filter(|_| is_shown && is_direct && !may_change_between(dangling));
    block.is_some_and(|block| is_certain_in(dangling, block))
}

/// Whether the holder may have another value by then, or the function may have been left.
fn may_change_between(dangling: &Dangling) -> bool {
    let Holder::Variable(keeper) = dangling.holder else {
        return true;
    };
    let (case, tree) = (dangling.case, dangling.case.tree);
    let between = dangling.borrow.bytes.end..dangling.used.start;
    let is_between = |node: &NodeId| between.contains(&tree.bytes(*node).start);
    let mut uses = case.names.uses_of(keeper).filter(is_between);
    let mut nodes = tree.nodes().filter(is_between);
    let is_jump = |node: NodeId| {
        matches!(
            tree.kind(node),
            NodeKind::Return | NodeKind::Break | NodeKind::Continue | NodeKind::Try
        )
    };
    uses.any(|used| tree.role(used) == Role::Left) || nodes.any(is_jump)
}

/// Whether the borrow certainly happens when this block runs: only plain blocks are between, and
/// the reference is made and kept as it is.
fn is_certain_in(dangling: &Dangling, block: NodeId) -> bool {
    let tree = dangling.case.tree;
    if tree.kind(dangling.begin) != NodeKind::Reference {
        return false;
    }
    let between = around(dangling.case, dangling.begin).skip(1);
    let between: Vec<NodeId> = between.take_while(|at| *at != block).collect();
    let is_plain = |at: &NodeId| {
        matches!(
            tree.kind(*at),
            NodeKind::Block | NodeKind::ExpressionStatement | NodeKind::Let | NodeKind::Assignment
        )
    };
    tree.is_inside(dangling.begin, block) && between.iter().all(is_plain)
}
