//! A type lacks a trait.

use crate::lens::codes::{Entry, Example};
use crate::lens::rule::Rule;

/// The codes of this file.
pub const ENTRIES: &[Entry] = &[Entry {
    code: "E0277",
    rule: Rule::Types,
    summary: "A trait is required here, and the type does not implement it.",
    meaning: "A function or an operator asks for an ability (a trait), and the type at hand does not \
         have it. The message names both. For threads the abilities are `Send` (may go to \
         another thread) and `Sync` (may be used by several at once).",
    example: Some(Example {
        source: include_str!("../examples/E0277.txt"),
        said: include_str!("../examples/E0277.json"),
    }),
    explain: None,
}];
