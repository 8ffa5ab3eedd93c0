//! E0712: a reference to a thread-local variable would outlive its function.

use crate::lens::account::Account;
use crate::lens::case::Case;
use crate::lens::events::What;
use crate::lens::labels::Role as Part;
use crate::lens::query::places;
use crate::lens::repair::Repair;
use crate::rust::edit::TextEdit;
use crate::rust::{Binding, BindingKind, NodeId, NodeKind, Role, function_around};

/// What is told of such an error.
pub fn explain(case: &Case) -> Option<Account> {
    let primary = Some(&case.primary).filter(|clue| clue.role == Part::TooShort)?;
    let end = case.first(Part::Dropped)?;
    let begin = case.node(primary);
    let (variable, used) = thread_local(case, begin)?;
    let name = &variable.name;
    let function = function_around(case.source, case.tree, begin)?;
    let keeper = keeper(case, begin);
    let mut account = Account::default();
    let lane = account.lane(name.as_str());
    let note = format!("each thread has its own `{name}`");
    account.event(
        lane,
        What::Created,
        case.area(&case.declaration(variable)),
        note,
    );
    let other = account.lane(keeper.map_or("borrow", |keeper| keeper.name.as_str()));
    let borrows = format!("borrows this thread's `{name}`");
    account.event(other, What::Reads, primary.area, borrows);
    account.event(
        lane,
        What::LastUse,
        end.area,
        "the thread may end after this",
    );
    account.event(
        other,
        What::Conflict,
        end.area,
        "but the borrow has to last",
    );
    account.say(format!(
        "`{name}` is gone when its thread ends, so a borrow of it lasts no longer than the function that makes it: `{}`, which ends on line {}. The borrow on line {} has to last longer.",
        function.name(),
        end.line(),
        primary.line()
    ));
    if let Some(operand) = case
        .tree
        .child(begin, Role::Operand)
        .filter(|at| *at == used)
    {
        let bytes = case.tree.bytes(begin).start..case.tree.bytes(operand).start;
        account.repair(Repair::edit(
            "Copy the value instead of borrowing it.",
            vec![TextEdit::deletion(bytes)],
        ));
    }
    account.repair(Repair::advice(
        "If all threads should share one value, use a `static` without `#[thread_local]`, of an atomic type or a `Mutex`.",
    ));
    Some(account)
}

/// The thread-local variable that is borrowed, and its use.
fn thread_local<'a>(case: &Case<'a>, begin: NodeId) -> Option<(&'a Binding, NodeId)> {
    let mut inside = std::iter::once(begin).chain(case.tree.descendants(begin));
    inside.find_map(|node| {
        let variable = case.names.binding(case.names.binding_of(node)?);
        (variable.kind == BindingKind::Static).then_some((variable, node))
    })
}

/// The variable that begins with the borrow.
fn keeper<'a>(case: &Case<'a>, begin: NodeId) -> Option<&'a Binding> {
    let statement = case.tree.parent(begin)?;
    let is_let = case.tree.kind(statement) == NodeKind::Let;
    let mut bindings = case.names.bindings().map(|id| case.names.binding(id));
    let found = bindings.find(|binding| binding.owner == statement && binding.is_whole);
    found.filter(|_| is_let && places::reference(case, begin).is_some())
}
