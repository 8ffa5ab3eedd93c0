//! Repairs for a change by index of what can only be read by index.

use super::writable::Plan;
use crate::lens::codes::not_mutable::attempt::{Action, Attempt};
use crate::lens::query::places;
use crate::lens::repair::Repair;
use crate::rust::edit::TextEdit;
use crate::rust::{NodeId, NodeKind, Role};

/// Methods of a map instead of `[…]`.
pub fn repairs(attempt: &Attempt, of_type: &str) -> Vec<Repair> {
    let is_map = of_type.starts_with("HashMap<") || of_type.starts_with("BTreeMap<");
    if !is_map {
        return Vec::new();
    }
    let Some(parts) = Parts::new(attempt) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    found.extend(parts.insert(attempt));
    found.extend(parts.get_mut(attempt));
    found
}

/// `map[key]`
struct Parts {
    index: NodeId,
    map: NodeId,
    key: NodeId,
    owner_edits: Vec<TextEdit>,
}

impl Parts {
    fn new(attempt: &Attempt) -> Option<Self> {
        let case = attempt.case;
        let tree = case.tree;
        let mut at = attempt.place;
        while tree.kind(at) != NodeKind::Index {
            at = match tree.kind(at) {
                NodeKind::FieldAccess | NodeKind::MethodCall => tree.child(at, Role::Receiver)?,
                _ => return None,
            };
        }
        let map = tree.child(at, Role::Receiver)?;
        let mut plan = Plan::new(case);
        plan.place(map)?;
        Some(Self {
            index: at,
            map,
            key: tree.child(at, Role::Value)?,
            owner_edits: plan.edits,
        })
    }

    /// The key as a value: `"a"` of `map["a"]`, `k` of `map[&k]`.
    fn owned_key<'a>(&self, attempt: &Attempt<'a>) -> &'a str {
        let case = attempt.case;
        match places::reference(case, self.key) {
            Some((operand, _)) => case.written(operand),
            None => case.written(self.key),
        }
    }

    /// `map.insert(key, value);`
    fn insert(&self, attempt: &Attempt) -> Option<Repair> {
        let case = attempt.case;
        let tree = case.tree;
        let assignment = tree.parent(self.index)?;
        let is_assigned = attempt.action == Action::Assign && attempt.place == self.index;
        let value = tree
            .child(assignment, Role::Right)
            .filter(|_| is_assigned)?;
        let (map, key) = (case.written(self.map), self.owned_key(attempt));
        let text = format!("{map}.insert({key}, {})", case.written(value));
        let mut edits = self.owner_edits.clone();
        edits.push(TextEdit::replacement(tree.bytes(assignment), text));
        Some(Repair::edit(
            format!(
                "Put it into `{map}` with `insert`, which replaces the value that the key has, or adds it."
            ),
            edits,
        ))
    }

    /// `*map.get_mut(key).unwrap()`
    fn get_mut(&self, attempt: &Attempt) -> Option<Repair> {
        let case = attempt.case;
        let tree = case.tree;
        let (map, key) = (case.written(self.map), case.written(self.key));
        let is_assigned = matches!(attempt.action, Action::Assign | Action::Compound);
        let star = if attempt.place == self.index && is_assigned {
            "*"
        } else {
            ""
        };
        let text = format!("{star}{map}.get_mut({key}).unwrap()");
        let mut edits = self.owner_edits.clone();
        edits.push(TextEdit::replacement(tree.bytes(self.index), text));
        Some(Repair::edit(
            format!(
                "Ask `{map}` for a `&mut` reference to the value. As with indexing, the program panics if the key is missing."
            ),
            edits,
        ))
    }
}
