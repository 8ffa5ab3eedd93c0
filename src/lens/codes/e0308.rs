//! A type is expected, and another is found.

use crate::lens::codes::{Entry, Example};
use crate::lens::rule::Rule;

/// The codes of this file.
pub const ENTRIES: &[Entry] = &[Entry {
    code: "E0308",
    rule: Rule::Types,
    summary: "The value has one type, but another type is expected here.",
    meaning: "Two types meet that are not the same. For beginners it is mostly one of four: a `&` or \
         `&mut` is missing, a `String` is wanted where a text in quotes stands, the value is \
         still inside of an Option or Result, or a `;` has thrown the value away.",
    example: Some(Example {
        source: include_str!("../examples/E0308.txt"),
        said: include_str!("../examples/E0308.json"),
    }),
    explain: None,
}];
