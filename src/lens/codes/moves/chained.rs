//! A value that had moved away already where the compiler says that it moves: that place is an error
//! of its own.

use std::ops::Range;

use super::moved::Moved;
use super::repairs;
use crate::lens::account::Account;
use crate::lens::case::Case;
use crate::lens::events::What;
use crate::lens::labels::Role as Part;
use crate::lens::query::leaving::MOVES;
use crate::lens::query::{errors, statements};
use crate::rust::NodeId;

/// What is told of an error that begins with another one's place.
pub fn explain(case: &Case, moved: &Moved) -> Option<Account> {
    let owner = moved.owner()?;
    let mut first = moved.gone.bytes.clone();
    while let Some(earlier) = earlier_move(case, moved, &first) {
        first = earlier;
    }
    if first == moved.gone.bytes || !is_sure(case, &first, moved.value) {
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
    let round = usize::from(moved.is_next_round);
    let again = if moved.is_next_round {
        "next time round: already moved"
    } else {
        "already moved"
    };
    account.event_on(lane, What::Conflict, moved.used.area, round, again);
    let (at, then) = (moved.gone.line(), moved.used.line());
    let before = first.start.line;
    let in_line = if before == at {
        format!("`{name}` moves away earlier on line {at}")
    } else {
        format!("Line {before} has already moved `{name}` away")
    };
    account.say(if moved.is_next_round {
        let itself = if before == then { " itself" } else { "" };
        format!(
            "{in_line}, so line {at} can't use it. When the loop comes round again, line {then}{itself} can't use it any more either."
        )
    } else if before == at {
        format!("{in_line}, so nothing after that can use it.")
    } else if at == then {
        format!("{in_line}, so line {at} can't use it.")
    } else {
        format!("{in_line}, so neither line {at} nor line {then} can use it.")
    });
    if moved.is_next_round {
        repairs::propose(moved, &mut account);
    } else {
        account.say(format!("Mend the error on line {at} first."));
        // What's changed there doesn't bring the value back.
        account.keeps.push(moved.gone.bytes.clone());
    }
    Some(account)
}

/// Whether the first move has happened whenever the later one is reached.
fn is_sure(case: &Case, first: &Range<usize>, later: NodeId) -> bool {
    let first = case.node_around(first);
    let mut both = statements::around(case, first).filter(|at| case.tree.is_inside(later, *at));
    both.next()
        .is_some_and(|inside| statements::always_runs(case, first, inside))
}

/// Where the whole variable had moved before it's used in this place, if that use is an error of its
/// own.
fn earlier_move(case: &Case, moved: &Moved, place: &Range<usize>) -> Option<Range<usize>> {
    errors::in_file(case).into_iter().find_map(|(error, at)| {
        let is_it = at == *place
            && error != case.diagnostic
            && error.code.as_deref() == Some("E0382")
            && !error.message.contains("partially");
        let other = Case::new(error, case.source, case.facts).filter(|_| is_it)?;
        // One closure may take several variables.
        let is_of_owner = other.named(0) == Some(moved.owner()?.name.as_str());
        let first = other.first_of(&MOVES).filter(|_| is_of_owner)?;
        let is_whole = first.role != Part::MovedInPart;
        (is_whole && first.bytes.start < place.start).then(|| first.bytes.clone())
    })
}
