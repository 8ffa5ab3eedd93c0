//! Closures that get what they need at each call, and keep nothing in between.

use crate::lens::case::Case;
use crate::lens::codes::conflicts::conflict::{Action, Conflict};
use crate::lens::events::What;
use crate::lens::query::{borrower::is_compound, callee, places};
use crate::lens::repair::Repair;
use crate::rust::edit::TextEdit;
use crate::rust::{Binding, BindingId, NodeId, NodeKind, Role, as_closure};

/// Passes the variable to the closure instead of letting it borrow it.
pub fn repairs(conflict: &Conflict) -> Vec<Repair> {
    if are_spawned(conflict) {
        return vec![
            Repair::advice(
                "Let each thread return its part, and put the parts together when you `join` them.",
            ),
            Repair::advice(
                "Or share the value in a `Mutex`, which lets one thread at a time change it.",
            ),
        ];
    }
    as_parameter(conflict).into_iter().collect()
}

/// Whether both closures are given to `spawn` and write.
pub fn are_spawned(conflict: &Conflict) -> bool {
    let case = conflict.case;
    let is_spawned = |closure: Option<NodeId>| {
        let call = closure.and_then(|closure| case.tree.parent(closure));
        call.is_some_and(|call| callee::name(case, call) == Some("spawn"))
    };
    is_spawned(conflict.borrowing_closure()) && is_spawned(conflict.clashing_closure())
}

fn as_parameter(conflict: &Conflict) -> Option<Repair> {
    let case = conflict.case;
    let owner = conflict
        .owner_binding()
        .filter(|owner| owner.name == conflict.path)?;
    let told = case.type_of(owner)?;
    let id = conflict.owner?;
    let both = [conflict.borrowing_closure(), conflict.clashing_closure()];
    let closures: Vec<NodeId> = both.into_iter().flatten().collect();
    let first = *closures.first()?;
    let mut edits = Vec::new();
    for closure in &closures {
        let writes = *closure != first || conflict.how == What::Writes;
        let writes = writes && (*closure == first || conflict.action == Action::Write);
        edits.extend(with_parameter(case, *closure, id, told, writes)?);
    }
    let name = &owner.name;
    let (who, it) = if closures.len() > 1 {
        ("each closure", "it")
    } else {
        ("the closure", "it")
    };
    Some(Repair::edit(
        format!(
            "Pass `{name}` to {who} on every call, so that {it} borrows it only for that call."
        ),
        edits,
    ))
}

/// A closure with one more parameter, and its calls with one more argument; `None` if it's used
/// for anything but calls.
fn with_parameter(
    case: &Case,
    node: NodeId,
    owner: BindingId,
    told: &str,
    writes: bool,
) -> Option<Vec<TextEdit>> {
    let tree = case.tree;
    let closure = as_closure(case.source, tree, node).filter(|closure| !closure.is_move)?;
    let binding = keeper(case, node)?;
    let name = &case.names.binding(owner).name;
    let (of_type, argument) = match (told.starts_with('&'), writes) {
        (true, _) => (told.to_owned(), name.clone()),
        (false, true) => (format!("&mut {told}"), format!("&mut {name}")),
        (false, false) => (format!("&{told}"), format!("&{name}")),
    };
    let bar = first_bar(case, node)?;
    let comma = |is_last: bool| if is_last { "" } else { ", " };
    let is_only = closure.parameters.is_empty();
    let parameter = format!("{name}: {of_type}{}", comma(is_only));
    let mut edits = vec![TextEdit::insertion(bar, parameter)];
    if !told.starts_with('&') {
        for used in places::uses_in(case, owner, closure.body) {
            if needs_star(case, used) {
                edits.push(TextEdit::insertion(tree.bytes(used).start, "*"));
            }
        }
    }
    for used in case.names.uses_of(binding) {
        let call = tree
            .parent(used)
            .filter(|_| tree.role(used) == Role::Callee)?;
        let is_only = tree.child(call, Role::Argument).is_none();
        let text = format!("{argument}{}", comma(is_only));
        edits.push(TextEdit::insertion(open_parenthesis(case, used)?, text));
    }
    Some(edits)
}

/// The variable that a closure is given to, as a whole.
fn keeper(case: &Case, closure: NodeId) -> Option<BindingId> {
    let mut bindings = case.names.bindings();
    bindings.find(|id| {
        let binding: &Binding = case.names.binding(*id);
        binding.is_whole && binding.initializer == Some(closure)
    })
}

/// The byte behind a closure's first `|`.
fn first_bar(case: &Case, closure: NodeId) -> Option<usize> {
    let start = case.source.token_at(case.tree.bytes(closure).start);
    let mut tokens = start..start + 4;
    let bar = tokens.find(|at| case.source.word(*at).starts_with('|'))?;
    Some(case.source.begin(bar) + 1)
}

/// The byte behind the `(` of a call, by its callee.
fn open_parenthesis(case: &Case, callee: NodeId) -> Option<usize> {
    let next = case.source.token_at(case.tree.bytes(callee).end);
    (case.source.word(next) == "(").then(|| case.source.begin(next) + 1)
}

/// Whether a use of a variable becomes `*x` when `x` is a reference to it.
fn needs_star(case: &Case, used: NodeId) -> bool {
    let tree = case.tree;
    let parent = tree.parent(used);
    match tree.role(used) {
        Role::Left => parent.is_some_and(|parent| {
            tree.kind(parent) == NodeKind::Assignment || is_compound(case, parent)
        }),
        Role::Receiver => false,
        _ => {
            tree.kind(used) != NodeKind::FormatName
                && parent.map(|parent| tree.kind(parent)) == Some(NodeKind::ExpressionStatement)
        }
    }
}
