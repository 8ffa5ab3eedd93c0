//! Repairs that move a declaration: further out, or before another one.

use super::dangling::Dangling;
use crate::lens::query::ends::Scope;
use crate::lens::query::{rewrite, statements};
use crate::lens::repair::Repair;
use crate::rust::edit::TextEdit;
use crate::rust::{Binding, BindingKind, NodeId, NodeKind, Role};

/// Declares what is borrowed before the block that ends too soon.
pub fn further_out(dangling: &Dangling) -> Option<Repair> {
    let case = dangling.case;
    let owner = dangling.owner().filter(|owner| is_plain_let(owner))?;
    if !matches!(dangling.scope, Some(Scope::Block(_) | Scope::Branch(_))) {
        return None;
    }
    let until = case.node_around(&dangling.used);
    let outer = block_with_both(dangling, owner.owner, until)?;
    if let Some(repair) = before_keeper(dangling, owner, outer) {
        return Some(repair);
    }
    let target = rewrite::statement_in(case, outer, owner.owner)?;
    let block = case.tree.parent(owner.owner)?;
    let first = case.tree.children_as(block, Role::Statement).next();
    let is_plain_block =
        matches!(dangling.scope, Some(Scope::Block(_))) && case.tree.parent(block) == Some(target);
    let edits = if is_plain_block && first == Some(owner.owner) {
        vec![
            rewrite::insert_before(case, target, case.written(owner.owner)),
            rewrite::remove_statement(case, owner.owner),
        ]
    } else {
        declare_only(dangling, owner, target)?
    };
    let line = case.line(case.tree.bytes(target).start);
    // What the block's value goes into may stand on the block's first line.
    let (used, end) = (dangling.last_line(), dangling.dropped.line());
    let still = if used < end {
        format!("after line {end}")
    } else {
        format!("on line {used}")
    };
    Some(Repair::edit(
        format!(
            "Declare `{}` before line {line}: then it's still there {still}.",
            owner.name
        ),
        edits,
    ))
}

/// Declares it before what borrows it, where that has something to do when it's dropped.
fn before_keeper(dangling: &Dangling, owner: &Binding, outer: NodeId) -> Option<Repair> {
    let case = dangling.case;
    let keeper = dangling
        .keeper()
        .filter(|keeper| keeper.kind == BindingKind::Let)?;
    let told = case.type_of(keeper).unwrap_or("");
    let is_dropped_late = dangling.is_for_drop() || told.contains("dyn ");
    let is_there = case.tree.parent(keeper.owner) == Some(outer);
    if !is_dropped_late || !is_there {
        return None;
    }
    Some(Repair::edit(
        format!(
            "Declare `{}` before `{}`: what is declared first is dropped last.",
            owner.name, keeper.name
        ),
        declare_only(dangling, owner, keeper.owner)?,
    ))
}

fn is_plain_let(binding: &Binding) -> bool {
    binding.kind == BindingKind::Let && binding.is_whole && binding.initializer.is_some()
}

/// The innermost block that holds both nodes, if no loop, closure or function is between it and
/// the first.
fn block_with_both(dangling: &Dangling, inner: NodeId, other: NodeId) -> Option<NodeId> {
    let tree = dangling.case.tree;
    let is_open = |at: &NodeId| {
        let kind = tree.kind(*at);
        !kind.is_loop() && !matches!(kind, NodeKind::Closure | NodeKind::AsyncBlock)
    };
    let mut around = statements::around(dangling.case, inner).take_while(is_open);
    around.find(|at| tree.kind(*at) == NodeKind::Block && tree.is_inside(other, *at))
}

/// `let x;` there, and `x = ...` here.
fn declare_only(dangling: &Dangling, owner: &Binding, target: NodeId) -> Option<Vec<TextEdit>> {
    let case = dangling.case;
    let bytes = |node| case.tree.bytes(node);
    let value = owner.initializer?;
    let pattern = case.tree.child(owner.owner, Role::Pattern)?;
    let head = bytes(owner.owner).start;
    let end = owner
        .annotation
        .map_or(bytes(pattern).end, |ty| bytes(ty).end);
    let declaration = format!("{};", case.text(&(head..end)));
    Some(vec![
        rewrite::insert_before(case, target, &declaration),
        TextEdit::replacement(head..bytes(value).start, format!("{} = ", owner.name)),
    ])
}

/// Declares what is borrowed before what borrows it, where both are dropped at one brace.
pub fn swap(dangling: &Dangling) -> Option<Repair> {
    let case = dangling.case;
    let (owner, keeper) = (dangling.owner()?, dangling.keeper()?);
    let is_let = |binding: &Binding| binding.kind == BindingKind::Let;
    let (data, holder) = (owner.owner, keeper.owner);
    let is_together = case.tree.parent(data) == case.tree.parent(holder);
    let is_it = dangling.is_for_drop() && is_let(owner) && is_let(keeper) && is_together;
    if !is_it || data <= holder {
        return None;
    }
    let (lines, name) = (
        (dangling.declared(owner), dangling.declared(keeper)),
        &owner.name,
    );
    let reason = "what is declared first is dropped last";
    if keeper.initializer.is_none() {
        // A declaration without a value does nothing where it stands.
        let siblings = statements::siblings(case, data);
        let next = siblings.iter().position(|one| *one == data)? + 1;
        let edits = vec![
            rewrite::remove_statement(case, holder),
            rewrite::insert_before(case, *siblings.get(next)?, case.written(holder)),
        ];
        let sentence = format!("Declare `{}` after `{name}`: {reason}.", keeper.name);
        return Some(Repair::edit(sentence, edits));
    }
    let edits = vec![
        rewrite::insert_before(case, holder, case.written(data)),
        rewrite::remove_statement(case, data),
    ];
    let sentence = format!(
        "Declare `{name}` before `{}`: {reason}. (Line {} then runs before line {}.)",
        keeper.name, lines.0, lines.1
    );
    Some(Repair::edit(sentence, edits))
}
