//! Signatures that don't say whose data a reference points to.

use crate::lens::codes::{Entry, Example};
use crate::lens::rule::Rule;

/// The codes of this file.
pub const ENTRIES: &[Entry] = &[
    Entry {
        code: "E0106",
        rule: Rule::NoDangling,
        summary: "A returned or stored reference must say whose data it points to.",
        meaning: "A reference in a result or in a type always points into data that somebody else owns, \
         and the compiler has to know whose. With one reference going in, it takes that one. \
         With several, or none, you say it with a lifetime: a name that stands at both ends.",
        example: Some(Example {
            source: include_str!("../examples/E0106.txt"),
            said: include_str!("../examples/E0106.json"),
        }),
        explain: None,
    },
    Entry {
        code: "E0621",
        rule: Rule::NoDangling,
        summary: "A reference that leaves a function must be declared to live long enough.",
        meaning: "The signature gives one reference a lifetime and another one none, but the body lets \
         data of the second go where only the first is promised.",
        example: Some(Example {
            source: include_str!("../examples/E0621.txt"),
            said: include_str!("../examples/E0621.json"),
        }),
        explain: None,
    },
    Entry {
        code: "E0700",
        rule: Rule::NoDangling,
        summary: "A returned value must name the lifetimes of the references that it holds.",
        meaning: "A result type `impl Trait` may name the lifetimes that it holds. The value that is \
         returned holds one that is not among them.",
        example: Some(Example {
            source: include_str!("../examples/E0700.txt"),
            said: include_str!("../examples/E0700.json"),
        }),
        explain: None,
    },
];
