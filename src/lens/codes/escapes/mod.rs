//! References that would leave the function, closure or thread of their data.

mod captured;
mod destructor;
mod owned_data;
mod owned_result;
mod owning;
mod passed_on;
mod returned;
mod thread_local;

use crate::lens::codes::{Entry, Example};
use crate::lens::rule::Rule;

/// The codes of this file.
pub const ENTRIES: &[Entry] = &[
    Entry {
        code: "E0373",
        rule: Rule::NoDangling,
        summary: "A closure or `async` block that may outlive the function must own what it uses.",
        meaning: "A closure borrows the variables that it uses, unless it says `move`. If it's returned, \
         stored or handed to a thread, it may still be there when those variables are dropped. \
         With `move` the closure owns them.",
        example: Some(Example {
            source: include_str!("../../examples/E0373.txt"),
            said: include_str!("../../examples/E0373.json"),
        }),
        explain: Some(captured::explain),
    },
    Entry {
        code: "E0515",
        rule: Rule::NoDangling,
        summary: "A function or closure can't return a borrow of something that's dropped when it returns.",
        meaning: "A function drops its variables, its owned parameters and its temporary values when it \
         returns. A reference to one of them would point at nothing. Return the value itself: \
         then it moves to the caller.",
        example: Some(Example {
            source: include_str!("../../examples/E0515.txt"),
            said: include_str!("../../examples/E0515.json"),
        }),
        explain: Some(returned::explain),
    },
    Entry {
        code: "E0521",
        rule: Rule::NoDangling,
        summary: "A borrowed parameter goes somewhere where it would have to stay valid for longer.",
        meaning: "A reference that a function or closure gets as an argument is only sure to be valid \
         during the call. Here it goes somewhere where it's needed for longer: to a thread, into \
         a variable outside of the closure, or to something that asks for `'static`.",
        example: Some(Example {
            source: include_str!("../../examples/E0521.txt"),
            said: include_str!("../../examples/E0521.json"),
        }),
        explain: Some(passed_on::explain),
    },
    Entry {
        code: "E0712",
        rule: Rule::NoDangling,
        summary: "A reference to a thread-local variable can't outlive the function that makes it.",
        meaning: "Each thread has a thread-local variable of its own, which is gone when the thread ends. \
         So a reference to it must not outlive the function in which it's made. Only \
         `#[thread_local]` leads here, which needs a nightly compiler, and so does the example. \
         The standard library's `thread_local!` lends its value to a closure, so it can't happen \
         there.",
        example: Some(Example {
            source: include_str!("../../examples/E0712.txt"),
            said: include_str!("../../examples/E0712.json"),
        }),
        explain: Some(thread_local::explain),
    },
    Entry {
        code: "E0713",
        rule: Rule::NoDangling,
        summary: "A value with `Drop` code is dropped while something in it still has to stay borrowed.",
        meaning: "A type that implements `Drop` runs code of its own when it's dropped, and that code may \
         use everything in the value. So nothing in it may still be borrowed then, even if it \
         belongs to somebody else.",
        example: Some(Example {
            source: include_str!("../../examples/E0713.txt"),
            said: include_str!("../../examples/E0713.json"),
        }),
        explain: Some(destructor::explain),
    },
];
