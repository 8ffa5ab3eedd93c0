//! A value that had moved away already where the compiler says that it moves: that place is an error
//! of its own.

use std::ops::Range;

use super::moved::Moved;
use crate::lens::account::Account;
use crate::lens::case::Case;
use crate::lens::events::What;
use crate::lens::query::{errors, statements};
use crate::rust::NodeId;

/// What is told of an error that begins with another one's place.
pub fn explain(case: &Case, moved: &Moved) -> Option<Account> {
    let owner = moved.owner()?;
    let mut first = moved.gone.bytes.clone();
    while let Some(earlier) = earlier_move(case, &first) {
        first = earlier;
    }
    let is_whole = moved.is_whole_variable() && !moved.is_next_round;
    if !is_whole || first == moved.gone.bytes || !is_sure(case, &first, moved.value) {
        return None;
    }
    let first = case.area(&first);
    let mut account = Account::default();
    let name = owner.name.as_str();
    let lane = account.lane(name);
    let declared = case.area(&case.declaration(owner));
    account.event(lane, What::Created, declared, "");
    account.event(lane, What::Moved, first, "moved away");
    account.event(lane, What::Conflict, moved.gone.area, "already moved");
    account.event(lane, What::Conflict, moved.used.area, "already moved");
    let (at, then) = (moved.gone.line(), moved.used.line());
    let before = first.start.line;
    account.say(if before == at {
        format!("`{name}` moves away earlier on line {at}, so nothing after that can use it.")
    } else if at == then {
        format!("Line {before} has already moved `{name}` away, so line {at} can't use it.")
    } else {
        format!(
            "Line {before} has already moved `{name}` away, so neither line {at} nor line {then} can use it."
        )
    });
    account.say(format!("Mend the error on line {at} first."));
    // What's changed there doesn't bring the value back.
    account.keeps.push(moved.gone.bytes.clone());
    Some(account)
}

/// Whether the first move has happened whenever the later one is reached.
fn is_sure(case: &Case, first: &Range<usize>, later: NodeId) -> bool {
    let first = case.node_around(first);
    let mut both = statements::around(case, first).filter(|at| case.tree.is_inside(later, *at));
    both.next()
        .is_some_and(|inside| statements::always_runs(case, first, inside))
}

/// Where the value had moved before it's used in this place, if that use is an error of its own.
fn earlier_move(case: &Case, place: &Range<usize>) -> Option<Range<usize>> {
    let mut errors = errors::in_file(case).into_iter();
    let (earlier, _) = errors.find(|(error, at)| {
        at == place && *error != case.diagnostic && error.code.as_deref() == Some("E0382")
    })?;
    let is_move = |label: &Option<String>| label.as_deref() == Some("value moved here");
    let first = earlier.spans.iter().find(|span| is_move(&span.label))?;
    let first = first.bytes_in(case.source)?;
    (first.start < place.start).then_some(first)
}
