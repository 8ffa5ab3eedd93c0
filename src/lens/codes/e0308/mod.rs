//! A type is expected, and another is found.

mod calls;
mod comparisons;
mod lets;
mod lists;
mod places;
mod results;
mod traits;
mod values;

use self::calls::Blame;
use crate::lens::account::Account;
use crate::lens::case::Case;
use crate::lens::codes::names::instead;
use crate::lens::codes::not_mutable;
use crate::lens::codes::{Entry, Example};
use crate::lens::query::expectation::{self, Expectation};
use crate::lens::query::{
    by_reference, declared, labelled, lent, misdeclared, odd_call, pointing, rewrite, swapped,
    test_code,
};
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
    values::returned_from_unit,
    places::statement,
    places::declared,
    places::condition,
    lists::element,
    places::field,
    comparisons::against_nothing,
    comparisons::operand,
    comparisons::compared,
    places::pattern,
];

/// Declarations that are to blame, and not the place that the error is about.
const BLAMED: &[fn(&Mismatch) -> Option<Blame>] = &[
    traits::wanted_by_trait,
    traits::parameter_wanted_by_trait,
    results::wanted_by_given_code,
    results::wanted_elsewhere,
    calls::used_parameter,
];

fn explain(case: &Case) -> Option<Account> {
    if let Some(account) = instead::explain(case) {
        return Some(account);
    }
    if let Some(swapped) = swapped::of_call(case) {
        let mut account = labelled::account(case);
        account.say(swapped.sentence(case));
        account.repair(swapped.repair(case));
        account.spares_tests = Some(false);
        return Some(account);
    }
    let mismatch = expectation::of(case, &case.primary).map(|types| {
        let node = rewrite::value_of(case, case.node(&case.primary));
        let types = declared::in_full(case, node, types);
        Mismatch { case, node, types }
    });
    let sentences = calls::several_arguments(case).or_else(|| {
        let mismatch = mismatch.as_ref()?;
        let sentence = KINDS.iter().find_map(|kind| kind(mismatch))?;
        Some(vec![sentence])
    })?;
    let mut account = labelled::account(case);
    account.story = sentences;
    let blame = calls::signature(case)
        .or_else(|| places::field_declaration(case))
        .or_else(|| BLAMED.iter().find_map(|kind| kind(mismatch.as_ref()?)));
    if let Some(mismatch) = &mismatch
        && blame.as_ref().is_none_or(|blame| blame.sentence.is_none())
    {
        for (name, declared) in comparisons::return_types(mismatch) {
            let note = format!("what `{name}` returns");
            pointing::point_at(&mut account, case, &declared, note);
        }
    }
    if let Some(blame) = blame {
        if let Some(sentence) = blame.sentence {
            account.say(sentence);
            account.also.push(case.line(blame.declared.start));
        }
        account.keeps.extend(blame.keeps);
        account.repairs.extend(blame.repair);
    }
    account
        .repairs
        .extend(mismatch.as_ref().and_then(values::result_as_option));
    if let Some((sentence, repair)) = mismatch.as_ref().and_then(values::in_loop) {
        account.say(sentence);
        account.repair(repair);
    }
    let mut is_certain = false;
    if let Some(found) = lets::without_reference(case) {
        account.also.push(found.line);
        account.say(found.sentence);
        account.repair(found.repair);
        is_certain = found.is_certain;
    } else if let Some(repair) = values::without_star(case) {
        account.repair(repair);
    }
    // No parameter could take that.
    is_certain |= values::is_unsized(case);
    account.repairs.extend(lets::loop_over_reference(case));
    if let Some(found) = misdeclared::variable(case) {
        account.say(found.sentence());
        account.repair(found.repair);
    } else if let Some(found) = misdeclared::declaration(case) {
        account.repair(found.repair);
    } else if let Some((line, name)) = mismatch
        .as_ref()
        .and_then(comparisons::first_value)
        .and_then(|first| misdeclared::refused_in(case, first))
    {
        account.also.push(line);
        account.say(format!(
            "Line {line} declares `{name}` with one type, but gives it a value of another: that error comes first."
        ));
    }
    account
        .story
        .extend(mismatch.as_ref().and_then(places::namesake_in_block));
    if let Some((parameter, lent, line)) = lent::argument(case) {
        account.also.push(line);
        account.say(format!(
            "But `{}` changes its `{}` on line {line}: it may be meant to take a `&mut` reference.",
            lent.function.name(),
            parameter.name
        ));
        account.repair(not_mutable::lent(case, parameter, &lent));
    }
    if let Some(found) = by_reference::variable(case) {
        account.also.push(found.line);
        account.say(found.sentence);
        account.repair(found.repair);
    }
    account
        .repairs
        .extend(mismatch.as_ref().and_then(comparisons::without_ampersand));
    if let Some(passed) = swapped::refused_both(case) {
        account.repair(passed);
    }
    let without_type = mismatch.as_ref().and_then(|mismatch| {
        comparisons::made_without_type(mismatch).or_else(|| places::matched_without_type(mismatch))
    });
    if let Some((_, declared)) = without_type {
        pointing::point_at(&mut account, case, &declared, "returns `()`");
    }
    let is_given = test_code::is_given(case, &case.primary.bytes);
    let is_odd = || {
        odd_call::is_test_to_blame(case)
            || odd_call::is_of_given_alone(case)
            || odd_call::has_odd_argument(case)
            || odd_call::has_odd_field(case)
    };
    account.spares_tests = Some(is_given && !is_certain && !is_odd());
    Some(account)
}
