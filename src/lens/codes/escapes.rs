//! References that would leave the function, closure or thread of their data.

use crate::lens::codes::{Entry, Example};
use crate::lens::rule::Rule;

/// The codes of this file.
pub const ENTRIES: &[Entry] = &[
    Entry {
        code: "E0373",
        rule: Rule::NoDangling,
        summary: "A closure or async block that may run later must own what it uses.",
        meaning: "A closure borrows what it uses, unless it is told to own it. A closure that goes to a \
         thread, or back to the caller, may run when the variables around it are long gone.",
        example: Some(Example {
            source: include_str!("../examples/E0373.txt"),
            said: include_str!("../examples/E0373.json"),
        }),
        explain: None,
    },
    Entry {
        code: "E0515",
        rule: Rule::NoDangling,
        summary: "What a function owns is gone when it returns; a reference to it would dangle.",
        meaning: "What a function makes and keeps in its own variables ends with it. Return the value \
         itself, which moves out, and not a reference to it.",
        example: Some(Example {
            source: include_str!("../examples/E0515.txt"),
            said: include_str!("../examples/E0515.json"),
        }),
        explain: None,
    },
    Entry {
        code: "E0521",
        rule: Rule::NoDangling,
        summary: "A reference that leaves a function must be declared to live long enough.",
        meaning: "A parameter that is a reference is lent for the time of the call. Here it goes \
         somewhere where it would be kept longer: to a thread, or into something that lives \
         outside.",
        example: Some(Example {
            source: include_str!("../examples/E0521.txt"),
            said: include_str!("../examples/E0521.json"),
        }),
        explain: None,
    },
    Entry {
        code: "E0712",
        rule: Rule::NoDangling,
        summary: "A reference to a thread-local value must not leave its thread.",
        meaning: "A variable that each thread has for itself ends with its thread. A reference to it must \
         not live on after the function in which it was made. Only `#[thread_local]` leads here, \
         which a stable compiler refuses, so the example is for a nightly one. `thread_local!` \
         of the standard library lends its value to a closure alone, so this cannot happen there.",
        example: Some(Example {
            source: include_str!("../examples/E0712.txt"),
            said: include_str!("../examples/E0712.json"),
        }),
        explain: None,
    },
    Entry {
        code: "E0713",
        rule: Rule::NoDangling,
        summary: "References into a value must end before its `drop` runs.",
        meaning: "A type with a `Drop` of its own is dropped while a reference into it has to live on. \
         Its `drop` could change or free what the reference points to.",
        example: Some(Example {
            source: include_str!("../examples/E0713.txt"),
            said: include_str!("../examples/E0713.json"),
        }),
        explain: None,
    },
];
