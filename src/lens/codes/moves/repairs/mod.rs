//! Ways to repair a use after a move, as candidates that the compiler is to prove.

mod closures;
mod functions;
mod methods;
mod order;
mod owners;
mod patterns;
mod types;

use super::moved::Moved;
use crate::lens::account::Account;
use crate::lens::query::goal::Goal;
use crate::lens::query::{change, test_code};
use crate::lens::repair::Repair;

/// How many candidates an error may have.
const MOST: usize = 6;

/// Proposes what fits, the most fitting first.
pub fn propose(moved: &Moved, account: &mut Account) {
    account.spares_tests = Some(moved.called_by_tests().is_some());
    let mut found: Vec<Repair> = Vec::new();
    if moved.called() == Some("drop") && moved.taker().is_none() {
        let later = order::drop_later(moved);
        let has_effect = order::whose_drop_runs(moved).is_some();
        let found = match (later, order::without_drop(moved)) {
            // Whatever the `drop` does, code below may have counted on it.
            (later, without) if has_effect => [order::sooner(moved), without, later],
            (None, without) => [order::sooner(moved), without, None],
            (later, without) => [later, without, None],
        };
        let found = found.into_iter().flatten();
        found.for_each(|repair| account.repair(repair));
        return;
    }
    found.extend(types::one_more_owner(moved));
    found.extend(reborrow(moved));
    match moved.goal {
        Goal::Argument(call) => found.extend(functions::lend(moved, call)),
        Goal::Receiver(call) => found.extend(methods::gentler(moved, call)),
        Goal::Loop(_) => found.extend(methods::lend_to_loop(moved)),
        Goal::Pattern(_) => found.extend(patterns::lend(moved)),
        Goal::Variable(to) => found.extend(owners::lend_to_variable(moved, to)),
        Goal::Closure(closure) => found.extend(closures::gentler(moved, closure)),
        Goal::Invocation => found.extend(closures::callable_again(moved)),
        Goal::Update(literal) => found.extend(owners::own_fields(moved, literal)),
        Goal::Literal(literal) => found.extend(owners::through_field(moved, literal)),
        Goal::Operator(node) => found.extend(owners::gentler_operator(moved, node)),
        Goal::Try => found.extend(owners::unwrap_once(moved)),
        Goal::Await | Goal::Macro(_) | Goal::Place(_) | Goal::Returned | Goal::Unknown => {}
    }
    found.extend(take_part(moved));
    found.extend(types::copy(moved));
    found.extend(order::sooner(moved));
    found.extend(clone(moved));
    found.extend(types::clone_own(moved));
    found.extend(order::without_repetition(moved));
    let mut kept: Vec<Repair> = Vec::new();
    for repair in found {
        let is_new = kept.iter().all(|one| one.edits != repair.edits);
        if is_new {
            kept.push(repair);
        }
    }
    // A change of the program comes before one of a test.
    kept.sort_by_key(|repair| {
        let mut edits = repair.edits.iter();
        edits.any(|edit| {
            test_code::is_in_test(moved.case, moved.case.tree.innermost_at(edit.bytes.start))
        })
    });
    kept.truncate(MOST);
    kept.into_iter().for_each(|repair| account.repair(repair));
}

/// The same reference for a while.
fn reborrow(moved: &Moved) -> Option<Repair> {
    let is_reference = moved.kind_of_type() == "&mut";
    let is_passed = matches!(moved.goal, Goal::Argument(_) | Goal::Variable(_));
    if !is_reference || !is_passed || !moved.is_value_written() {
        return None;
    }
    let written = moved.case.written(moved.value);
    let edits = change::prefixed(moved.case, moved.value, "&mut *");
    Some(Repair::edit(
        format!(
            "Reborrow it with `&mut *{written}`: that lends the reference on, and `{written}` can be used again afterwards."
        ),
        edits,
    ))
}

/// `node.next.take()`: the rest stays whole.
fn take_part(moved: &Moved) -> Option<Repair> {
    let is_part = moved.is_in_part && moved.is_value_written();
    let is_option = moved.kind_of_type() == "Option" && !moved.is_own_type();
    let is_passed = matches!(
        moved.goal,
        Goal::Variable(_) | Goal::Place(_) | Goal::Argument(_) | Goal::Returned | Goal::Literal(_)
    );
    if !is_part || !is_option || !is_passed {
        return None;
    }
    let mut edits = change::make_mutable(moved.case, moved.owner?)?;
    edits.extend(change::with_method(moved.case, moved.value, "take()"));
    Some(Repair::edit(
        format!(
            "Move it out with `take()`: that leaves `None` in its place, and `{}` stays whole.",
            moved.path
        ),
        edits,
    ))
}

/// What rustc proposes, told in our words: where it says that a clone is possible.
fn clone(moved: &Moved) -> Option<Repair> {
    if moved.is_counted() || moved.kind_of_type() == "&mut" {
        return None;
    }
    if goes_on(moved) || is_result_ignored(moved) {
        return None;
    }
    let edits = change::suggestion(moved.case, "clon")?;
    let is_sender = matches!(moved.kind_of_type(), "Sender" | "SyncSender") && !moved.is_own_type();
    if is_sender {
        return Some(Repair::edit(
            "Clone the sender: what the clone sends goes into the same channel.",
            edits,
        ));
    }
    let called = moved
        .called()
        .filter(|_| functions::is_changed_by_taker(moved));
    let lost = called.map_or_else(String::new, |name| {
        format!(
            " What `{name}` changes is then only in the clone, and `{}` stays as it was.",
            moved.path
        )
    });
    Some(Repair::edit(
        format!(
            "Clone it, if {}. A clone costs time and memory.{lost}",
            need(moved)
        ),
        edits,
    ))
}

/// Whether a method gives the value back and nobody keeps that: a clone would be lost at once.
fn is_result_ignored(moved: &Moved) -> bool {
    let (Goal::Receiver(call), Some((function, _))) = (moved.goal, moved.taker()) else {
        return false;
    };
    functions::assign_back(moved, call, &function).is_some()
}

/// "both `a` and `b` need a value of their own": when a clone is the right thing.
fn need(moved: &Moved) -> String {
    let to = match moved.goal {
        Goal::Variable(to) | Goal::Pattern(to) if !moved.is_next_round => Some(to),
        _ => None,
    };
    let owner = moved.owner().filter(|_| moved.is_whole_variable());
    match to.zip(owner) {
        Some((to, owner)) if moved.case.names.binding(to).name != owner.name => format!(
            "both `{}` and `{}` need a value of their own",
            owner.name,
            moved.case.names.binding(to).name
        ),
        _ if moved.is_next_round => "each round needs a value of its own".to_owned(),
        _ => "you need the value in both places".to_owned(),
    }
}

/// Whether it may be an iterator or the like, whose clone begins where it stands: the compiler's own
/// words are more careful then.
fn goes_on(moved: &Moved) -> bool {
    let is_known = matches!(
        moved.kind_of_type(),
        "Vec"
            | "String"
            | "Option"
            | "Result"
            | "Box"
            | "HashMap"
            | "HashSet"
            | "BTreeMap"
            | "BTreeSet"
            | "VecDeque"
    );
    let is_method = matches!(moved.goal, Goal::Receiver(_) | Goal::Loop(_));
    is_method && !is_known && moved.own_type().is_none()
}
