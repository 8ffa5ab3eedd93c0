//! A type lacks a trait.

mod bounds;
mod collected;
mod formatting;
mod operators;
mod question_mark;
mod sizes;

use std::ops::Range;

use crate::lens::account::Account;
use crate::lens::case::Case;
use crate::lens::codes::names::instead;
use crate::lens::codes::{Entry, Example, threads};
use crate::lens::labels;
use crate::lens::query::{
    advice, labelled, no_return, odd_call, pointing, swapped, test_code, wrong_return,
};
use crate::lens::repair::edits_of;
use crate::lens::rule::Rule;

/// The codes of this file.
pub const ENTRIES: &[Entry] = &[Entry {
    code: "E0277",
    rule: Rule::Types,
    summary: "A trait is required here, and the type doesn't implement it.",
    meaning: "A function, an operator, a `for` loop, `?` or `{}` works only with types that implement a certain trait, \
         and the type here doesn't. The message names both. Between threads, the traits are `Send` (the value \
         may move to another thread) and `Sync` (several threads may use it at once).",
    example: Some(Example {
        source: include_str!("../../examples/E0277.txt"),
        said: include_str!("../../examples/E0277.json"),
    }),
    explain: Some(explain),
}];

/// What's missing and who asks for it, one kind after the other. A kind that doesn't recognize
/// its own words and tree says nothing.
const KINDS: &[fn(&Case) -> Option<String>] = &[
    question_mark::without_result,
    question_mark::on_the_other,
    question_mark::conversion,
    formatting::function,
    formatting::parameter,
    formatting::assertion,
    operators::operator,
    operators::index,
    operators::loop_head,
    collected::built_from_elements,
    sizes::unknown_size,
    bounds::supertrait,
    bounds::derived,
    bounds::conversion,
    bounds::called,
    bounds::alone,
];

fn explain(case: &Case) -> Option<Account> {
    if let Some(account) = instead::explain(case) {
        return Some(account);
    }
    if threads::is_about(case) {
        return threads::explain(case);
    }
    let dropped = dropped_value(case);
    let sentence = KINDS.iter().find_map(|kind| kind(case));
    if sentence.is_none() && dropped.is_none() {
        return None;
    }
    let mut account = labelled::account(case);
    formatting::shorten(&mut account, case);
    account.story.extend(sentence);
    if let Some((sentence, line)) = bounds::implemented_for_unknown(case) {
        account.also.push(line);
        account.say(sentence);
    }
    let is_dropped = dropped.is_some();
    if let Some((sentence, semicolon)) = dropped {
        account.say(sentence);
        pointing::point_at(&mut account, case, &semicolon, "drops the value");
    }
    let is_unit = missing(case).is_some_and(|missing| missing.of == "()");
    if let Some((sentence, declared)) = no_return::reason(case).filter(|_| is_unit) {
        account.say(sentence);
        pointing::point_at(&mut account, case, &declared, "returns `()`");
        account.repairs.extend(no_return::repair(case, &declared));
    } else {
        account.repairs.extend(formatting::field(case));
        account.repairs.extend(formatting::with_debug(case));
    }
    account.repairs.extend(operators::converted_index(case));
    if let Some(asked) = collected::asked_for(case) {
        account.say(asked.sentence);
        pointing::point_at(&mut account, case, &asked.bytes, "asked for here");
        account.repairs.extend(asked.repair);
    }
    if let Some(parameter) = sizes::at_fault(case) {
        pointing::point_at(&mut account, case, &parameter, "this needs a size");
    } else if let Some(bare) = sizes::written_bare(case) {
        account.say(bare.sentence);
        pointing::point_at(&mut account, case, &bare.bytes, bare.label);
        account.repairs.extend(bare.repair);
    }
    // What drops a value in given code can't be wrong elsewhere.
    let mut is_given = test_code::is_given(case, &case.primary.bytes) && !is_dropped;
    let is_about_size = case.diagnostic.message.contains("size for values");
    let wrong = wrong_return::of_value(case, case.node(&case.primary));
    if let Some(wrong) = wrong.filter(|_| !is_about_size) {
        account.say(wrong.sentence);
        pointing::point_at(&mut account, case, &wrong.declared, "declared here");
        account.repairs.splice(0..0, wrong.repair);
    } else if let Some(whole) = formatting::whole(case) {
        account.say(whole.sentence);
        // What the line beside it does can't be wrong here.
        if let Some(repair) = whole.repair {
            is_given = false;
            account.repairs = vec![repair];
        }
    }
    if let Some(swap) = swapped::refused_both(case) {
        account.repair(swap);
        is_given &= !odd_call::is_of_test_alone(case);
    }
    is_given &= !odd_call::is_of_given_alone(case);
    account.spares_tests = Some(is_given);
    Some(account)
}

/// The `;` that drops the value of a block, which rustc suggests to remove, and a sentence on it.
fn dropped_value(case: &Case) -> Option<(String, Range<usize>)> {
    let help = advice::with(case, "consider removing this semicolon")?;
    let edits = edits_of(help, case.source);
    let [edit] = edits.as_slice() else {
        return None;
    };
    let is_semicolon = edit.text.is_empty() && case.text(&edit.bytes).trim() == ";";
    let line = case.line(edit.bytes.start);
    is_semicolon.then(|| {
        let sentence =
            format!("The `;` on line {line} drops the value before it, so that block gives `()`.");
        (sentence, edit.bytes.clone())
    })
}

/// The trait and the type that lacks it, as rustc names them.
struct Missing<'a> {
    /// The trait, perhaps with a path and arguments.
    name: &'a str,
    /// The type.
    of: &'a str,
}

/// Read from the label, which is the most exact, or else from the message.
fn missing<'a>(case: &'a Case) -> Option<Missing<'a>> {
    let label = &case.primary.label;
    if labels::has_shape(label, "the trait _ is not implemented for _") {
        return Some(Missing {
            name: case.primary.name(0)?,
            of: case.primary.name(1)?,
        });
    }
    let message = &case.diagnostic.message;
    if labels::has_shape(message, "_ doesn't implement _") {
        return Some(Missing {
            name: case.named(1)?,
            of: case.named(0)?,
        });
    }
    let is_bound = labels::has_shape(message, "the trait bound _ is not satisfied");
    let bound = case.named(0).filter(|_| is_bound)?;
    let (of, name) = bound.split_once(": ")?;
    Some(Missing { name, of })
}

impl Missing<'_> {
    /// The trait without its path.
    fn short(&self) -> &str {
        last_part(self.name)
    }
}

/// The last part of a path, with its arguments.
fn last_part(path: &str) -> &str {
    let head = path.find('<').unwrap_or(path.len());
    // `core::str::<impl str>::contains` goes on behind its brackets.
    if path.get(..head).is_some_and(|head| head.ends_with("::")) {
        return path.rsplit("::").next().unwrap_or(path);
    }
    let begin = path[..head].rfind("::").map_or(0, |at| at + 2);
    &path[begin..]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_cut_to_their_last_part() {
        assert_eq!(last_part("std::fmt::Display"), "Display");
        assert_eq!(last_part("core::str::<impl str>::contains"), "contains");
        assert_eq!(
            last_part("std::ops::Add<std::string::String>"),
            "Add<std::string::String>"
        );
        assert_eq!(last_part("show"), "show");
    }
}
