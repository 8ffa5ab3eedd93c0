//! The name that rustc finds similar to one that isn't known.

use crate::lens::case::Case;
use crate::lens::query::advice;
use crate::model::diagnostic::Child;

/// The variant or struct that rustc finds similar, though the name is written as variables are, and
/// differs by more than capital letters: `one` isn't meant to be `None`.
pub fn of_another_kind(case: &Case) -> Option<String> {
    let help = advice::with(case, "similar name")?;
    let other = advice::instead(case, help)?;
    let what = kind(help)?;
    let name = case.text(&case.primary.bytes);
    let is_value = case.diagnostic.message.starts_with("cannot find value `");
    let is_type = what.contains("variant") || what.contains("struct");
    let starts_small = |name: &str| name.starts_with(|c: char| c == '_' || c.is_lowercase());
    let is_other = starts_small(name) && !starts_small(&other);
    (is_value && is_type && is_other && !name.eq_ignore_ascii_case(&other)).then_some(other)
}

/// What the similar name means, in rustc's words.
pub fn kind(help: &Child) -> Option<&str> {
    let what = help.message.split(" with a similar name").next()?;
    (what.len() < help.message.len())
        .then_some(what)
        .filter(|what| {
            let is_short = what.split(' ').count() < 5;
            is_short && (what.starts_with("a ") || what.starts_with("an "))
        })
}
