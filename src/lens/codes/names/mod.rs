//! Names that aren't known where they're used.

mod elsewhere;
mod receiver;
mod scope;
mod spelling;

use crate::lens::account::Account;
use crate::lens::case::Case;
use crate::lens::codes::{Entry, Example};
use crate::lens::rule::Rule;

/// The codes of this family.
pub const ENTRIES: &[Entry] = &[
    Entry {
        code: "E0412",
        rule: Rule::Names,
        summary: "No type with this name is in scope here.",
        meaning: "A type is named that isn't in scope: its name is misspelled, it needs a `use`, or it \
         is meant as a type parameter that wasn't declared between `<` and `>`. Newer compilers \
         report this as E0425.",
        example: None,
        explain: Some(explain),
    },
    Entry {
        code: "E0425",
        rule: Rule::Names,
        summary: "This name isn't known in the place where it's used.",
        meaning: "A variable, function or type is named that isn't in scope. Often the name is \
         misspelled, or its `use` is missing. A variable can be used only after its `let`, and only \
         up to the end of the block that the `let` is in. Inside a method, fields and other methods \
         are reached through `self`.",
        example: Some(Example {
            source: include_str!("../../examples/E0425.txt"),
            said: include_str!("../../examples/E0425.json"),
        }),
        explain: Some(explain),
    },
    Entry {
        code: "E0432",
        rule: Rule::Names,
        summary: "A `use` names something that isn't found there.",
        meaning: "A part of the path behind `use` doesn't exist. It may be misspelled, its module may \
         not be declared with `mod`, its crate may be missing in `Cargo.toml`, or the path must \
         begin with `crate` or `super` because the item is in another module of the same crate.",
        example: Some(Example {
            source: include_str!("../../examples/E0432.txt"),
            said: include_str!("../../examples/E0432.json"),
        }),
        explain: Some(explain),
    },
    Entry {
        code: "E0433",
        rule: Rule::Names,
        summary: "A path can't be followed, because a part of it isn't known here.",
        meaning: "In a path such as `HashMap::new`, what stands before `::` must be in scope. For types \
         of the standard library that aren't in the prelude, and for everything in other modules, \
         that takes a `use` or a longer path.",
        example: Some(Example {
            source: include_str!("../../examples/E0433.txt"),
            said: include_str!("../../examples/E0433.json"),
        }),
        explain: Some(explain),
    },
];

fn explain(case: &Case) -> Option<Account> {
    receiver::explain(case)
        .or_else(|| scope::explain(case))
        .or_else(|| receiver::without_self(case))
        .or_else(|| elsewhere::hidden(case))
        .or_else(|| elsewhere::importable(case))
        .or_else(|| spelling::explain(case))
        .or_else(|| scope::of_another_function(case))
        .or_else(|| elsewhere::unlinked(case))
}
