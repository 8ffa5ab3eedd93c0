//! A value that had moved away already where the compiler says that it moves: that place is an error
//! of its own.

use std::ops::Range;

use super::moved::Moved;
use crate::lens::account::Account;
use crate::lens::case::Case;
use crate::lens::events::What;
use crate::lens::query::errors;

/// What is told of an error that begins with another one's place.
pub fn explain(case: &Case, moved: &Moved) -> Option<Account> {
    let owner = moved.owner()?;
    let mut first = moved.gone.bytes.clone();
    while let Some(earlier) = earlier_move(case, &first) {
        first = earlier;
    }
    if moved.is_next_round || first == moved.gone.bytes {
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
    account.say(format!(
        "Line {} has already moved `{name}` away, so neither line {at} nor line {then} can use it.",
        first.start.line
    ));
    account.say(format!("Mend the error on line {at} first."));
    // What's changed there doesn't bring the value back.
    account.keeps.push(moved.gone.bytes.clone());
    Some(account)
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
