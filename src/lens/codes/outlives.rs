//! References that outlive their data inside a function.

use crate::lens::codes::{Entry, Example};
use crate::lens::rule::Rule;

/// The codes of this file.
pub const ENTRIES: &[Entry] = &[
    Entry {
        code: "E0597",
        rule: Rule::NoDangling,
        summary: "A reference cannot outlive the value that it points to.",
        meaning: "A reference is still used after the variable that it points to has been dropped, mostly \
         since that variable lives in an inner block or in one round of a loop.",
        example: Some(Example {
            source: include_str!("../examples/E0597.txt"),
            said: include_str!("../examples/E0597.json"),
        }),
        explain: None,
    },
    Entry {
        code: "E0716",
        rule: Rule::NoDangling,
        summary: "A value without a name lives only to the end of its statement.",
        meaning: "A value that is made in the middle of a line and gets no name is dropped at the end of \
         that line. A reference to it that is kept longer points at nothing: give it a name.",
        example: Some(Example {
            source: include_str!("../examples/E0716.txt"),
            said: include_str!("../examples/E0716.json"),
        }),
        explain: None,
    },
];
