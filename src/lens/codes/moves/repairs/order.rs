//! The use comes before the move.

use crate::lens::case::Case;
use crate::lens::codes::moves::moved::Moved;
use crate::lens::query::borrower::holders;
use crate::lens::query::goal::Goal;
use crate::lens::query::{change, lines, moved_type, own_types, rewrite, statements};
use crate::lens::repair::Repair;
use crate::rust::edit::TextEdit;
use crate::rust::{BindingId, Callee, NodeId, NodeKind, Role, call, called_name, calls_in};

/// Takes a statement away that's written twice, one right after the other.
pub fn without_repetition(moved: &Moved) -> Option<Repair> {
    let case = moved.case;
    let first = statements::statement_of(case, moved.value)?;
    let second = statements::statement_of(case, moved.again)?;
    let all = statements::siblings(case, first);
    let at = all.iter().position(|one| *one == first)?;
    let is_next = all.get(at + 1) == Some(&second) && first != second;
    let line = |node: NodeId| case.line(case.tree.bytes(node).start);
    (is_next && case.written(first) == case.written(second)).then(|| {
        let sentence = format!(
            "Line {} repeats line {}: leave it out if once is enough.",
            line(second),
            line(first)
        );
        Repair::edit(sentence, vec![rewrite::remove_statement(case, second)])
    })
}

/// Moves the statement that uses the value up, before the one that moves it.
pub fn sooner(moved: &Moved) -> Option<Repair> {
    let case = moved.case;
    let from = statements::statement_of(case, moved.value)?;
    let to = statements::statement_of(case, moved.again)?;
    let used_again = moved.used.label.contains("borrowed");
    let is_after = case.tree.bytes(from).end <= case.tree.bytes(to).start;
    let are_siblings = case.tree.parent(from) == case.tree.parent(to);
    if moved.is_next_round || !used_again || !is_after || !are_siblings {
        return None;
    }
    if statements::is_tail(case, to) || case.tree.kind(to) != NodeKind::ExpressionStatement {
        return None;
    }
    let (target, source) = (
        lines::whole_lines(case, from)?,
        lines::whole_lines(case, to)?,
    );
    if !only_prints(moved, to) || depends(moved, from, to) {
        return None;
    }
    let edits = vec![
        TextEdit::insertion(target.start, case.text(&source)),
        TextEdit::deletion(source),
    ];
    let line = case.line(case.tree.bytes(to).start);
    let before = case.line(case.tree.bytes(from).start);
    Some(Repair::edit(
        format!(
            "Put line {line} before line {before}, while `{}` still has its value. It then prints before line {before} runs.",
            moved.path
        ),
        edits,
    ))
}

/// `drop(x);` behind the last use.
pub fn drop_later(moved: &Moved) -> Option<Repair> {
    let case = moved.case;
    let tree = case.tree;
    let Goal::Argument(call) = moved.goal else {
        return None;
    };
    let statement = tree.parent(call)?;
    let block = tree.parent(statement)?;
    let (last, holder) = last_use(moved, moved.owner?, tree.bytes(statement).end)?;
    let mut around = statements::around(case, last);
    let last = around.find(|node| tree.parent(*node) == Some(block))?;
    let is_statement = tree.kind(statement) == NodeKind::ExpressionStatement;
    if moved.is_next_round || !is_statement || statements::is_tail(case, last) {
        return None;
    }
    let lines = lines::whole_lines(case, statement)?;
    let target = lines::whole_lines(case, last)?.end;
    let edits = vec![
        TextEdit::insertion(target, case.text(&lines)),
        TextEdit::deletion(lines),
    ];
    let line = case.line(tree.bytes(last).start);
    let path = &moved.path;
    let sentence = match holder.map(|id| &case.names.binding(id).name) {
        Some(holder) => format!(
            "Drop `{path}` later: after line {line}, where `{holder}`, which holds a borrow of it, is used for the last time."
        ),
        None => {
            format!("Drop `{path}` later: after line {line}, which uses it for the last time.")
        }
    };
    let sentence = match whose_drop_runs(moved) {
        Some(name) => {
            format!("{sentence} What the `drop` of `{name}` does then happens only there.")
        }
        None => sentence,
    };
    Some(Repair::edit(sentence, edits))
}

/// The type of this file with a `drop` of its own that runs when the value goes.
pub fn whose_drop_runs<'a>(moved: &Moved<'a>) -> Option<&'a str> {
    let of_type = moved_type::moved_type(moved.case).of_type?;
    own_types::whose_drop_runs(moved.case, of_type)
}

/// The last use of a variable behind a byte, or of whoever may hold a borrow of it by then, with
/// that variable.
fn last_use(moved: &Moved, owner: BindingId, byte: usize) -> Option<(NodeId, Option<BindingId>)> {
    let case = moved.case;
    let all = case.names.uses_of(owner);
    let all = all.filter(|used| !case.tree.is_inside(*used, moved.value));
    let mut held: Vec<BindingId> = all.flat_map(|used| holders(case, used)).collect();
    held.retain(|id| *id != owner && may_borrow(case, *id));
    let own = change::uses_behind(case, owner, byte).map(|used| (used, None));
    let of_holders = held.into_iter().flat_map(|id| {
        let uses = change::uses_behind(case, id, byte);
        uses.map(move |used| (used, Some(id)))
    });
    let all = own.chain(of_holders);
    all.max_by_key(|(used, holder)| (case.tree.bytes(*used).start, holder.is_none()))
}

/// Whether a variable may hold a borrow. Nobody borrows by a type without any sign of it.
fn may_borrow(case: &Case, id: BindingId) -> bool {
    let signs = ["&", "'", "{closure", "impl ", "dyn "];
    let told = case.type_of(case.names.binding(id));
    told.is_none_or(|told| signs.iter().any(|sign| told.contains(sign)))
}

/// Leaves a bare `drop(x);` out.
pub fn without_drop(moved: &Moved) -> Option<Repair> {
    let case = moved.case;
    let Goal::Argument(call) = moved.goal else {
        return None;
    };
    let statement = case.tree.parent(call)?;
    let is_bare = case.tree.kind(statement) == NodeKind::ExpressionStatement
        && case.names.binding_of(moved.value).is_some();
    let lines = lines::whole_lines(case, statement).filter(|_| is_bare)?;
    let later = whose_drop_runs(moved).map_or_else(String::new, |name| {
        format!(
            " What the `drop` of `{name}` does then happens when `{}` goes out of scope.",
            moved.path
        )
    });
    Some(Repair::edit(
        format!(
            "Leave line {} out, if nothing needs `{}` to be dropped there.{later}",
            moved.gone.line(),
            moved.path
        ),
        vec![TextEdit::deletion(lines)],
    ))
}

/// Whether a statement is nothing but a print: then only the order of what's printed changes.
fn only_prints(moved: &Moved, statement: NodeId) -> bool {
    let case = moved.case;
    let value = case.tree.child(statement, Role::Value);
    let found = value.and_then(|value| call(case.tree, value));
    found.is_some_and(|found| {
        let name = called_name(case.source, case.tree, &found);
        let prints = matches!(name, Some("println" | "print" | "eprintln" | "eprint"));
        // A call may change what can be changed.
        let is_changeable =
            moved.owner().is_none_or(|owner| owner.is_mutable) || moved.kind_of_type() == "&mut";
        let calls = calls_in(case.tree, statement).count() > 1;
        prints && matches!(found.callee, Callee::Macro(_)) && !(calls && is_changeable)
    })
}

/// Whether the later statement uses anything that is declared in between, or changed there.
fn depends(moved: &Moved, from: NodeId, to: NodeId) -> bool {
    let case = moved.case;
    let (begin, end) = (case.tree.bytes(from).start, case.tree.bytes(to).start);
    let mut used = case
        .tree
        .descendants(to)
        .filter_map(|node| case.names.binding_of(node));
    used.any(|id| {
        let declared = case.declaration(case.names.binding(id)).start;
        let is_declared_between = (begin..end).contains(&declared);
        // Whoever isn't read only may have another value before.
        let is_touched_between = Some(id) != moved.owner
            && case.names.binding(id).is_mutable
            && change::uses_behind(case, id, begin).any(|node| case.tree.bytes(node).start < end);
        is_declared_between || is_touched_between
    })
}
