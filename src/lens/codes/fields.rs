//! Fields that aren't there, and methods that are taken for fields.

use crate::lens::codes::{Entry, Example};
use crate::lens::rule::Rule;

/// The codes of this file.
pub const ENTRIES: &[Entry] = &[
    Entry {
        code: "E0560",
        rule: Rule::Abilities,
        summary: "A value is written with a field that its type doesn't have.",
        meaning: "Between the braces, each name must be a field of the struct, written as in \
         its definition. Mostly it's misspelled, or the struct has changed. rustc lists the \
         fields that are still missing, or suggests one with a similar name. To keep more in \
         the struct, add the field to its definition.",
        example: Some(Example {
            source: include_str!("../examples/E0560.txt"),
            said: include_str!("../examples/E0560.json"),
        }),
        explain: None,
    },
    Entry {
        code: "E0609",
        rule: Rule::Abilities,
        summary: "The type of this value has no field of that name.",
        meaning: "The value is known, and so is its type, but the type's definition has no \
         such field. The name may be misspelled, or it may belong to something inside: a field \
         of a field, or of the value in an Option. A tuple's parts have numbers, from `.0` on. \
         If it should be a method, call it with parentheses.",
        example: Some(Example {
            source: include_str!("../examples/E0609.txt"),
            said: include_str!("../examples/E0609.json"),
        }),
        explain: None,
    },
    Entry {
        code: "E0610",
        rule: Rule::Abilities,
        summary: "A value of a primitive type, such as a number, has no fields.",
        meaning: "After a dot comes the name of a field, and numbers, `bool` and `char` have \
         none: such a value has no parts. Perhaps another variable is meant, or a method such \
         as `abs()`, which is called with parentheses.",
        example: Some(Example {
            source: include_str!("../examples/E0610.txt"),
            said: include_str!("../examples/E0610.json"),
        }),
        explain: None,
    },
    Entry {
        code: "E0615",
        rule: Rule::Abilities,
        summary: "A method must be called with parentheses; it isn't a field.",
        meaning: "The type has a method of this name, and without parentheses it's read as a \
         field. Add `()`, with the arguments inside if it takes any. To hand on the method \
         itself, for `map` as an example, name it by its type: `Circle::area`.",
        example: Some(Example {
            source: include_str!("../examples/E0615.txt"),
            said: include_str!("../examples/E0615.json"),
        }),
        explain: None,
    },
];
