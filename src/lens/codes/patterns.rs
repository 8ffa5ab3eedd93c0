//! Patterns that leave something out, or ask for what isn't there.

use crate::lens::codes::{Entry, Example};
use crate::lens::rule::Rule;

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
        explain: None,
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
        explain: None,
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
