//! A pattern takes the value, or a part of it.

use crate::lens::codes::moves::goal::{self, Goal};
use crate::lens::codes::moves::moved::{MOVES, Moved};
use crate::lens::query::change;
use crate::lens::repair::Repair;
use crate::rust::edit::TextEdit;
use crate::rust::{BindingKind, NodeKind};

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
            BindingKind::MatchArm => "Match on",
            _ => "Look at",
        };
        let written = case.written(subject);
        let sentence = format!(
            "{verb} `&{written}`: the names in the pattern then borrow, and nothing moves."
        );
        if written.len() <= 24 {
            found.push(Repair::edit(sentence, change::prefixed(case, subject, "&")));
        }
    }
    let clues = case.clues.iter().filter(|clue| MOVES.contains(&clue.role));
    let patterns = clues.map(|clue| goal::value_at(case, clue));
    let patterns = patterns.filter(|node| case.tree.kind(*node) == NodeKind::IdentifierPattern);
    let edits: Vec<TextEdit> = patterns
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
