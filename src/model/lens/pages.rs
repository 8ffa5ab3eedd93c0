//! A page for each error code that the lens is for: what it means, in our own words, and a
//! tiny program that has it, with what rustc 1.95 says of that program. E0712 needs a feature that
//! no stable compiler has.

use crate::model::diagnostic::Diagnostic;
use crate::model::rustc_json;

/// A code's page.
#[derive(Debug, Clone, Copy)]
pub struct Page {
    /// The code.
    pub code: &'static str,
    /// What it means and how people come to it.
    pub meaning: &'static str,
    /// The program.
    pub source: &'static str,
    said: &'static str,
}

impl Page {
    /// What the compiler says of the program.
    pub fn diagnostic(&self) -> Option<Diagnostic> {
        rustc_json::parse(self.said).diagnostics.into_iter().next()
    }
}

/// The page of a code, if there is one.
pub fn page(code: &str) -> Option<Page> {
    PAGES.iter().copied().find(|page| page.code == code)
}

/// The codes that have pages.
pub fn codes() -> impl Iterator<Item = &'static str> {
    PAGES.iter().map(|page| page.code)
}

macro_rules! page {
    ($code:literal, $meaning:literal) => {
        Page {
            code: $code,
            meaning: $meaning,
            source: include_str!(concat!("examples/", $code, ".txt")),
            said: include_str!(concat!("examples/", $code, ".json")),
        }
    };
}

const PAGES: &[Page] = &[
    page!(
        "E0106",
        "A reference in a result or in a type always points into data that somebody else owns, \
         and the compiler has to know whose. With one reference going in, it takes that one. \
         With several, or none, you say it with a lifetime: a name that stands at both ends."
    ),
    page!(
        "E0277",
        "A function or an operator asks for an ability (a trait), and the type at hand does not \
         have it. The message names both. For threads the abilities are `Send` (may go to \
         another thread) and `Sync` (may be used by several at once)."
    ),
    page!(
        "E0308",
        "Two types meet that are not the same. For beginners it is mostly one of four: a `&` or \
         `&mut` is missing, a `String` is wanted where a text in quotes stands, the value is \
         still inside of an Option or Result, or a `;` has thrown the value away."
    ),
    page!(
        "E0373",
        "A closure borrows what it uses, unless it is told to own it. A closure that goes to a \
         thread, or back to the caller, may run when the variables around it are long gone."
    ),
    page!(
        "E0381",
        "A variable may be declared first and get its value later, but on every path it must \
         have one before it is read. There is no null and no zero that it has by itself."
    ),
    page!(
        "E0382",
        "Giving a value away (to a function, another variable, a closure, a loop) moves it, and \
         the old name is empty from then on. Numbers, `bool`, `char` and `&` references are \
         copied instead. Whoever only wants to look should borrow."
    ),
    page!(
        "E0384",
        "Variables keep their value unless they are declared with `mut`. So a reader can tell at \
         the declaration what will change and what will not."
    ),
    page!(
        "E0499",
        "Two `&mut` references to one value are in use at the same time. It is enough that the \
         first one is used once more further down: it counts from its making to its last use, \
         not to the end of the block."
    ),
    page!(
        "E0500",
        "A closure that changes a variable borrows it from the line where the closure is \
         written, not from where it is called. Another reference to the same variable is in use \
         there already."
    ),
    page!(
        "E0501",
        "A closure that writes through a reference needs that reference for itself alone, from \
         the line where it is written to its last call. In between somebody else uses it."
    ),
    page!(
        "E0502",
        "A value is read and written at the same time: a `&` reference is still in use while \
         something needs `&mut`, or the other way round. Methods such as `push` and `clear` need \
         `&mut`; a `for` loop over a collection reads it to its last round."
    ),
    page!(
        "E0503",
        "A value is used while a `&mut` reference to it is still needed. Only whoever holds the \
         `&mut` reference may touch it until then."
    ),
    page!(
        "E0505",
        "A value is given away while somebody still holds a reference to it. The new owner may \
         drop it at once, so the reference must not be used afterwards."
    ),
    page!(
        "E0506",
        "A variable gets a new value while a reference to the old one is still needed."
    ),
    page!(
        "E0507",
        "Whoever borrows may look, or with `&mut` change, but not take away: the owner would be \
         left with a hole. Borrow further, put something else in its place (`take`, `replace`), \
         or clone."
    ),
    page!(
        "E0508",
        "An element cannot be moved out of an array or a slice by its index, since the others \
         stay and the place would be empty."
    ),
    page!(
        "E0509",
        "A type with a `Drop` of its own needs all its fields at the end, so none can be moved \
         out of it before."
    ),
    page!(
        "E0515",
        "What a function makes and keeps in its own variables ends with it. Return the value \
         itself, which moves out, and not a reference to it."
    ),
    page!(
        "E0521",
        "A parameter that is a reference is lent for the time of the call. Here it goes \
         somewhere where it would be kept longer: to a thread, or into something that lives \
         outside."
    ),
    page!(
        "E0524",
        "Two closures each need the same reference for themselves alone, and both are in use at \
         the same time. Call the first one for the last time before the second one is written."
    ),
    page!(
        "E0594",
        "Something is assigned to that may only be read: a variable without `mut`, something \
         behind a `&` reference, something in an `Rc` or `Arc`, or a variable of outside in a \
         closure that promises to change nothing."
    ),
    page!(
        "E0596",
        "A method or function wants `&mut`, but what stands there may only be read: its variable \
         has no `mut`, or it is itself a `&` reference."
    ),
    page!(
        "E0597",
        "A reference is still used after the variable that it points to has been dropped, mostly \
         since that variable lives in an inner block or in one round of a loop."
    ),
    page!(
        "E0621",
        "The signature gives one reference a lifetime and another one none, but the body lets \
         data of the second go where only the first is promised."
    ),
    page!(
        "E0700",
        "A result type `impl Trait` may name the lifetimes that it holds. The value that is \
         returned holds one that is not among them."
    ),
    page!(
        "E0712",
        "A variable that each thread has for itself ends with its thread. A reference to it must \
         not live on after the function in which it was made. Only `#[thread_local]` leads here, \
         which a stable compiler refuses, so the example is for a nightly one. `thread_local!` \
         of the standard library lends its value to a closure alone, so this cannot happen there."
    ),
    page!(
        "E0713",
        "A type with a `Drop` of its own is dropped while a reference into it has to live on. \
         Its `drop` could change or free what the reference points to."
    ),
    page!(
        "E0716",
        "A value that is made in the middle of a line and gets no name is dropped at the end of \
         that line. A reference to it that is kept longer points at nothing: give it a name."
    ),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::lens::{Tier, look};

    #[test]
    fn every_page_is_drawn_with_all_its_roles_and_has_a_way_out() {
        for page in PAGES {
            let diagnostic = page.diagnostic().expect("said");
            assert_eq!(diagnostic.code.as_deref(), Some(page.code));
            let lens = look(&diagnostic, Some(page.source)).expect("a lens");
            assert_eq!(lens.tier, Tier::Timeline, "{}", page.code);
            assert!(
                !lens.fixes.is_empty() && !lens.story.is_empty(),
                "{}",
                page.code
            );
        }
    }
}
