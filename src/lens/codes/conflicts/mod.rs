//! Two uses of a value that exclude each other: something is borrowed, something else gets in
//! the way, and the borrow is needed later.

mod cause;
mod conflict;
mod harm;
mod repairs;
mod sound;
mod story;
mod words;

use crate::lens::account::Account;
use crate::lens::case::Case;
use crate::lens::codes::{Entry, Example};
use crate::lens::rule::Rule;
use conflict::Conflict;

/// The codes of this file.
pub const ENTRIES: &[Entry] = &[
    Entry {
        code: "E0499",
        rule: Rule::ReadersOrWriter,
        summary: "Only one writer at a time: a value has at most one `&mut` reference in use.",
        meaning: "Two `&mut` references to one value are in use at the same time. It is enough that the \
         first one is used once more further down: it counts from its making to its last use, \
         not to the end of the block.",
        example: Some(Example {
            source: include_str!("../../examples/E0499.txt"),
            said: include_str!("../../examples/E0499.json"),
        }),
        explain: Some(explain),
    },
    Entry {
        code: "E0500",
        rule: Rule::ReadersOrWriter,
        summary: "Only one writer at a time, and a closure that writes counts as one while it is needed.",
        meaning: "A closure that changes a variable borrows it from the line where the closure is \
         written, not from where it is called. Another reference to the same variable is in use \
         there already.",
        example: Some(Example {
            source: include_str!("../../examples/E0500.txt"),
            said: include_str!("../../examples/E0500.json"),
        }),
        explain: Some(explain),
    },
    Entry {
        code: "E0501",
        rule: Rule::ReadersOrWriter,
        summary: "Only one writer at a time, and a closure that writes counts as one while it is needed.",
        meaning: "A closure that writes through a reference needs that reference for itself alone, from \
         the line where it is written to its last call. In between somebody else uses it.",
        example: Some(Example {
            source: include_str!("../../examples/E0501.txt"),
            said: include_str!("../../examples/E0501.json"),
        }),
        explain: Some(explain),
    },
    Entry {
        code: "E0502",
        rule: Rule::ReadersOrWriter,
        summary: "A value may have many readers or one writer, but not both at the same time.",
        meaning: "A value is read and written at the same time: a `&` reference is still in use while \
         something needs `&mut`, or the other way round. Methods such as `push` and `clear` need \
         `&mut`; a `for` loop over a collection reads it to its last round.",
        example: Some(Example {
            source: include_str!("../../examples/E0502.txt"),
            said: include_str!("../../examples/E0502.json"),
        }),
        explain: Some(explain),
    },
    Entry {
        code: "E0503",
        rule: Rule::ReadersOrWriter,
        summary: "While somebody may write to a value, nobody else may use it.",
        meaning: "A value is used while a `&mut` reference to it is still needed. Only whoever holds the \
         `&mut` reference may touch it until then.",
        example: Some(Example {
            source: include_str!("../../examples/E0503.txt"),
            said: include_str!("../../examples/E0503.json"),
        }),
        explain: Some(explain),
    },
    Entry {
        code: "E0505",
        rule: Rule::NoDangling,
        summary: "A value cannot move away while a reference to it is still in use.",
        meaning: "A value is given away while somebody still holds a reference to it. The new owner may \
         drop it at once, so the reference must not be used afterwards.",
        example: Some(Example {
            source: include_str!("../../examples/E0505.txt"),
            said: include_str!("../../examples/E0505.json"),
        }),
        explain: Some(explain),
    },
    Entry {
        code: "E0506",
        rule: Rule::ReadersOrWriter,
        summary: "A value cannot change while a reference to it is still in use.",
        meaning: "A variable gets a new value while a reference to the old one is still needed.",
        example: Some(Example {
            source: include_str!("../../examples/E0506.txt"),
            said: include_str!("../../examples/E0506.json"),
        }),
        explain: Some(explain),
    },
    Entry {
        code: "E0524",
        rule: Rule::ReadersOrWriter,
        summary: "Only one writer at a time, and a closure that writes counts as one while it is needed.",
        meaning: "Two closures each need the same reference for themselves alone, and both are in use at \
         the same time. Call the first one for the last time before the second one is written.",
        example: Some(Example {
            source: include_str!("../../examples/E0524.txt"),
            said: include_str!("../../examples/E0524.json"),
        }),
        explain: Some(explain),
    },
];

fn explain(case: &Case) -> Option<Account> {
    let conflict = Conflict::new(case)?;
    let mut account = Account::default();
    story::draw(&conflict, &mut account);
    story::tell(&conflict, &mut account);
    cause::tell(&conflict, &mut account);
    if !sound::tell(&conflict, &mut account) {
        harm::tell(&conflict, &mut account);
    }
    repairs::propose(&conflict, &mut account);
    Some(account)
}
