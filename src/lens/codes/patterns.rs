//! Patterns that leave something out, or ask for what isn't there.

use crate::lens::account::Account;
use crate::lens::case::Case;
use crate::lens::codes::{Entry, Example};
use crate::lens::labels;
use crate::lens::query::labelled;
use crate::lens::rule::Rule;
use crate::rust::NodeKind;

/// The codes of this file.
pub const ENTRIES: &[Entry] = &[
    Entry {
        code: "E0004",
        rule: Rule::Patterns,
        summary: "A `match` must handle every value that its type can have.",
        meaning: "The compiler found a value that no arm would take, and names it in the \
         error. Often an enum got a new variant, or an arm has an `if` that may be false: such \
         an arm doesn't count. Add the missing arm. A last arm `_` takes all that's left, but \
         then the compiler can't remind you when another variant comes.",
        example: Some(Example {
            source: include_str!("../examples/E0004.txt"),
            said: include_str!("../examples/E0004.json"),
        }),
        explain: Some(explain_uncovered),
    },
    Entry {
        code: "E0023",
        rule: Rule::Patterns,
        summary: "A pattern must have one part for each field of a tuple struct or variant.",
        meaning: "The pattern has more or fewer parts than the tuple struct or the enum \
         variant has fields. Write a name for each field, `_` for one that you don't need, or \
         `..` for all that are left.",
        example: Some(Example {
            source: include_str!("../examples/E0023.txt"),
            said: include_str!("../examples/E0023.json"),
        }),
        explain: None,
    },
    Entry {
        code: "E0026",
        rule: Rule::Patterns,
        summary: "A pattern names a field that the type doesn't have.",
        meaning: "Between the braces of a pattern stand the names of fields, as in the \
         definition. Mostly the name is misspelled. If you want the value under another name, \
         write the field first and your name after a colon: `title: name`.",
        example: Some(Example {
            source: include_str!("../examples/E0026.txt"),
            said: include_str!("../examples/E0026.json"),
        }),
        explain: Some(explain_unknown_field),
    },
    Entry {
        code: "E0027",
        rule: Rule::Patterns,
        summary: "A pattern with field names must mention every field, or have `..` at the end.",
        meaning: "The pattern leaves out some of the fields. That could be an oversight, so \
         you have to say that it isn't one. Name the missing fields, or write `..` at the end, \
         which stands for all others.",
        example: Some(Example {
            source: include_str!("../examples/E0027.txt"),
            said: include_str!("../examples/E0027.json"),
        }),
        explain: None,
    },
    Entry {
        code: "E0416",
        rule: Rule::Patterns,
        summary: "A pattern can't bind the same name twice.",
        meaning: "A pattern makes a variable of each name in it, and two variables of one name \
         would leave only one of the values within reach. Give them different names, or write \
         `_` for the part that you don't need. To check that two parts are equal, use two names \
         and an `if` that compares them.",
        example: Some(Example {
            source: include_str!("../examples/E0416.txt"),
            said: include_str!("../examples/E0416.json"),
        }),
        explain: None,
    },
];

/// Says which values no arm takes, where rustc has a pattern for them.
fn explain_uncovered(case: &Case) -> Option<Account> {
    let parent = case.tree.parent(case.node(&case.primary))?;
    if case.tree.kind(parent) != NodeKind::Match {
        return None;
    }
    let message = &case.diagnostic.message;
    let patterns = labels::names(message);
    if patterns.is_empty() || patterns.contains(&"_") {
        return None;
    }
    let mut account = labelled::account(case);
    let more = if message.contains(" more not covered") {
        ", among others"
    } else {
        ""
    };
    let has_guard = case.has_note("guards don't count");
    let takes = if has_guard {
        "is sure to take"
    } else {
        "takes"
    };
    account.say(format!(
        "No arm of the `match` on line {} {takes} {}{more}.",
        case.primary.line(),
        labelled::list(&patterns, "or")
    ));
    if has_guard {
        account.say("An arm with an `if` doesn't count, because its condition may be false.");
    }
    Some(account)
}

fn explain_unknown_field(case: &Case) -> Option<Account> {
    let names = labels::names(&case.diagnostic.message);
    let (of, fields) = names
        .split_first()
        .filter(|(_, fields)| !fields.is_empty())?;
    let mut account = labelled::account(case);
    account.say(format!(
        "`{of}` has no field {}.",
        labelled::list(fields, "and no field")
    ));
    Some(account)
}
