//! E0713: a value with `Drop` code is dropped while something in it has to stay borrowed.

use crate::lens::account::Account;
use crate::lens::case::Case;
use crate::lens::events::What;
use crate::lens::labels::Role as Part;
use crate::lens::query::{leaving, places, rewrite};
use crate::lens::repair::Repair;

/// What is told of such an error.
pub fn explain(case: &Case) -> Option<Account> {
    let drop = case.first(Part::DropNeeds)?;
    let name = drop.name(0)?;
    let first = places::parts(name).first().copied()?;
    let owner = case.binding_named(first, case.primary.bytes.start);
    let mut account = Account::default();
    let lane = account.lane(first);
    match owner {
        Some(owner) => account.event(lane, What::Created, case.area(&case.declaration(owner)), ""),
        None => account.event(lane, What::Seen, case.primary.area, ""),
    }
    let other = account.lane("borrow");
    let how = match places::is_borrowed_mutably(
        case,
        rewrite::value_of(case, case.node(&case.primary)),
    ) {
        Some(true) => What::Writes,
        Some(false) => What::Reads,
        None => What::Borrows,
    };
    let lent = format!("borrows something in `{name}`");
    account.event(other, how, case.primary.area, lent);
    let variable = case
        .names
        .visible_at(case.tree, first, case.primary.bytes.start);
    let gone = variable.and_then(|variable| leaving::told(case, variable));
    if let Some(gone) = gone {
        account.event(
            lane,
            What::Moved,
            gone.area,
            format!("moves `{first}` away"),
        );
        let line = gone.line();
        account.event(
            other,
            What::Conflict,
            gone.area,
            "but the borrow has to last",
        );
        account.say(format!(
            "The borrow on line {} has to last longer than `{name}`, but line {line} moves `{first}` away.",
            case.primary.line()
        ));
        return Some(account);
    }
    let dropped = format!("`{name}` is dropped, and its `Drop` code runs");
    account.event(lane, What::Dropped, drop.area, dropped);
    account.event(
        other,
        What::Conflict,
        drop.area,
        "but the borrow has to last",
    );
    account.say(format!(
        "The borrow on line {} has to last longer than `{name}`. But when `{name}` is dropped on line {}, its `Drop` code runs and may use what is borrowed.",
        case.primary.line(),
        drop.line()
    ));
    account.repair(Repair::advice(
        "Let the caller borrow from the data itself, when the value with the `Drop` code is gone, and return no borrow from here.",
    ));
    account.repair(Repair::advice(
        "Or keep the data in an `Option` and take it out with `take()`: then the `Drop` code finds `None` there and no longer reaches it.",
    ));
    Some(account)
}
