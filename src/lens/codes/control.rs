//! `break`, `continue` and `return` in places that they can't leave.

use crate::lens::codes::{Entry, Example};
use crate::lens::rule::Rule;

/// The codes of this file.
pub const ENTRIES: &[Entry] = &[
    Entry {
        code: "E0267",
        rule: Rule::ControlFlow,
        summary: "`break` and `continue` can't leave a closure or an `async` block.",
        meaning: "A closure is a function of its own. The loop that calls it, here or inside \
         of a method such as `for_each`, isn't within its reach. Write a `for` loop instead, \
         where `break` works. In a closure, `return` ends this one call, which is what \
         `continue` would do.",
        example: Some(Example {
            source: include_str!("../examples/E0267.txt"),
            said: include_str!("../examples/E0267.json"),
        }),
        explain: None,
    },
    Entry {
        code: "E0426",
        rule: Rule::Names,
        summary: "`break` and `continue` can name only a label that stands at a loop or block around them.",
        meaning: "The label after `break` or `continue` isn't found. Mostly it's misspelled, \
         or it belongs to a loop that has already ended. Write it before the loop that you want \
         to leave: `'search: loop { }`. Without a label, `break` leaves the innermost loop.",
        example: Some(Example {
            source: include_str!("../examples/E0426.txt"),
            said: include_str!("../examples/E0426.json"),
        }),
        explain: None,
    },
    Entry {
        code: "E0571",
        rule: Rule::ControlFlow,
        summary: "`break` can carry a value only out of a `loop` or a labeled block.",
        meaning: "A `loop` ends only with a `break`, so the value of that `break` can be the \
         value of the loop. A `for` or `while` may also end by itself, and then there would be \
         no value. Declare a variable before the loop and set it before the `break`, or use an \
         iterator method such as `find`.",
        example: Some(Example {
            source: include_str!("../examples/E0571.txt"),
            said: include_str!("../examples/E0571.json"),
        }),
        explain: None,
    },
    Entry {
        code: "E0572",
        rule: Rule::ControlFlow,
        summary: "`return` stands where there's no function or closure to return from.",
        meaning: "The value of a constant or a static, or the length of an array, isn't the \
         body of a function, so there's nothing to return from. Write the value alone. If it \
         needs several steps, put them in a `const fn` and call that.",
        example: Some(Example {
            source: include_str!("../examples/E0572.txt"),
            said: include_str!("../examples/E0572.json"),
        }),
        explain: None,
    },
];
