//! Something that's no value where a value is needed.

use crate::lens::account::Account;
use crate::lens::case::Case;
use crate::lens::codes::{Entry, Example};
use crate::lens::query::{advice, items, own_types, pointing};
use crate::lens::repair::edits_of;
use crate::lens::rule::Rule;
use crate::model::diagnostic::Child;
use crate::rust::NodeKind;

/// The codes of this file.
pub const ENTRIES: &[Entry] = &[Entry {
    code: "E0423",
    rule: Rule::Names,
    summary: "This name doesn't stand for a value or a function, and one is needed here.",
    meaning: "A type, a module or a macro is named where an expression is expected. A struct with named \
         fields is built with braces, as in `Point { x: 1, y: 2 }`, and a macro is called with `!`. \
         Where a type is meant, as in `let x: i32`, a `:` comes before it.",
    example: Some(Example {
        source: include_str!("../examples/E0423.txt"),
        said: include_str!("../examples/E0423.json"),
    }),
    explain: Some(explain),
}];

fn explain(case: &Case) -> Option<Account> {
    let name = case.named(0)?;
    let message = &case.diagnostic.message;
    if message.contains("found macro") {
        let mut account = pointing::at_error(case, format!("`{name}` is a macro"));
        account.say(if message.contains("expected value") {
            format!(
                "No variable `{name}` is in scope here. There's a macro of that name, but a macro's name alone has no value."
            )
        } else {
            format!("`{name}` is a macro, and macros are called with `!`: `{name}!(...)`.")
        });
        return Some(account);
    }
    if message.contains("found builtin type") {
        let mut account = pointing::at_error(case, format!("`{name}` is a type"));
        account.say(format!("`{name}` is a type, and here a value is needed."));
        return Some(account);
    }
    if !message.contains("found struct") {
        return None;
    }
    if let Some(help) = advice::with(case, "use the path separator to refer to an item") {
        return path(case, name, help);
    }
    braces(case, name)
}

/// `Tram.new(2)`: a `.` between a type and what belongs to it.
fn path(case: &Case, name: &str, help: &Child) -> Option<Account> {
    let edits = edits_of(help, case.source);
    let [dot] = edits.as_slice() else { return None };
    let member = case.source.word(case.source.token_at(dot.bytes.end));
    let mut account = pointing::at_error(case, format!("`{name}` is a type"));
    account.say(format!(
        "`{name}` is the name of a type. What belongs to a type itself, and not to a value of it, comes \
         after `::`: `{name}::{member}`."
    ));
    Some(account)
}

/// A struct with named fields, without its braces.
fn braces(case: &Case, name: &str) -> Option<Account> {
    let item = own_types::named(case, name)?;
    let fields = items::fields(case, item);
    let names: Option<Vec<&str>> = fields.iter().map(|(_, name)| *name).collect();
    let names = names.filter(|names| !names.is_empty())?;
    if case.tree.kind(item) != NodeKind::Struct {
        return None;
    }
    let mut account = pointing::at_error(case, "a value is needed here");
    let bytes = items::name_of(case, item)?;
    pointing::point_at(&mut account, case, &bytes, "a struct with named fields");
    let fields: Vec<String> = names.iter().map(|name| format!("{name}: ...")).collect();
    account.say(format!(
        "`{name}` is the name of a type. A value of it is built with braces, and each field is \
         named: `{name} {{ {} }}`.",
        fields.join(", ")
    ));
    Some(account)
}
