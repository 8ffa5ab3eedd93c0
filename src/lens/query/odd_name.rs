//! A name that is declared in one spelling and used in another, again and again: then the
//! declaration is the odd one out.

use std::ops::Range;

use crate::lens::account::Account;
use crate::lens::case::Case;
use crate::lens::query::{errors, items, pointing, test_code};
use crate::lens::repair::Repair;
use crate::rust::NodeId;
use crate::rust::edit::TextEdit;

/// Names the declaration, if several errors are about `used`, and nothing uses `declared`.
pub fn blame(account: &mut Account, case: &Case, used: &str, declared: &str) {
    let Some((uses, bytes)) = find(case, used, declared) else {
        return;
    };
    let line = case.line(bytes.start);
    let place = case.place(bytes.start);
    let mut events = account.events.iter();
    if !events.any(|event| (event.line, event.column) == (place.line, place.column)) {
        pointing::point_at(account, case, &bytes, format!("here it's `{declared}`"));
    }
    account.say(if uses > 1 {
        format!(
            "The name is written `{used}` in {uses} places, and `{declared}` only where it's declared, \
             so look at line {line} first."
        )
    } else {
        let who = if test_code::is_in_test(case, case.node(&case.primary)) {
            "The tests use"
        } else {
            "`main` uses"
        };
        format!("{who} the name `{used}`, and nothing uses `{declared}`, so look at line {line} first.")
    });
    let sentence = format!("Declare it as `{used}`.");
    let edit = TextEdit::replacement(bytes, used);
    account
        .repairs
        .insert(0, Repair::edit(sentence, vec![edit]));
}

/// How many errors are about the one, and where the other is declared.
fn find(case: &Case, used: &str, declared: &str) -> Option<(usize, Range<usize>)> {
    let alike = errors::in_file(case).into_iter();
    let alike = alike.filter(|(error, at)| {
        error.code == case.diagnostic.code && case.text(at).rsplit("::").next() == Some(used)
    });
    let mut places: Vec<usize> = alike.map(|(_, at)| at.start).collect();
    places.sort_unstable();
    places.dedup();
    let bytes = declaration(case, declared)?;
    let is_odd = places.len() > 1 || is_up_to_declaration(case, &bytes);
    (is_odd && occurrences(case, declared) == 1).then_some((places.len(), bytes))
}

/// Whether given code uses a name that's declared elsewhere.
fn is_up_to_declaration(case: &Case, declared: &Range<usize>) -> bool {
    test_code::is_given(case, &case.primary.bytes) && !test_code::is_given(case, declared)
}

/// Whether tests and the `main` beside them must stay as they are, where one of them uses a name
/// that's similar to `declared`: they have it right if none of them uses that.
pub fn spares_tests(case: &Case, declared: &str) -> Option<bool> {
    let is_up =
        self::declaration(case, declared).is_some_and(|bytes| is_up_to_declaration(case, &bytes));
    let mut uses = places_of(case, declared);
    Some(is_up && !uses.any(|at| test_code::is_given(case, &at)))
}

/// The only item, field or variable of this name.
fn declaration(case: &Case, name: &str) -> Option<Range<usize>> {
    let is_it = |node: &NodeId| {
        let own = items::name_of(case, *node);
        let is_item = case.tree.kind(*node).is_item();
        is_item && own.is_some_and(|own| case.text(&own) == name)
    };
    let found = case.tree.nodes().filter(is_it);
    let items = found.filter_map(|node| items::name_of(case, node));
    let variables = case.names.bindings().map(|id| case.names.binding(id));
    let variables = variables.filter(|binding| binding.name == name && !binding.kind.is_item());
    let mut all = items.chain(variables.map(|binding| case.declaration(binding)));
    let first = all.next()?;
    all.next().is_none().then_some(first)
}

/// How often a word stands in the text, comments and strings included.
fn occurrences(case: &Case, word: &str) -> usize {
    places_of(case, word).count()
}

/// Where a word stands in the text, comments and strings included.
fn places_of<'a>(case: &Case<'a>, word: &'a str) -> impl Iterator<Item = Range<usize>> + use<'a> {
    let text = case.source.text();
    let is_part = |c: char| c == '_' || c.is_alphanumeric();
    let found = text.match_indices(word).filter(move |(at, _)| {
        let before = text[..*at].chars().next_back();
        let behind = text[at + word.len()..].chars().next();
        !before.is_some_and(is_part) && !behind.is_some_and(is_part)
    });
    found.map(|(at, word)| at..at + word.len())
}
