//! A pattern takes the value, or a part of it.

use crate::lens::codes::moves::moved::Moved;
use crate::lens::query::goal::{self, Goal};
use crate::lens::query::leaving::MOVES;
use crate::lens::query::{change, lines, own_types, rewrite, statements};
use crate::lens::repair::Repair;
use crate::rust::edit::TextEdit;
use crate::rust::{Binding, BindingKind, NodeId, NodeKind, Role};

/// Matches on a reference, or borrows by `ref`.
pub fn lend(moved: &Moved) -> Vec<Repair> {
    let Goal::Pattern(to) = moved.goal else {
        return Vec::new();
    };
    let case = moved.case;
    let binding = case.names.binding(to);
    let mut found = Vec::new();
    // A `while let` that only looks would see the same thing for ever.
    if binding.kind == BindingKind::WhileLet {
        found.extend(walk(moved, binding));
        return found;
    }
    if let Some(subject) = binding.initializer.filter(|_| !binding.is_whole) {
        let verb = match binding.kind {
            BindingKind::Let => "Take apart",
            _ => "Match on",
        };
        let written = case.written(subject);
        let sentence = format!(
            "{verb} `&{written}`: the names in the pattern then borrow, and nothing moves."
        );
        if written.len() <= 24 {
            found.push(Repair::edit(sentence, change::prefixed(case, subject, "&")));
        }
    }
    let patterns = moving_patterns(moved, binding);
    let edits: Vec<TextEdit> = patterns
        .into_iter()
        .map(|node| TextEdit::insertion(case.tree.bytes(node).start, "ref "))
        .collect();
    if !edits.is_empty() {
        let names = if edits.len() == 1 {
            format!("`{}`", binding.name)
        } else {
            "the names that move something".to_owned()
        };
        let sentence =
            format!("Put `ref` before {names}: the pattern then borrows instead of moving.");
        found.push(Repair::edit(sentence, edits));
    }
    found
}

/// A variable that walks along a list: `next` begins as `first.next`, and goes on to `stop.next`.
fn walk(moved: &Moved, binding: &Binding) -> Option<Repair> {
    let case = moved.case;
    let tree = case.tree;
    let subject = binding.initializer?;
    let field = case.written(tree.child(subject, Role::Name)?);
    let is_field = tree.kind(subject) == NodeKind::FieldAccess;
    let found =
        statements::around(case, subject).find(|node| tree.kind(*node) == NodeKind::While)?;
    let body = tree.child(found, Role::Body)?;
    let has_continue = tree
        .descendants(body)
        .any(|node| tree.kind(node) == NodeKind::Continue);
    let item = own_types::named(case, inner_type(moved.of_type()?))?;
    let mut fields = tree.children(item).filter(|node| {
        let name = tree.child(*node, Role::Name);
        tree.kind(*node) == NodeKind::Field && name.is_some_and(|name| case.written(name) == field)
    });
    fields.next()?;
    let statement = statements::statement_of(case, found)?;
    let is_taken = case
        .names
        .visible_at(tree, field, tree.bytes(body).start)
        .is_some();
    if !is_field || has_continue || is_taken {
        return None;
    }
    let (name, from) = (&binding.name, case.written(subject));
    let close = tree.bytes(body).end.saturating_sub(1);
    let (indent, end) = (lines::indent(case, close), lines::line_break(case));
    let edits = vec![
        rewrite::insert_before(case, statement, &format!("let mut {field} = {from};")),
        TextEdit::replacement(tree.bytes(subject), field),
        TextEdit::insertion(close, format!("    {field} = {name}.{field};{end}{indent}")),
    ];
    Some(Repair::edit(
        format!(
            "Walk along with a variable: `{field}` begins as `{from}`, and each round goes on to `{name}.{field}`."
        ),
        edits,
    ))
}

/// `Node` of `Box<Node>`.
fn inner_type(told: &str) -> &str {
    let inner = told
        .strip_prefix("Box<")
        .and_then(|rest| rest.strip_suffix('>'));
    inner.unwrap_or(told)
}

/// The names that move something out of the same value: those that the compiler points at, and
/// those whose type is known not to be `Copy`.
fn moving_patterns(moved: &Moved, first: &Binding) -> Vec<NodeId> {
    let case = moved.case;
    let clues = case.clues.iter().filter(|clue| MOVES.contains(&clue.role));
    let mut found: Vec<NodeId> = clues.map(|clue| goal::value_at(case, clue)).collect();
    let bindings = case.names.bindings().map(|id| case.names.binding(id));
    let others = bindings.filter(|one| {
        let moves = case.variable(one).and_then(|facts| facts.is_copy) == Some(false);
        one.initializer.is_some() && one.initializer == first.initializer && moves
    });
    let others = others.filter(|one| !one.is_reference);
    found.extend(others.flat_map(|one| {
        let parents = one
            .places
            .iter()
            .filter_map(|place| case.tree.parent(*place));
        parents.collect::<Vec<_>>()
    }));
    found.retain(|node| case.tree.kind(*node) == NodeKind::IdentifierPattern);
    found.sort_unstable();
    found.dedup();
    found
}
