//! Operations that the compiler can't check.

use crate::lens::account::Account;
use crate::lens::case::Case;
use crate::lens::codes::{Entry, Example};
use crate::lens::query::labelled;
use crate::lens::repair::Repair;
use crate::lens::rule::Rule;

/// The codes of this file.
pub const ENTRIES: &[Entry] = &[Entry {
    code: "E0133",
    rule: Rule::Unsafe,
    summary: "An unsafe operation can be used only inside `unsafe`.",
    meaning: "Calling an unsafe function, reading through a raw pointer and using a \
         `static mut` are correct only under conditions that the compiler can't check. Read in \
         the documentation, under “Safety”, what they are. If you're sure that they hold, write \
         an `unsafe` block around the operation and say why in a comment. Often there's a safe \
         way, and it's the better one.",
    example: Some(Example {
        source: include_str!("../examples/E0133.txt"),
        said: include_str!("../examples/E0133.json"),
    }),
    explain: Some(explain),
}];

fn explain(case: &Case) -> Option<Account> {
    if case.primary.label.is_empty() {
        return None;
    }
    let mut account = labelled::account(case);
    account.say(format!(
        "Line {} does something that the compiler can't check ({}), and there's no `unsafe` around it.",
        case.primary.line(),
        case.primary.label
    ));
    account.repair(Repair::advice(
        "If you're sure that what it requires holds here, put it in an `unsafe` block.",
    ));
    Some(account)
}
