//! Operators and calls on values that don't have them.

use crate::lens::codes::{Entry, Example};
use crate::lens::rule::Rule;
use crate::model::diagnostic::Diagnostic;

/// The codes of this file.
pub const ENTRIES: &[Entry] = &[
    Entry {
        code: "E0040",
        rule: Rule::Abilities,
        summary: "A destructor can't be called directly.",
        meaning: "Rust calls the `drop` method of the `Drop` trait itself, once, when a value \
         reaches the end of its life. If you could call it, it would run a second time at the \
         end. To let a value go sooner, hand it to the function `drop`, as in `drop(door);`, or \
         put it in a block of its own.",
        example: Some(Example {
            source: include_str!("../examples/E0040.txt"),
            said: include_str!("../examples/E0040.json"),
        }),
        explain: None,
    },
    Entry {
        code: "E0600",
        rule: Rule::Abilities,
        summary: "A value of this type can't have this operator (`!` or `-`) before it.",
        meaning: "`!` needs a `bool` or an integer, `-` needs a signed number, or a type that \
         implements `Not` or `Neg`. If a string or an Option is meant to be a condition, ask it \
         a question: `is_empty()`, `is_none()`. An unsigned number such as `u32` has no \
         negative, so use `i32` or subtract.",
        example: Some(Example {
            source: include_str!("../examples/E0600.txt"),
            said: include_str!("../examples/E0600.json"),
        }),
        explain: None,
    },
    Entry {
        code: "E0608",
        rule: Rule::Abilities,
        summary: "A value of this type can't be indexed.",
        meaning: "Arrays, slices, vectors and maps can be indexed, and this type can't. \
         Perhaps the list is a field of the value: `list.songs[0]`. A tuple's parts are reached \
         with a dot: `pair.0`. For a type of your own you can implement `Index`.",
        example: Some(Example {
            source: include_str!("../examples/E0608.txt"),
            said: include_str!("../examples/E0608.json"),
        }),
        explain: None,
    },
    Entry {
        code: "E0614",
        rule: Rule::Abilities,
        summary: "A value of this type can't be dereferenced with `*`.",
        meaning: "`*` goes from a reference, a Box or another smart pointer to what's behind \
         it. This value isn't one of them: it's there already, so take the `*` away. It's often \
         left over from code in which the variable was a reference.",
        example: Some(Example {
            source: include_str!("../examples/E0614.txt"),
            said: include_str!("../examples/E0614.json"),
        }),
        explain: None,
    },
    Entry {
        code: "E0618",
        rule: Rule::Abilities,
        summary: "What's called here isn't a function or anything else that can be called.",
        meaning: "What stands before the parentheses is some other value. Often a variable has \
         the name of a function and hides it, or a multiplication sign is missing, or there's \
         no `;` at the end of the line before. A variant or struct without fields is written \
         without parentheses.",
        example: Some(Example {
            source: include_str!("../examples/E0618.txt"),
            said: include_str!("../examples/E0618.json"),
        }),
        explain: None,
    },
];

/// E0600 in one sentence, with the operator that it's about.
pub fn unary_summary(diagnostic: &Diagnostic) -> &'static str {
    let message = &diagnostic.message;
    if message.contains("unary operator `-`") {
        "A value of this type can't have a `-` before it."
    } else if message.contains("unary operator `!`") {
        "A value of this type can't have a `!` before it."
    } else {
        "A value of this type can't have this operator (`!` or `-`) before it."
    }
}
