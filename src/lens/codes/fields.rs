//! Fields that aren't there, and methods that are taken for fields.

use crate::lens::account::Account;
use crate::lens::case::Case;
use crate::lens::codes::names::instead;
use crate::lens::codes::{Entry, Example};
use crate::lens::labels;
use crate::lens::query::{labelled, made_by};
use crate::lens::rule::Rule;

/// The codes of this file.
pub const ENTRIES: &[Entry] = &[
    Entry {
        code: "E0560",
        rule: Rule::Abilities,
        summary: "A value is written with a field that its type doesn't have.",
        meaning: "Between the braces, each name must be a field of the struct, written as in \
         its definition. Mostly it's misspelled, or the struct has changed. rustc lists the \
         fields that are still missing, or suggests one with a similar name. To keep more in \
         the struct, add the field to its definition.",
        example: Some(Example {
            source: include_str!("../examples/E0560.txt"),
            said: include_str!("../examples/E0560.json"),
        }),
        explain: Some(explain_unknown_field),
    },
    Entry {
        code: "E0609",
        rule: Rule::Abilities,
        summary: "The type of this value has no field of that name.",
        meaning: "The value is known, and so is its type, but the type's definition has no \
         such field. The name may be misspelled, or it may belong to something inside: a field \
         of a field, or of the value in an Option. A tuple's parts have numbers, from `.0` on. \
         If it should be a method, call it with parentheses.",
        example: Some(Example {
            source: include_str!("../examples/E0609.txt"),
            said: include_str!("../examples/E0609.json"),
        }),
        explain: Some(explain_no_field),
    },
    Entry {
        code: "E0610",
        rule: Rule::Abilities,
        summary: "A value of a primitive type, such as a number, has no fields.",
        meaning: "After a dot comes the name of a field, and numbers, `bool` and `char` have \
         none: such a value has no parts. Perhaps another variable is meant, or a method such \
         as `abs()`, which is called with parentheses.",
        example: Some(Example {
            source: include_str!("../examples/E0610.txt"),
            said: include_str!("../examples/E0610.json"),
        }),
        explain: None,
    },
    Entry {
        code: "E0615",
        rule: Rule::Abilities,
        summary: "A method must be called with parentheses; it isn't a field.",
        meaning: "The type has a method of this name, and without parentheses it's read as a \
         field. Add `()`, with the arguments inside if it takes any. To hand on the method \
         itself, for `map` as an example, name it by its type: `Circle::area`.",
        example: Some(Example {
            source: include_str!("../examples/E0615.txt"),
            said: include_str!("../examples/E0615.json"),
        }),
        explain: Some(instead::explain),
    },
];

/// `struct S has no field named f`
fn explain_unknown_field(case: &Case) -> Option<Account> {
    let [of, field] = labels::names(&case.diagnostic.message)[..] else {
        return None;
    };
    let mut account = labelled::account(case);
    account.say(format!("`{of}` has no field `{field}`."));
    tell_available(case, &mut account);
    Some(account)
}

/// `no field f on type T`
fn explain_no_field(case: &Case) -> Option<Account> {
    if let Some(account) = instead::explain(case) {
        return Some(account);
    }
    let [field, of] = labels::names(&case.diagnostic.message)[..] else {
        return None;
    };
    let mut account = labelled::account(case);
    account.say(format!("`{of}` has no field `{field}`."));
    tell_available(case, &mut account);
    made_by::tell(case, of, &mut account);
    Some(account)
}

/// Lists the fields that rustc lists, if these are all that there are to choose from.
fn tell_available(case: &Case, account: &mut Account) {
    let has_more = case.has_note(" others");
    let available = case.note_names("available field");
    if !available.is_empty() && !has_more {
        let (noun, verb) = if available.len() == 1 {
            ("field", "is")
        } else {
            ("fields", "are")
        };
        account.say(format!(
            "The available {noun} {verb} {}.",
            labelled::list(&available, "and")
        ));
    }
}
