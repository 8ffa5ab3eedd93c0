//! The variable itself in place of a reference to it, or the reference in place of the variable:
//! both mean the same value.

use crate::lens::case::Case;
use crate::lens::codes::conflicts::conflict::{Action, Conflict};
use crate::lens::query::{labelled, lines, places, statements};
use crate::lens::repair::Repair;
use crate::rust::edit::TextEdit;
use crate::rust::{Binding, BindingId, NodeId, NodeKind, Role};

/// Does without one of the names for a value.
pub fn repairs(conflict: &Conflict) -> Vec<Repair> {
    let kinds = [
        through_keeper(conflict),
        without_keeper(conflict),
        without_both(conflict),
    ];
    kinds.into_iter().flatten().collect()
}

/// A variable that is nothing but a reference to a variable or field.
struct Alias<'a> {
    binding: &'a Binding,
    id: BindingId,
    statement: NodeId,
    place: NodeId,
    is_mutable: bool,
}

fn alias<'a>(case: &Case<'a>, id: BindingId) -> Option<Alias<'a>> {
    let binding = case.names.binding(id);
    let value = binding
        .initializer
        .filter(|_| binding.is_whole && binding.annotation.is_none())?;
    let (place, is_mutable) = places::reference(case, value)?;
    let is_let = case.tree.kind(binding.owner) == NodeKind::Let;
    let is_place = places::borrowed(case, place) == Some(place);
    (is_let && is_place && !binding.is_mutable).then_some(Alias {
        binding,
        id,
        statement: binding.owner,
        place,
        is_mutable,
    })
}

fn keeper_alias<'a>(conflict: &Conflict<'a>) -> Option<Alias<'a>> {
    let keeper = conflict.keeper()?;
    let byte = conflict.case.declaration(keeper).start;
    let id = conflict.case.names.bound_at(conflict.case.tree, byte)?;
    alias(conflict.case, id)
}

/// What clashes goes through the reference.
fn through_keeper(conflict: &Conflict) -> Option<Repair> {
    let case = conflict.case;
    let alias = keeper_alias(conflict).filter(|alias| alias.is_mutable)?;
    if matches!(conflict.action, Action::Move) || conflict.clashing_closure().is_some() {
        return None;
    }
    let statement = statements::statement_of(case, conflict.at)?;
    let written = case.written(alias.place);
    let owner = conflict.owner?;
    let is_same = |node: &NodeId| case.written(*node) == written;
    let in_clash = places::uses_in(case, owner, conflict.at);
    let used: Vec<NodeId> = in_clash
        .map(|used| whole_place(case, used, written))
        .collect();
    if used.is_empty() || !used.iter().all(is_same) {
        return None;
    }
    let name = &alias.binding.name;
    // Not where the reference itself is made.
    let edits: Option<Vec<TextEdit>> = used
        .iter()
        .map(|used| stand_in(case, *used, name))
        .collect();
    (statement != alias.statement).then_some(())?;
    let verb = if conflict.action == Action::Assign {
        "Change"
    } else {
        "Use"
    };
    Some(Repair::edit(
        format!("{verb} `{written}` through `{name}`, which borrows it mutably."),
        edits?,
    ))
}

/// The place around a use of a variable that reads like this: `s.field` around `s`.
fn whole_place(case: &Case, used: NodeId, written: &str) -> NodeId {
    let mut around =
        statements::around(case, used).take_while(|at| case.written(*at).len() <= written.len());
    around
        .find(|at| case.written(*at) == written)
        .unwrap_or(used)
}

/// `r` in place of `x` where a method is called or a field taken, `*r` elsewhere.
fn stand_in(case: &Case, used: NodeId, name: &str) -> Option<TextEdit> {
    let bytes = case.tree.bytes(used);
    if case.tree.kind(used) == NodeKind::FormatName {
        return Some(TextEdit::replacement(bytes, name));
    }
    let text = match case.tree.role(used) {
        Role::Receiver => name.to_owned(),
        Role::Callee | Role::Part => return None,
        _ => format!("*{name}"),
    };
    Some(TextEdit::replacement(bytes, text))
}

/// No reference: the variable itself at each of its uses.
fn without_keeper(conflict: &Conflict) -> Option<Repair> {
    let case = conflict.case;
    let alias = keeper_alias(conflict)?;
    let edits = inlined(case, &alias)?;
    let name = &alias.binding.name;
    Some(Repair::edit(
        format!(
            "Do without `{name}`: write {} where `{name}` is used.",
            written_by(&edits)
        ),
        edits,
    ))
}

fn without_both(conflict: &Conflict) -> Option<Repair> {
    let case = conflict.case;
    let first = keeper_alias(conflict)?;
    let statement = statements::statement_of(case, conflict.at)?;
    let bound = crate::lens::query::borrower::bound_by(case, statement);
    let second = alias(case, *bound.first()?)?;
    if case.written(first.place) != case.written(second.place) || first.id == second.id {
        return None;
    }
    let mut edits = inlined(case, &first)?;
    edits.extend(inlined(case, &second)?);
    Some(Repair::edit(
        format!(
            "Do without `{}` and `{}`: write {} where they are used.",
            first.binding.name,
            second.binding.name,
            written_by(&edits)
        ),
        edits,
    ))
}

/// What edits write, each text once.
fn written_by(edits: &[TextEdit]) -> String {
    let mut texts: Vec<&str> = Vec::new();
    for edit in edits.iter().filter(|edit| !edit.text.is_empty()) {
        if !texts.contains(&edit.text.as_str()) {
            texts.push(&edit.text);
        }
    }
    labelled::list(&texts, "or")
}

/// The edits that take a reference away. `None` if it's used in a way that needs a reference
/// value, or if its name would be hidden.
fn inlined(case: &Case, alias: &Alias) -> Option<Vec<TextEdit>> {
    let written = case.written(alias.place);
    let owner = places::base(case, alias.place)?;
    let name = &case.names.binding(owner).name;
    let mut edits = vec![TextEdit::deletion(lines::whole_lines(
        case,
        alias.statement,
    )?)];
    for used in case.names.uses_of(alias.id) {
        let byte = case.tree.bytes(used).start;
        if case.names.visible_at(case.tree, name, byte) != Some(owner) {
            return None;
        }
        edits.push(inlined_use(case, alias, used, written)?);
    }
    (edits.len() > 1).then_some(edits)
}

fn inlined_use(case: &Case, alias: &Alias, used: NodeId, written: &str) -> Option<TextEdit> {
    let tree = case.tree;
    let bytes = tree.bytes(used);
    if tree.kind(used) == NodeKind::FormatName {
        let is_name = case.names.binding_of(alias.place).is_some();
        return is_name.then(|| TextEdit::replacement(bytes, written));
    }
    let parent = tree.parent(used)?;
    if places::is_dereference(case, parent) {
        let whole = tree.bytes(parent);
        return Some(TextEdit::replacement(whole, written));
    }
    match (tree.role(used), tree.kind(parent)) {
        // `*x.len()` would read what the method returns.
        (Role::Receiver, _) if places::is_dereference(case, alias.place) => None,
        (Role::Receiver, _) => Some(TextEdit::replacement(bytes, written)),
        (Role::Argument, NodeKind::MacroCall) => Some(TextEdit::replacement(bytes, written)),
        (Role::Argument, _) => {
            let sign = if alias.is_mutable { "&mut " } else { "&" };
            Some(TextEdit::replacement(bytes, format!("{sign}{written}")))
        }
        _ => None,
    }
}
