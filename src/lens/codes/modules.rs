//! Imports, and who can see what.

use crate::lens::account::Account;
use crate::lens::case::Case;
use crate::lens::codes::{Entry, Example};
use crate::lens::labels;
use crate::lens::query::labelled;
use crate::lens::rule::Rule;

/// The codes of this file.
pub const ENTRIES: &[Entry] = &[
    Entry {
        code: "E0252",
        rule: Rule::Names,
        summary: "The same name is imported twice.",
        meaning: "Two imports bring in different things under one name, so the name would no \
         longer say which is meant. Give one of them a name of your own with `as`: `use \
         std::fmt::Result as FmtResult;`. Or import only the module around it and write \
         `fmt::Result`.",
        example: Some(Example {
            source: include_str!("../examples/E0252.txt"),
            said: include_str!("../examples/E0252.json"),
        }),
        explain: None,
    },
    Entry {
        code: "E0255",
        rule: Rule::Names,
        summary: "An imported name is also the name of something that's defined here.",
        meaning: "A `use` line brings in a name, and this module defines something with the \
         same name. Take away the import if you meant your own, or rename one of the two: `use \
         std::cmp::max as larger;`. You can also leave out the `use` and write the whole path \
         where you need it.",
        example: Some(Example {
            source: include_str!("../examples/E0255.txt"),
            said: include_str!("../examples/E0255.json"),
        }),
        explain: None,
    },
    Entry {
        code: "E0364",
        rule: Rule::Privacy,
        summary: "A `pub use` can't make an item more visible than the item itself is.",
        meaning: "A re-export passes an item on under another path, but only to those who may \
         see the item anyway. This one is private, or visible in a part of the crate only. \
         Write `pub` (or `pub(crate)`) before its definition, or let the re-export reach no \
         further: `pub(crate) use`, for example.",
        example: Some(Example {
            source: include_str!("../examples/E0364.txt"),
            said: include_str!("../examples/E0364.json"),
        }),
        explain: None,
    },
    Entry {
        code: "E0429",
        rule: Rule::Names,
        summary: "A path can end in `self` only inside braces, as in `use std::fmt::{self, Display};`.",
        meaning: "To import a module itself, name it: `use std::fmt;`. `self` is for lists, \
         where it stands for the module that the list belongs to.",
        example: Some(Example {
            source: include_str!("../examples/E0429.txt"),
            said: include_str!("../examples/E0429.json"),
        }),
        explain: None,
    },
    Entry {
        code: "E0446",
        rule: Rule::Privacy,
        summary: "A private type can't be part of something that's more visible than itself.",
        meaning: "Something public gives away a type that its users aren't allowed to see. \
         Today's compilers say so where a public trait is implemented for a public type, and an \
         associated type in it is private. Make that type as visible as the `impl` is, or use \
         another one there.",
        example: Some(Example {
            source: include_str!("../examples/E0446.txt"),
            said: include_str!("../examples/E0446.json"),
        }),
        explain: None,
    },
    Entry {
        code: "E0449",
        rule: Rule::Privacy,
        summary: "No `pub` can be written here, because something else decides who can see this.",
        meaning: "The functions of a trait, also in its `impl`, are as visible as the trait; \
         the variants of an enum are as visible as the enum. An `impl` block has no visibility \
         at all, but the functions in an `impl Type` have one. Take the `pub` away.",
        example: Some(Example {
            source: include_str!("../examples/E0449.txt"),
            said: include_str!("../examples/E0449.json"),
        }),
        explain: None,
    },
    Entry {
        code: "E0451",
        rule: Rule::Privacy,
        summary: "A private field can't be set or matched where it isn't visible.",
        meaning: "Fields are private to the module of their struct unless they have a `pub`. \
         Outside of it nobody can write out a whole value of the struct, or take one apart by \
         this field. Use a function that the type offers, often `new`. If the type is yours, \
         write one, or make the field `pub`.",
        example: Some(Example {
            source: include_str!("../examples/E0451.txt"),
            said: include_str!("../examples/E0451.json"),
        }),
        explain: None,
    },
    Entry {
        code: "E0603",
        rule: Rule::Privacy,
        summary: "An item can be used only where it's visible: without `pub`, that's in its own module.",
        meaning: "Functions, types, constants, modules and imports are private at first: only \
         their own module and the modules inside of it can use them. If it's your module, write \
         `pub` before the item. If it isn't, look for something public that does the job. A \
         tuple struct's constructor is private if one of its fields is.",
        example: Some(Example {
            source: include_str!("../examples/E0603.txt"),
            said: include_str!("../examples/E0603.json"),
        }),
        explain: Some(explain_private_item),
    },
    Entry {
        code: "E0616",
        rule: Rule::Privacy,
        summary: "A field can be used only where it's visible: without `pub`, that's in its own module.",
        meaning: "The field is there, but it's private to the module that defines the struct, \
         so that only code in there can change it. Call a method that tells you what you need. \
         If the type is yours, write such a method, or put `pub` before the field.",
        example: Some(Example {
            source: include_str!("../examples/E0616.txt"),
            said: include_str!("../examples/E0616.json"),
        }),
        explain: Some(explain_private_field),
    },
];

/// Says where a private item is defined, if that's in this file.
fn explain_private_item(case: &Case) -> Option<Account> {
    let message = &case.diagnostic.message;
    let (kind, _) = message.split_once(" `")?;
    let [name] = labels::names(message)[..] else {
        return None;
    };
    let defined = case.note("is defined here")?;
    let mut account = labelled::account(case);
    account.say(format!(
        "The {kind} `{name}` on line {} is private: line {} is outside the code that may use it.",
        defined.line(),
        case.primary.line()
    ));
    Some(account)
}

/// `field f of struct S is private`
fn explain_private_field(case: &Case) -> Option<Account> {
    let [field, of] = labels::names(&case.diagnostic.message)[..] else {
        return None;
    };
    let mut account = labelled::account(case);
    account.say(format!(
        "The field `{field}` of `{of}` is private: line {} is outside the code that may use it.",
        case.primary.line()
    ));
    Some(account)
}
