//! Borrows that outlive their data inside a function: the data is dropped too soon, or it's a
//! temporary value.

mod dangling;
mod declarations;
mod harm;
mod repairs;
mod story;

use crate::lens::account::Account;
use crate::lens::case::Case;
use crate::lens::codes::{Entry, Example};
use crate::lens::rule::Rule;
use dangling::Dangling;

/// The codes of this file.
pub const ENTRIES: &[Entry] = &[
    Entry {
        code: "E0597",
        rule: Rule::NoDangling,
        summary: "A value is dropped while it still has to stay borrowed.",
        meaning: "A reference is needed for longer than the variable that it points to is there. Mostly \
         the variable lives in an inner block or in one round of a loop and is dropped there, \
         while the reference is used further down. Or a signature asks for a borrow that lasts \
         longer than the function. Or both end at the same brace, where variables are dropped in \
         the reverse order of their declaration.",
        example: Some(Example {
            source: include_str!("../../examples/E0597.txt"),
            said: include_str!("../../examples/E0597.json"),
        }),
        explain: Some(explain),
    },
    Entry {
        code: "E0716",
        rule: Rule::NoDangling,
        summary: "A temporary value is dropped while it still has to stay borrowed.",
        meaning: "A value that an expression makes and that no variable owns is a temporary value: it's \
         dropped at the end of its statement. A reference to it can't be used on the lines \
         below. Give the value a name with `let`, and it lives to the end of the block.",
        example: Some(Example {
            source: include_str!("../../examples/E0716.txt"),
            said: include_str!("../../examples/E0716.json"),
        }),
        explain: Some(explain),
    },
];

fn explain(case: &Case) -> Option<Account> {
    let dangling = Dangling::new(case)?;
    let mut account = Account::default();
    story::draw(&dangling, &mut account);
    story::tell(&dangling, &mut account);
    harm::judge(&dangling, &mut account);
    repairs::propose(&dangling, &mut account);
    Some(account)
}
