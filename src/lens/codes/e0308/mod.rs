//! A type is expected, and another is found.

mod calls;
mod lets;
mod lists;
mod places;
mod values;

use crate::lens::account::Account;
use crate::lens::case::Case;
use crate::lens::codes::{Entry, Example};
use crate::lens::query::expectation::{self, Expectation};
use crate::lens::query::{labelled, rewrite, test_code};
use crate::lens::rule::Rule;
use crate::rust::NodeId;

/// The codes of this file.
pub const ENTRIES: &[Entry] = &[Entry {
    code: "E0308",
    rule: Rule::Types,
    summary: "The value has one type, but another type is expected here.",
    meaning: "A call, a `return`, a declaration or another branch decides which type a place must have, and the \
         value there has a different one. Often a `&` is missing or is too much, a string literal stands where a \
         `String` is expected, the value is still inside an `Option` or a `Result`, or a `;` drops the value \
         that a function should return.",
    example: Some(Example {
        source: include_str!("../../examples/E0308.txt"),
        said: include_str!("../../examples/E0308.json"),
    }),
    explain: Some(explain),
}];

/// A place where another type is expected.
struct Mismatch<'a> {
    case: &'a Case<'a>,
    /// The expression, pattern or type that the error is about.
    node: NodeId,
    /// Both types.
    types: Expectation,
}

/// Where the expectation comes from, one kind after the other. A kind that doesn't recognize its
/// own labels and tree says nothing.
const KINDS: &[fn(&Mismatch) -> Option<String>] = &[
    values::branches,
    values::arms,
    calls::argument,
    values::no_tail,
    values::returned,
    values::no_return_type,
    places::statement,
    places::declared,
    places::condition,
    lists::element,
    places::field,
    places::operand,
    places::compared,
    places::pattern,
];

fn explain(case: &Case) -> Option<Account> {
    let sentences = calls::several_arguments(case).or_else(|| {
        let mismatch = Mismatch {
            case,
            node: rewrite::value_of(case, case.node(&case.primary)),
            types: expectation::of(case, &case.primary)?,
        };
        let sentence = KINDS.iter().find_map(|kind| kind(&mismatch))?;
        Some(vec![sentence])
    })?;
    let mut account = labelled::account(case);
    account.story = sentences;
    if let Some(blame) = calls::signature(case).or_else(|| places::field_declaration(case)) {
        let line = case.line(blame.declared.start);
        account.say(blame.sentence);
        account.also.push(line);
        account.keeps.extend(blame.keeps);
        account.repairs.extend(blame.repair);
    }
    let mut is_certain = false;
    if let Some(found) = lets::without_reference(case) {
        account.also.push(found.line);
        account.say(found.sentence);
        account.repair(found.repair);
        is_certain = found.is_certain;
    } else if let Some(repair) = values::without_star(case) {
        account.repair(repair);
        is_certain = values::is_unsized(case);
    }
    let is_given = test_code::is_given(case, &case.primary.bytes);
    account.spares_tests = Some(is_given && !is_certain);
    Some(account)
}
