//! Values that have moved away.

use crate::lens::codes::{Entry, Example};
use crate::lens::rule::Rule;

/// The codes of this file.
pub const ENTRIES: &[Entry] = &[Entry {
    code: "E0382",
    rule: Rule::OneOwner,
    summary: "A value has one owner. Once it has moved away, the old name is empty.",
    meaning: "Giving a value away (to a function, another variable, a closure, a loop) moves it, and \
         the old name is empty from then on. Numbers, `bool`, `char` and `&` references are \
         copied instead. Whoever only wants to look should borrow.",
    example: Some(Example {
        source: include_str!("../examples/E0382.txt"),
        said: include_str!("../examples/E0382.json"),
    }),
    explain: None,
}];
