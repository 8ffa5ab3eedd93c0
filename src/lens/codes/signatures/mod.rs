//! Signatures that don't say whose data a reference points to.

mod fields;
mod hidden;
mod keys;
mod missing;
mod parameter;
mod regions;
mod required;
mod too_short;

use crate::lens::codes::{Entry, Example};
use crate::lens::rule::Rule;

pub use too_short::explain as explain_too_short;

/// The codes of this file.
pub const ENTRIES: &[Entry] = &[
    Entry {
        code: "E0106",
        rule: Rule::NoDangling,
        summary: "A returned or stored reference must say whose data it points to.",
        meaning: "A reference in a result or in a type points to data that something else owns, and the compiler \
         has to know how long that data lives. If a function takes one reference, its result gets the lifetime of \
         that one. If it takes several or none, you write a lifetime: the same name on the result and on the \
         parameters that it may point into.",
        example: Some(Example {
            source: include_str!("../../examples/E0106.txt"),
            said: include_str!("../../examples/E0106.json"),
        }),
        explain: Some(missing::explain),
    },
    Entry {
        code: "E0310",
        rule: Rule::NoDangling,
        summary: "A type parameter must be valid for as long as its value is kept.",
        meaning: "A type parameter stands for any type, also for one with references in it. Where its value goes \
         into a `Box<dyn Trait>` or the like, that asks for a type that's valid for the rest of the program, unless \
         another lifetime is written. Ask for that in the signature: `T: 'static`. Types without references \
         are always valid that long.",
        example: Some(Example {
            source: include_str!("../../examples/E0310.txt"),
            said: include_str!("../../examples/E0310.json"),
        }),
        explain: Some(parameter::explain),
    },
    Entry {
        code: "E0621",
        rule: Rule::NoDangling,
        summary: "A reference that leaves a function must be declared to live long enough.",
        meaning: "The body needs a parameter to live for a certain lifetime, but the signature doesn't say so: \
         the parameter's type has no lifetime there, which means that it may be any lifetime.",
        example: Some(Example {
            source: include_str!("../../examples/E0621.txt"),
            said: include_str!("../../examples/E0621.json"),
        }),
        explain: Some(required::explain),
    },
    Entry {
        code: "E0700",
        rule: Rule::NoDangling,
        summary: "The value behind `impl Trait` holds a lifetime that the result type leaves out.",
        meaning: "A result type `impl Trait` says which lifetimes its value may hold: those in `use<...>` if it has \
         such a list. Without one, they are all that the signature has; before edition 2024, only those \
         that the result type names. The value that's returned holds one that isn't among them.",
        example: Some(Example {
            source: include_str!("../../examples/E0700.txt"),
            said: include_str!("../../examples/E0700.json"),
        }),
        explain: Some(hidden::explain),
    },
];
