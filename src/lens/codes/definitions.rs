//! Items whose names clash, or that use what isn't there yet.

use crate::lens::codes::{Entry, Example};
use crate::lens::rule::Rule;

/// The codes of this file.
pub const ENTRIES: &[Entry] = &[
    Entry {
        code: "E0428",
        rule: Rule::Definitions,
        summary: "A name is defined twice in the same place.",
        meaning: "In one module, one block, one enum or one trait, a name can stand for one \
         type and for one function or other value, not for two. It happens with code that was \
         pasted twice, or where an enum and a struct for the same thing have one name. Rename \
         one, remove it, or put it in a module of its own.",
        example: Some(Example {
            source: include_str!("../examples/E0428.txt"),
            said: include_str!("../examples/E0428.json"),
        }),
        explain: None,
    },
    Entry {
        code: "E0434",
        rule: Rule::Names,
        summary: "An inner function can't use the variables of the one around it; a closure can.",
        meaning: "An inner `fn` is a function like any other, only its name is local: it sees \
         its own parameters, and no variable of the function around it. Pass the value as a \
         parameter. Or write a closure, `let with_bonus = |points| points + bonus;`, which can \
         use what's around it.",
        example: Some(Example {
            source: include_str!("../examples/E0434.txt"),
            said: include_str!("../examples/E0434.json"),
        }),
        explain: None,
    },
    Entry {
        code: "E0435",
        rule: Rule::Definitions,
        summary: "A value that's needed while compiling can't come from a variable.",
        meaning: "The length of an array, a constant and a const argument must be known when \
         the program is compiled, and a variable has its value only when it runs. Make it a \
         constant: `const SEATS: usize = 4;`. If the number is known only at run time, use a \
         `Vec`: `vec![false; seats]`.",
        example: Some(Example {
            source: include_str!("../examples/E0435.txt"),
            said: include_str!("../examples/E0435.json"),
        }),
        explain: None,
    },
];
