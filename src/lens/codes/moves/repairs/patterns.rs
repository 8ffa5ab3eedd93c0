//! A pattern takes the value, or a part of it.

use crate::lens::codes::moves::moved::{MOVES, Moved};
use crate::lens::query::change;
use crate::lens::query::goal::{self, Goal};
use crate::lens::repair::Repair;
use crate::rust::edit::TextEdit;
use crate::rust::{Binding, BindingKind, NodeId, NodeKind};

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
