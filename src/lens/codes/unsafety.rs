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
         the documentation, under \"Safety\", what they are. If you're sure that they hold, write \
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
        what(case)
    ));
    account.repair(Repair::advice(
        "If you're sure that what it requires holds here, put it in an `unsafe` block.",
    ));
    Some(account)
}

/// What isn't checked, as a part of a sentence.
fn what(case: &Case) -> String {
    let label = &case.primary.label;
    let function = case.named(0);
    let static_name = || {
        let name = case.text(&case.primary.bytes);
        let is_name = name.chars().all(|c| c == '_' || c.is_alphanumeric());
        is_name.then(|| format!("it uses the mutable static `{name}`"))
    };
    match label.as_str() {
        "call to unsafe function" => {
            function.map(|name| format!("it calls the unsafe function `{name}`"))
        }
        "call to unsafe method" => {
            function.map(|name| format!("it calls the unsafe method `{name}`"))
        }
        "dereference of raw pointer" => Some("it dereferences a raw pointer".to_owned()),
        "use of mutable static" => static_name().or(Some("it uses a mutable static".to_owned())),
        "use of extern static" => Some("it uses a static of another language".to_owned()),
        "access to union field" => Some("it reads a field of a union".to_owned()),
        _ => None,
    }
    .unwrap_or_else(|| label.clone())
}
