//! Generic parameters and lifetimes: how many, which names.

use crate::lens::codes::{Entry, Example};
use crate::lens::rule::Rule;

/// The codes of this file.
pub const ENTRIES: &[Entry] = &[
    Entry {
        code: "E0107",
        rule: Rule::Definitions,
        summary: "The number of generic arguments must fit the definition.",
        meaning: "A type, trait or function is given more or fewer types, lifetimes or \
         constants in its angle brackets than it declares. `Vec` takes the type of its items, a \
         `HashMap` takes one for its keys and one for its values. Look at the definition, which \
         rustc shows, and count.",
        example: Some(Example {
            source: include_str!("../examples/E0107.txt"),
            said: include_str!("../examples/E0107.json"),
        }),
        explain: None,
    },
    Entry {
        code: "E0261",
        rule: Rule::Definitions,
        summary: "A lifetime must be declared before it can be used.",
        meaning: "A name such as `'a` is used, but nothing here introduces it. Declare it \
         after the name of the function, or of the struct, enum or trait, as in `struct \
         Quote<'a>`, and after `impl` in an `impl<'a>`. `'static` is the one that's always \
         there.",
        example: Some(Example {
            source: include_str!("../examples/E0261.txt"),
            said: include_str!("../examples/E0261.json"),
        }),
        explain: None,
    },
    Entry {
        code: "E0263",
        rule: Rule::Definitions,
        summary: "Two lifetimes of one list had the same name; rustc reports that as E0403 today.",
        meaning: "Lifetimes that are declared together need different names, or nobody could \
         tell which is meant. Compilers of today don't give this code any more: they report two \
         lifetimes of one name like two types of one name, with E0403, which has a page here \
         too. Rename one of the two, or take it away.",
        example: None,
        explain: None,
    },
    Entry {
        code: "E0403",
        rule: Rule::Definitions,
        summary: "Generic parameters that are in scope together need different names.",
        meaning: "The same name is declared twice, in one list, or in an `impl` or a trait and \
         in a method inside of it. Then nobody could tell which of the two is meant. Rename \
         one. If a method is meant to use the type of its `impl`, don't declare it again: it's \
         in scope already.",
        example: Some(Example {
            source: include_str!("../examples/E0403.txt"),
            said: include_str!("../examples/E0403.json"),
        }),
        explain: None,
    },
];
