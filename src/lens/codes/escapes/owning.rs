//! Repairs for E0373: `move`, a clone for the closure, or a scope for the thread.

use super::captured::{Captured, Reason};
use crate::lens::case::Case;
use crate::lens::query::ends::Scope;
use crate::lens::query::{closures, statements, threads};
use crate::lens::repair::{self, Repair};
use crate::rust::edit::TextEdit;
use crate::rust::{Binding, BindingId, NodeKind, Role};

/// Proposals, the best teaching first.
pub fn propose(captured: &Captured) -> Vec<Repair> {
    let mut found = [own(captured), own_clone(captured), in_scope(captured)];
    if closures::changes_a_copy(captured.case, captured.closure, captured.id) {
        // What's read afterwards wouldn't change any more.
        found.rotate_left(1);
    }
    found.into_iter().flatten().collect()
}

/// `move`, as the compiler suggests it.
fn own(captured: &Captured) -> Option<Repair> {
    let case = captured.case;
    let mut helps = case.diagnostic.children.iter();
    let help = helps.find(|help| help.message.contains("use the `move` keyword"))?;
    let edits = repair::edits_of(help, case.source);
    let name = &captured.owner.name;
    let mut sentence = if captured.word() == "closure" {
        format!("Let the closure own `{name}`: put `move` before it.")
    } else {
        format!("Let the `async` block own `{name}`: write `async move`.")
    };
    if closures::changes_a_copy(case, captured.closure, captured.id) {
        sentence = closures::own_a_copy(captured.word(), name);
    } else if let Some(note) = closures::copies_that_change(case, captured.closure) {
        sentence = format!("{sentence} {note}");
    }
    (!edits.is_empty()).then(|| Repair::edit(sentence, edits))
}

/// `{ let x = x.clone(); move || ... }`, for variables that are used later too.
fn own_clone(captured: &Captured) -> Option<Repair> {
    let case = captured.case;
    let bytes = case.tree.bytes(captured.closure);
    let captures = case.names.captured_by(case.tree, captured.closure);
    let used_later = captures
        .into_iter()
        .filter(|id| is_needed_later(captured, *id));
    let needed: Vec<&Binding> = used_later
        .map(|id| case.names.binding(id))
        .filter(|binding| may_be_cloned(case, binding))
        .collect();
    if needed.is_empty() || needed.iter().any(|binding| binding.name == "self") {
        return None;
    }
    let clones = needed
        .iter()
        .map(|binding| format!("let {0} = {0}.clone(); ", binding.name));
    let at = insertion(captured)?;
    let mut edits = vec![TextEdit::insertion(
        bytes.start,
        format!("{{ {}", clones.collect::<String>()),
    )];
    if at == bytes.start {
        edits = vec![TextEdit::insertion(at, format!("{}move ", edits[0].text))];
    } else {
        edits.push(TextEdit::insertion(at, "move "));
    }
    edits.push(TextEdit::insertion(bytes.end, " }"));
    let names: Vec<String> = needed
        .iter()
        .map(|binding| format!("`{}`", binding.name))
        .collect();
    let (word, name, names) = (captured.word(), &captured.owner.name, names.join(" and "));
    let clones = if needed.len() == 1 {
        "a clone"
    } else {
        "clones"
    };
    let is_of_owner = needed.iter().any(|binding| binding.name == *name);
    let sentence = if is_of_owner {
        format!("Give the {word} {clones} of {names} to own: here the original is still needed.")
    } else {
        format!("Let the {word} own `{name}`, and give it {clones} of {names}, still needed here.")
    };
    Some(Repair::edit(sentence, edits))
}

/// Where `move` goes: before a closure's bars, behind `async`.
fn insertion(captured: &Captured) -> Option<usize> {
    let case = captured.case;
    if captured.word() == "closure" {
        return Some(case.tree.bytes(captured.closure).start);
    }
    let body = case.tree.child(captured.closure, Role::Body)?;
    Some(case.tree.bytes(body).start)
}

/// Whether a variable is used behind the closure, or again by the closure on the next round of
/// something that runs it several times.
fn is_needed_later(captured: &Captured, id: BindingId) -> bool {
    let (case, tree) = (captured.case, captured.case.tree);
    let end = tree.bytes(captured.closure).end;
    let mut uses = case.names.uses_of(id);
    let declared = case.names.binding(id).owner;
    let mut between = statements::around(case, captured.closure)
        .skip(1)
        .take_while(|at| !tree.is_inside(declared, *at));
    let is_repeated =
        between.any(|at| tree.kind(at).is_loop() || tree.kind(at) == NodeKind::Closure);
    is_repeated || uses.any(|used| tree.bytes(used).start >= end)
}

fn may_be_cloned(case: &Case, binding: &Binding) -> bool {
    let known = case.variable(binding);
    let is_copy = known.and_then(|known| known.is_copy) == Some(true);
    let is_clone = known.and_then(|known| known.is_clone) != Some(false);
    // A closure that keeps nothing, or only shared references, is `Copy`: nobody has told which.
    let value = binding.initializer;
    let is_closure = value.is_some_and(|value| case.tree.kind(value) == NodeKind::Closure);
    let is_unknown = known.and_then(|known| known.is_copy).is_none();
    !is_copy && is_clone && !(is_closure && is_unknown)
}

/// A scope for the thread that runs the closure.
fn in_scope(captured: &Captured) -> Option<Repair> {
    let case = captured.case;
    let Reason::Asked(call, _) = captured.reason else {
        return None;
    };
    if matches!(captured.scope, Scope::Closure(_)) {
        return None;
    }
    let spawn = threads::spawn_around(case, call)?;
    let found = threads::put_into_scope(case, &spawn, captured.id)?;
    Some(Repair::edit(found.sentence(captured.path), found.edits))
}
