//! What a use after a move would do at run time, where that's certain.

use super::moved::Moved;
use crate::lens::account::Account;
use crate::lens::query::callee;
use crate::lens::query::goal::Goal;
use crate::rust::{NodeId, NodeKind, Role};

/// Says what would go wrong, if it's certain that both owners would clean up.
pub fn tell(moved: &Moved, account: &mut Account) {
    if !both_drop(moved) {
        return;
    }
    if moved.is_counted() {
        account.harm(
            "two owners would count as one. When the first of them is dropped, the value is freed, and the other points to freed memory.",
        );
    } else if owns_memory(moved) {
        account.harm(
            "the same memory would have two owners, and each would free it when it's dropped.",
        );
    }
}

/// Whether both the old and the new owner drop the value: where it goes is an owner of its own.
fn both_drop(moved: &Moved) -> bool {
    match moved.goal {
        Goal::Variable(_) | Goal::Pattern(_) | Goal::Loop(_) | Goal::Literal(_) => true,
        Goal::Closure(_) | Goal::Update(_) => true,
        Goal::Argument(call) => {
            let is_drop = callee::name(moved.case, call) == Some("drop");
            moved.taker().is_some() || is_drop
        }
        Goal::Receiver(_) => moved.taker().is_some(),
        _ => false,
    }
}

/// Whether a value of this type is sure to hold memory that it frees. An empty one doesn't.
fn owns_memory(moved: &Moved) -> bool {
    let owns = matches!(moved.kind_of_type(), "String" | "Vec" | "VecDeque");
    owns && !moved.is_own_type() && !moved.is_in_part_of_empty() && !begins_empty(moved)
}

/// Whether the variable begins as `Vec::new()`, `vec![]` and the like.
fn begins_empty(moved: &Moved) -> bool {
    let owner = moved.owner();
    let value = owner.and_then(|owner| owner.initializer);
    value.is_some_and(|value| is_empty_call(moved, value))
}

fn is_empty_call(moved: &Moved, value: NodeId) -> bool {
    let case = moved.case;
    let found = crate::rust::call(case.tree, value);
    let is_maker = matches!(case.tree.kind(value), NodeKind::Call | NodeKind::MacroCall);
    found.is_some_and(|found| is_maker && found.arguments.is_empty())
}

impl Moved<'_> {
    /// Whether the part that moves may have begun empty: nothing is known of parts.
    fn is_in_part_of_empty(&self) -> bool {
        let owner = self.owner();
        let value = owner.and_then(|owner| owner.initializer);
        self.is_in_part && {
            let inside = value.map(|value| self.case.tree.descendants(value));
            inside.is_none_or(|mut inside| {
                inside.any(|node| {
                    self.case.tree.role(node) == Role::Value && is_empty_call(self, node)
                })
            })
        }
    }
}
