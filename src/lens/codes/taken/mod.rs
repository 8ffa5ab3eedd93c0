//! Rule 1 where the value belongs to somebody else: moving it out of a reference, an index, a
//! closure, or a type with a destructor.

mod clones;
mod closures;
mod patterns;
mod place;
mod repairs;
mod story;

use crate::lens::account::Account;
use crate::lens::case::Case;
use crate::lens::codes::{Entry, Example};
use crate::lens::rule::Rule;
use place::Taken;

/// The codes of this file.
pub const ENTRIES: &[Entry] = &[
    Entry {
        code: "E0507",
        rule: Rule::OneOwner,
        summary: "A value can't be moved out of a place that must keep it, such as one behind a reference.",
        meaning: "The code would move a value out of a reference, an element of a collection, an `Rc`, \
         or a closure that may be called again. Whoever owns it still counts on it being there. \
         Borrow it instead, put something else in its place (`Option::take`, `std::mem::take`, \
         `std::mem::replace`), or clone it.",
        example: Some(Example {
            source: include_str!("../../examples/E0507.txt"),
            said: include_str!("../../examples/E0507.json"),
        }),
        explain: Some(explain),
    },
    Entry {
        code: "E0508",
        rule: Rule::OneOwner,
        summary: "An element can't be moved out of a slice, or by its index out of an array.",
        meaning: "A slice must keep all its elements. An array can lose one to a pattern such as \
         `let [first, _] = pair;`, which says before the program runs which one it is, but not to an \
         index. Borrow the element, clone it, or take the whole array apart with a pattern or \
         `into_iter`.",
        example: Some(Example {
            source: include_str!("../../examples/E0508.txt"),
            said: include_str!("../../examples/E0508.json"),
        }),
        explain: Some(explain),
    },
    Entry {
        code: "E0509",
        rule: Rule::OneOwner,
        summary: "A field can't be moved out of a value whose type implements `Drop`.",
        meaning: "When a value of such a type is dropped, its `drop` runs on the whole value, so no field \
         may be missing. Borrow the field, clone it, or leave something in its place with \
         `std::mem::take`.",
        example: Some(Example {
            source: include_str!("../../examples/E0509.txt"),
            said: include_str!("../../examples/E0509.json"),
        }),
        explain: Some(explain),
    },
];

fn explain(case: &Case) -> Option<Account> {
    let taken = Taken::new(case)?;
    let mut account = Account::default();
    story::draw(&taken, &mut account);
    story::tell(&taken, &mut account);
    story::harm(&taken, &mut account);
    repairs::propose(&taken, &mut account);
    Some(account)
}
