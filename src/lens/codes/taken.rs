//! Values taken out of what is only borrowed.

use crate::lens::codes::{Entry, Example};
use crate::lens::rule::Rule;

/// The codes of this file.
pub const ENTRIES: &[Entry] = &[
    Entry {
        code: "E0507",
        rule: Rule::OneOwner,
        summary: "A value cannot be taken out of something that is only borrowed.",
        meaning: "Whoever borrows may look, or with `&mut` change, but not take away: the owner would be \
         left with a hole. Borrow further, put something else in its place (`take`, `replace`), \
         or clone.",
        example: Some(Example {
            source: include_str!("../examples/E0507.txt"),
            said: include_str!("../examples/E0507.json"),
        }),
        explain: None,
    },
    Entry {
        code: "E0508",
        rule: Rule::OneOwner,
        summary: "An element cannot be moved out of an array or slice: no place in it may become empty.",
        meaning: "An element cannot be moved out of an array or a slice by its index, since the others \
         stay and the place would be empty.",
        example: Some(Example {
            source: include_str!("../examples/E0508.txt"),
            said: include_str!("../examples/E0508.json"),
        }),
        explain: None,
    },
    Entry {
        code: "E0509",
        rule: Rule::OneOwner,
        summary: "A value whose type implements `Drop` cannot be taken apart.",
        meaning: "A type with a `Drop` of its own needs all its fields at the end, so none can be moved \
         out of it before.",
        example: Some(Example {
            source: include_str!("../examples/E0509.txt"),
            said: include_str!("../examples/E0509.json"),
        }),
        explain: None,
    },
];
