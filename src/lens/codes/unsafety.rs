//! Operations that the compiler can't check.

use crate::lens::codes::{Entry, Example};
use crate::lens::rule::Rule;

/// The codes of this file.
pub const ENTRIES: &[Entry] = &[Entry {
    code: "E0133",
    rule: Rule::Unsafe,
    summary: "An unsafe operation can be used only inside `unsafe`.",
    meaning: "Calling an unsafe function, reading through a raw pointer and using a \
         `static mut` are correct only under conditions that the compiler can't check. Read in \
         the documentation, under “Safety”, what they are. If you're sure that they hold, write \
         an `unsafe` block around the operation and say why in a comment. Often there's a safe \
         way, and it's the better one.",
    example: Some(Example {
        source: include_str!("../examples/E0133.txt"),
        said: include_str!("../examples/E0133.json"),
    }),
    explain: None,
}];
