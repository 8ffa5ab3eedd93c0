//! Rule 1, one owner: a value moves away and is used afterwards.

mod chained;
mod harm;
mod moved;
mod repairs;
mod story;

use crate::lens::account::Account;
use crate::lens::case::Case;
use crate::lens::codes::{Entry, Example};
use crate::lens::rule::Rule;
use moved::Moved;

/// The codes of this file.
pub const ENTRIES: &[Entry] = &[Entry {
    code: "E0382",
    rule: Rule::OneOwner,
    summary: "A value has one owner: after a move, the old variable can't be used until it's set again.",
    meaning: "Passing a value to a function, assigning it to another variable, using it in a `move` \
         closure or looping over it moves it, unless its type is `Copy` as numbers, `bool`, `char` \
         and `&` references are. After the move the new owner has the value, and the compiler \
         rejects every use of the old variable. To let somebody only look at a value, lend it \
         with `&`.",
    example: Some(Example {
        source: include_str!("../../examples/E0382.txt"),
        said: include_str!("../../examples/E0382.json"),
    }),
    explain: Some(explain),
}];

fn explain(case: &Case) -> Option<Account> {
    let moved = Moved::new(case)?;
    if let Some(account) = chained::explain(case, &moved) {
        return Some(account);
    }
    let mut account = Account::default();
    story::draw(&moved, &mut account);
    story::tell(&moved, &mut account);
    harm::tell(&moved, &mut account);
    repairs::propose(&moved, &mut account);
    Some(account)
}
