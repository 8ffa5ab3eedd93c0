//! What a use after a move would do at run time, where that's certain.

use super::moved::Moved;
use super::story;
use crate::lens::account::Account;
use crate::lens::query::goal::{self, Goal};
use crate::lens::query::moved_type::thing;
use crate::lens::query::{callee, change, own_types};
use crate::rust::NodeKind;

/// Says what would go wrong: where both uses take the value, two owners would drop it. Where the
/// later use only looks, something goes wrong for sure only if `drop` took the value before.
pub fn tell(moved: &Moved, account: &mut Account) {
    if moved.is_in_part || keeps_back(moved) {
        return;
    }
    let when = when(moved);
    let both_own = owns(moved, moved.goal, moved.taker().is_some())
        && (moved.is_one_place() || takes_again(moved));
    if both_own && moved.is_counted() {
        account.harm(format!(
            "two owners would count as one{when}, and the value could be freed while one of them still points to it."
        ));
    } else if both_own && frees_memory(moved) {
        let what = thing(moved.of_type());
        account.harm(format!(
            "{what} would have two owners{when}, and each would free its memory when it's dropped."
        ));
    } else if is_dropped(moved) && has_life(moved) && !moved.is_one_place() {
        account.harm(format!(
            "`drop` ends the life of `{}`{when}, and line {} would use what is no longer there.",
            moved.path,
            moved.used.line()
        ));
    }
}

/// " whenever line 4 runs": on which condition both happen.
fn when(moved: &Moved) -> String {
    if moved.is_next_round {
        " when the loop comes round again".to_owned()
    } else if story::is_in_branch(moved) {
        format!(" whenever line {} runs", moved.gone.line())
    } else {
        String::new()
    }
}

/// Whether the program keeps destructors from running somewhere.
fn keeps_back(moved: &Moved) -> bool {
    let text = moved.case.source.text();
    ["forget", "leak", "ManuallyDrop", "into_raw"]
        .iter()
        .any(|word| text.contains(word))
}

/// Whether the value certainly gets an owner of its own there. `has_taker` says that the compiler
/// points at the parameter or `self` that takes it.
fn owns(moved: &Moved, goal: Goal, has_taker: bool) -> bool {
    match goal {
        Goal::Variable(_) | Goal::Pattern(_) | Goal::Loop(_) | Goal::Literal(_) => true,
        Goal::Closure(_) | Goal::Update(_) => true,
        Goal::Argument(call) => has_taker || callee::is_drop(moved.case, call),
        Goal::Receiver(call) => {
            let name = callee::name(moved.case, call);
            has_taker || name == Some("into_iter") && !moved.is_own_type()
        }
        _ => false,
    }
}

/// Whether the later use takes the value once more.
fn takes_again(moved: &Moved) -> bool {
    let case = moved.case;
    if !moved.used.label.starts_with("value used here after move") {
        return false;
    }
    if case.tree.kind(moved.again) == NodeKind::Closure {
        return crate::lens::query::closures::move_token(case, moved.again).is_some();
    }
    let is_whole = case.written(moved.again) == moved.path;
    let goal = goal::goal_of(case, moved.again);
    // Whoever is called gets the value, and drops it or hands it on.
    let is_given = matches!(goal, Goal::Argument(_) | Goal::Returned);
    is_whole && (is_given || owns(moved, goal, false))
}

fn is_dropped(moved: &Moved) -> bool {
    matches!(moved.goal, Goal::Argument(call) if callee::is_drop(moved.case, call))
}

/// Whether a `drop` of the value does anything that's certain: it frees memory or runs a destructor.
fn has_life(moved: &Moved) -> bool {
    let has_destructor = own_types::implements_drop(moved.case, moved.kind_of_type());
    has_destructor || frees_memory(moved)
}

/// Whether a value of this type holds memory that it frees. One that is made empty and never
/// touched before it moves doesn't.
fn frees_memory(moved: &Moved) -> bool {
    own_types::holds_memory(moved.case, moved.kind_of_type()) && !stays_empty(moved)
}

/// Whether the variable begins as `Vec::new()`, `vec![]` and the like, and isn't used before the
/// move.
fn stays_empty(moved: &Moved) -> bool {
    let case = moved.case;
    let value = moved.owner().and_then(|owner| owner.initializer);
    let is_empty = value.is_some_and(|value| {
        let is_maker = matches!(case.tree.kind(value), NodeKind::Call | NodeKind::MacroCall);
        let found = crate::rust::call(case.tree, value);
        found.is_some_and(|found| is_maker && found.arguments.is_empty())
    });
    let is_untouched = moved.owner.is_none_or(|owner| {
        let mut uses = change::uses_behind(case, owner, 0);
        uses.all(|used| case.tree.bytes(used).start >= moved.gone.bytes.start)
    });
    is_empty && is_untouched
}
