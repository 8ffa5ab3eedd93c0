//! Conversions that `as` can't do.

use crate::lens::codes::{Entry, Example};
use crate::lens::rule::Rule;

/// The codes of this file.
pub const ENTRIES: &[Entry] = &[
    Entry {
        code: "E0604",
        rule: Rule::Types,
        summary: "With `as`, only a `u8` can become a `char`.",
        meaning: "Each of the 256 values of a `u8` is a character, but many larger numbers \
         aren't one, so the cast could fail. `char::from_u32(code)` tries it and returns an \
         Option. For a digit, `char::from_digit(number, 10)` gives the character. If you know \
         that the number is small, convert it to `u8` first.",
        example: Some(Example {
            source: include_str!("../examples/E0604.txt"),
            said: include_str!("../examples/E0604.json"),
        }),
        explain: None,
    },
    Entry {
        code: "E0605",
        rule: Rule::Types,
        summary: "`as` is for numbers and other simple types: it can't convert between these two.",
        meaning: "Strings, structs, tuples, vectors and the like don't take part in `as`. Use \
         a conversion that's made for them: `text.parse()` makes a number of a string, \
         `to_string()` does the reverse, and `from` and `into` convert between types that have \
         declared how.",
        example: Some(Example {
            source: include_str!("../examples/E0605.txt"),
            said: include_str!("../examples/E0605.json"),
        }),
        explain: None,
    },
    Entry {
        code: "E0606",
        rule: Rule::Types,
        summary: "These two types can't be converted into one another by a single `as`.",
        meaning: "`as` knows casts between simple types, but not this one. Often a reference \
         is in the way: `&level as u32` would cast the reference, while `level as u32` or \
         `*level as u32` casts the number. Sometimes there's a step in between: a `char` \
         becomes a `u32` first and an `f32` after that.",
        example: Some(Example {
            source: include_str!("../examples/E0606.txt"),
            said: include_str!("../examples/E0606.json"),
        }),
        explain: None,
    },
    Entry {
        code: "E0607",
        rule: Rule::Types,
        summary: "A thin pointer can't be cast to a wide pointer.",
        meaning: "A pointer to a slice or to a trait object is wide: beside the address it \
         holds a length or a table of methods. A plain pointer has only the address, and a cast \
         can't invent the rest. For a slice, say how long it is: \
         `std::ptr::slice_from_raw_parts(thin, length)`. Mostly a reference does it, without \
         any pointers.",
        example: Some(Example {
            source: include_str!("../examples/E0607.txt"),
            said: include_str!("../examples/E0607.json"),
        }),
        explain: None,
    },
];
