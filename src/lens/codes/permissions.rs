//! Variables without a value, and changes that nobody allows.

use crate::lens::codes::{Entry, Example};
use crate::lens::rule::Rule;

/// The codes of this file.
pub const ENTRIES: &[Entry] = &[
    Entry {
        code: "E0381",
        rule: Rule::OneOwner,
        summary: "A variable must have a value before it is used.",
        meaning: "A variable may be declared first and get its value later, but on every path it must \
         have one before it is read. There is no null and no zero that it has by itself.",
        example: Some(Example {
            source: include_str!("../examples/E0381.txt"),
            said: include_str!("../examples/E0381.json"),
        }),
        explain: None,
    },
    Entry {
        code: "E0384",
        rule: Rule::OneOwner,
        summary: "A variable keeps its first value unless it is declared with `mut`.",
        meaning: "Variables keep their value unless they are declared with `mut`. So a reader can tell at \
         the declaration what will change and what will not.",
        example: Some(Example {
            source: include_str!("../examples/E0384.txt"),
            said: include_str!("../examples/E0384.json"),
        }),
        explain: None,
    },
    Entry {
        code: "E0594",
        rule: Rule::ReadersOrWriter,
        summary: "Changing a value needs `mut` on its owner, or a `&mut` reference.",
        meaning: "Something is assigned to that may only be read: a variable without `mut`, something \
         behind a `&` reference, something in an `Rc` or `Arc`, or a variable of outside in a \
         closure that promises to change nothing.",
        example: Some(Example {
            source: include_str!("../examples/E0594.txt"),
            said: include_str!("../examples/E0594.json"),
        }),
        explain: None,
    },
    Entry {
        code: "E0596",
        rule: Rule::ReadersOrWriter,
        summary: "Changing a value needs `mut` on its owner, or a `&mut` reference.",
        meaning: "A method or function wants `&mut`, but what stands there may only be read: its variable \
         has no `mut`, or it is itself a `&` reference.",
        example: Some(Example {
            source: include_str!("../examples/E0596.txt"),
            said: include_str!("../examples/E0596.json"),
        }),
        explain: None,
    },
];
