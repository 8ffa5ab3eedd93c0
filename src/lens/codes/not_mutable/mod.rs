//! Changes that nobody allows: of a variable without `mut`, through a `&` reference, of what's
//! shared, or in a closure that promises to change nothing.

mod attempt;
mod blame;
mod obstacle;
mod repairs;
mod story;

use crate::lens::account::Account;
use crate::lens::case::Case;
use crate::lens::codes::{Entry, Example};
use crate::lens::rule::Rule;
use attempt::Attempt;
pub(super) use repairs::original;

/// The codes of this file.
pub const ENTRIES: &[Entry] = &[
    Entry {
        code: "E0594",
        rule: Rule::ReadersOrWriter,
        summary: "Something is assigned to that can only be read.",
        meaning: "You can assign to a variable that is declared with `mut`, and to what a `&mut` \
         reference refers to. Everything else can only be read: a variable without `mut`, what's \
         behind a `&` reference, the value inside an `Rc` or `Arc`, a `static`, and what an `Fn` \
         closure captures.",
        example: Some(Example {
            source: include_str!("../../examples/E0594.txt"),
            said: include_str!("../../examples/E0594.json"),
        }),
        explain: Some(explain),
    },
    Entry {
        code: "E0596",
        rule: Rule::ReadersOrWriter,
        summary: "Something is borrowed mutably that can only be read.",
        meaning: "A `&mut` reference is needed, written as `&mut x` or asked for by a method such as \
         `push`. But what it would refer to can only be read: a variable without `mut`, what's \
         behind a `&` reference, the value inside an `Rc` or `Arc`, or what an `Fn` closure captures.",
        example: Some(Example {
            source: include_str!("../../examples/E0596.txt"),
            said: include_str!("../../examples/E0596.json"),
        }),
        explain: Some(explain),
    },
];

fn explain(case: &Case) -> Option<Account> {
    let attempt = Attempt::new(case)?;
    let mut account = Account::default();
    if blame::tell(&attempt, &mut account) {
        return Some(account);
    }
    story::tell(&attempt, &mut account)?;
    repairs::propose(&attempt, &mut account);
    Some(account)
}
