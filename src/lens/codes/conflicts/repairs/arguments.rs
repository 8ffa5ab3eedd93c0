//! Two statements in place of one call.

use crate::lens::case::Case;
use crate::lens::codes::conflicts::conflict::{Action, Conflict};
use crate::lens::query::{borrower::Borrower, callee, lines, places, statements};
use crate::lens::repair::Repair;
use crate::rust::edit::TextEdit;
use crate::rust::{NodeId, NodeKind, Role, calls_in};

/// Works an argument out before the call that borrows.
pub fn repairs(conflict: &Conflict) -> Vec<Repair> {
    let kinds = [
        argument_first(conflict, false),
        argument_first(conflict, true),
    ];
    let mut found: Vec<Repair> = kinds.into_iter().flatten().collect();
    found.extend(later_part_first(conflict));
    found
}

/// `(s, t.len())`, where `t` borrows `s`: the part that still needs the borrow comes first.
fn later_part_first(conflict: &Conflict) -> Option<Repair> {
    let case = conflict.case;
    let tree = case.tree;
    let last = conflict.last_node();
    let is_later = conflict.rounds == (0, 0)
        && matches!(conflict.keeping.borrower, Borrower::Variable(_))
        && statements::are_in_one(case, conflict.at, last)
        && tree.bytes(last).start > conflict.clash.bytes.end;
    let mut around = tree.ancestors(conflict.at);
    let whole = around
        .find(|at| tree.is_inside(last, *at))
        .filter(|_| is_later)?;
    let part = tree
        .children(whole)
        .find(|part| tree.is_inside(last, *part))?;
    let part = match tree.kind(part) {
        NodeKind::FieldValue => tree.child(part, Role::Value)?,
        _ => part,
    };
    let may = matches!(
        tree.kind(whole),
        NodeKind::Tuple
            | NodeKind::Array
            | NodeKind::StructLiteral
            | NodeKind::Call
            | NodeKind::MethodCall
    );
    if !may || part == last || !is_run_always(case, whole) {
        return None;
    }
    let statement = statements::statement_of(case, whole)?;
    let name = fresh_name(case, part)?;
    let start = tree.bytes(statement).start;
    let (indent, end) = (lines::indent(case, start), lines::line_break(case));
    let keeper = conflict.keeper_name();
    Some(Repair::edit(
        format!(
            "Work out what needs `{keeper}` first, in a statement of its own, before `{}` moves on.",
            conflict.clash_path
        ),
        vec![
            TextEdit::insertion(start, format!("let {name} = {};{end}{indent}", case.written(part))),
            TextEdit::replacement(tree.bytes(part), name),
        ],
    ))
    .filter(|_| conflict.action == Action::Move)
}

/// As it is, or as a clone of what a reference argument refers to.
fn argument_first(conflict: &Conflict, as_clone: bool) -> Option<Repair> {
    let case = conflict.case;
    let is_call = matches!(
        conflict.keeping.borrower,
        Borrower::Call(_) | Borrower::Variable(_)
    );
    let may_move = !matches!(conflict.action, Action::Assign);
    if !is_call || !may_move || conflict.rounds != (0, 0) || conflict.clashing_closure().is_some() {
        return None;
    }
    let call = around_both(conflict)?;
    let mut around = statements::around(case, conflict.at);
    let argument = around.find(|at| case.tree.parent(*at) == Some(call))?;
    if case.tree.role(argument) != Role::Argument || !is_run_always(case, call) {
        return None;
    }
    let statement = statements::statement_of(case, call)?;
    let name = fresh_name(case, argument)?;
    let start = case.tree.bytes(statement).start;
    let (indent, end) = (lines::indent(case, start), lines::line_break(case));
    let (text, stand_in) = if as_clone {
        let (operand, is_mutable) = places::reference(case, argument)?;
        if is_mutable {
            return None;
        }
        (
            format!("{}.clone()", case.written(operand)),
            format!("&{name}"),
        )
    } else {
        (case.written(argument).to_owned(), name.clone())
    };
    let edits = vec![
        TextEdit::insertion(start, format!("let {name} = {text};{end}{indent}")),
        TextEdit::replacement(case.tree.bytes(argument), stand_in),
    ];
    let what = if as_clone { "Clone" } else { "Work out" };
    let order = if has_calls_before(case, call, argument) {
        ". It then runs before the rest of the line"
    } else {
        ""
    };
    let line = conflict.clash.line();
    Some(Repair::edit(
        format!("{what} the argument of line {line} first, in a statement of its own{order}."),
        edits,
    ))
}

/// The call that the compiler says needs the borrow, if what clashes is in it.
fn around_both(conflict: &Conflict) -> Option<NodeId> {
    let case = conflict.case;
    if let Borrower::Call(call) = conflict.keeping.borrower {
        return case.tree.is_inside(conflict.at, call).then_some(call);
    }
    let last = conflict.last_node();
    let mut around = case.tree.ancestors(conflict.at);
    around.find(|at| {
        let is_method = case.tree.kind(*at) == NodeKind::MethodCall;
        let receiver = case.tree.child(*at, Role::Receiver);
        is_method && receiver.is_some_and(|receiver| case.tree.is_inside(last, receiver))
    })
}

/// Whether a node runs exactly once whenever its statement does, and first of all.
fn is_run_always(case: &Case, node: NodeId) -> bool {
    let tree = case.tree;
    let statement = statements::statement_of(case, node);
    let mut at = node;
    while Some(at) != statement {
        let Some(parent) = tree.parent(at) else {
            return false;
        };
        let is_plain = match (tree.kind(parent), tree.role(at)) {
            (NodeKind::Let, Role::Initializer) => true,
            (NodeKind::Match | NodeKind::For, Role::Subject) | (NodeKind::If, Role::Condition) => {
                true
            }
            (NodeKind::LetCondition, _) => tree
                .parent(parent)
                .is_some_and(|of| tree.kind(of) == NodeKind::If),
            (NodeKind::Assignment, Role::Right) => true,
            (
                NodeKind::ExpressionStatement
                | NodeKind::MethodCall
                | NodeKind::Call
                | NodeKind::MacroCall
                | NodeKind::Reference
                | NodeKind::Try
                | NodeKind::Parenthesized
                | NodeKind::Return
                | NodeKind::Unary
                | NodeKind::Tuple
                | NodeKind::Array
                | NodeKind::StructLiteral
                | NodeKind::FieldValue
                | NodeKind::FieldAccess,
                _,
            ) => true,
            _ => false,
        };
        if !is_plain {
            return false;
        }
        at = parent;
    }
    true
}

/// Whether something that may have an effect stands before an argument in its statement.
fn has_calls_before(case: &Case, call: NodeId, argument: NodeId) -> bool {
    let Some(statement) = statements::statement_of(case, call) else {
        return true;
    };
    let start = case.tree.bytes(argument).start;
    let mut calls = calls_in(case.tree, statement);
    calls.any(|other| case.tree.bytes(other.node).end <= start)
}

/// A name for an argument: that of the method that it calls last, or a plain one.
fn fresh_name(case: &Case, argument: NodeId) -> Option<String> {
    let by_method = callee::name(case, argument)
        .filter(|name| *name == "len")
        .map(|_| "length");
    let names: Vec<&str> = by_method
        .into_iter()
        .chain(["value", "argument", "result"])
        .collect();
    lines::free_name(case, &names).map(str::to_owned)
}
