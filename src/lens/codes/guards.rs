//! E0510: the guard of an arm changes what is matched.

use crate::lens::account::Account;
use crate::lens::case::Case;
use crate::lens::codes::{Entry, Example};
use crate::lens::query::labelled;
use crate::lens::repair::Repair;
use crate::lens::rule::Rule;

/// The codes of this file.
pub const ENTRIES: &[Entry] = &[Entry {
    code: "E0510",
    rule: Rule::ReadersOrWriter,
    summary: "A guard must not change the value that its `match` is looking at.",
    meaning: "A `match` compares its value with one pattern after the other. A guard runs in between, and \
         when it gives `false`, the next arm is tried. If it had changed the value, the arms would have \
         been compared with different values, so a guard can only read it.",
    example: Some(Example {
        source: include_str!("../examples/E0510.txt"),
        said: include_str!("../examples/E0510.json"),
    }),
    explain: Some(explain),
}];

fn explain(case: &Case) -> Option<Account> {
    let name = case.named(0)?;
    let line = case.primary.line();
    let mut account = labelled::account(case);
    account.say(format!(
        "The guard on line {line} runs while the `match` is still choosing an arm by `{name}`, so it can only read it."
    ));
    account.repair(Repair::advice(format!(
        "Change `{name}` in the body of the arm: then the choice has been made."
    )));
    Some(account)
}
