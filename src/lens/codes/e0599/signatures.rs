//! Methods that are there, but whose signature or `impl` keeps them from being called.

use std::ops::Range;

use super::{named, without_arguments};
use crate::lens::account::Account;
use crate::lens::case::Case;
use crate::lens::codes::e0424;
use crate::lens::query::statements::around;
use crate::lens::query::{callee, causes, errors, items, lacking, own_types, pointing};
use crate::lens::repair::Repair;
use crate::rust::{Function, NodeId, NodeKind, Role, function_around, functions};

/// A function of the type that has no `self`, called like a method.
pub fn without_self(case: &Case) -> Option<Account> {
    let words = "associated function, not a method";
    if !case.primary.label.contains(words) {
        return None;
    }
    let (name, of_type) = named(case)?;
    let mut account = pointing::at_error(case, "not a method");
    account.summary = Some("A function without `self` can't be called on a value with a dot.");
    let candidate = candidate(case);
    if let Some(function) = &candidate
        && let Some(bytes) = items::name_of(case, function.node)
    {
        pointing::point_at(&mut account, case, &bytes, "has no `self`");
    }
    if let Some(function) = &candidate
        && let Some(cause) = uses_self(case, function).or_else(|| only_in_impl(case, function))
    {
        account.say(cause.sentence);
        account.repairs.extend(cause.repair);
        pointing::point_at(&mut account, case, &cause.bytes, cause.note);
        account.keeps.extend(call(case));
        return Some(account);
    }
    // What it's called on may be a reference; the function belongs to the type behind it.
    let of_type = of_type.trim_start_matches('&');
    let of_type = of_type.strip_prefix("mut ").unwrap_or(of_type);
    account.say(format!(
        "`{name}` has no `self` parameter, so it isn't called on a value with a dot but on the type: \
         `{of_type}::{name}`."
    ));
    Some(account)
}

/// The function that rustc has found instead of a method.
fn candidate(case: &Case) -> Option<Function> {
    let place = case.note("the candidate is defined in")?;
    let item = items::item_at(case, &place.bytes)?;
    function_around(case.source, case.tree, item)
}

/// The bytes of the call.
fn call(case: &Case) -> Option<Range<usize>> {
    let node = case.tree.innermost_at(case.primary.bytes.start);
    let found = around(case, node).find(|at| callee::is_call(case, *at))?;
    Some(case.tree.bytes(found))
}

/// Why the signature is to blame.
struct Cause {
    sentence: String,
    bytes: Range<usize>,
    note: &'static str,
    repair: Option<Repair>,
}

/// A body with `self` in it.
fn uses_self(case: &Case, function: &Function) -> Option<Cause> {
    let body = case.tree.bytes(function.body?);
    let mut inside = errors::within(case, &body);
    let (_, bytes) = inside.find(|(error, _)| error.code.as_deref() == Some("E0424"))?;
    let sentence = format!(
        "`{}` uses `self` on line {}, but its signature has no `self` parameter. Without one, it can't \
         be called with a dot.",
        function.name(),
        case.line(bytes.start)
    );
    Some(Cause {
        sentence,
        bytes,
        note: "uses `self`",
        repair: e0424::as_method(case, function),
    })
}

/// A trait that declares the function without the `self` that its `impl` has.
fn only_in_impl(case: &Case, function: &Function) -> Option<Cause> {
    let parent = case.tree.parent(function.node)?;
    if case.tree.kind(parent) != NodeKind::Trait {
        return None;
    }
    let name = items::name_of(case, parent)?;
    let of_trait = case.text(&name);
    let all = functions(case.source, case.tree).into_iter();
    let mut same = all.filter(|one| one.name() == function.name());
    let (receiver, bytes) = same.find_map(|one| {
        let whole = case.tree.parent(one.node)?;
        let implemented = case.tree.child(whole, Role::Trait)?;
        let receiver = callee::self_parameter(case, &one)?;
        let is_it = case.written(implemented) == of_trait;
        is_it.then(|| (case.written(receiver), case.tree.bytes(receiver)))
    })?;
    let own = function.name();
    let line = case.line(case.tree.bytes(function.node).start);
    let edit = lacking::first_parameter(case, function, receiver);
    let sentence = format!("Declare `{own}` with `{receiver}` in the trait too.");
    Some(Cause {
        sentence: format!(
            "The trait `{of_trait}` declares `{own}` without `self` (line {line}), but the `impl` on line \
             {} has `{receiver}`. To be called with a dot, it needs the `{receiver}` in the trait.",
            case.line(bytes.start)
        ),
        bytes,
        note: "has it",
        repair: edit.map(|edit| Repair::edit(sentence, vec![edit])),
    })
}

/// A method in an `impl` block that has an error of its own, so that rustc leaves it out.
pub fn in_refused_impl(case: &Case) -> Option<Account> {
    let (name, of_type) = named(case)?;
    let of_type = of_type.trim_start_matches('&');
    let of_type = without_arguments(of_type.strip_prefix("mut ").unwrap_or(of_type));
    let all = functions(case.source, case.tree).into_iter();
    let mut same = all.filter(|one| one.name() == name);
    let (function, cause) = same.find_map(|one| {
        let whole = case.tree.parent(one.node)?;
        let own = case.tree.child(whole, Role::Type)?;
        let is_of_type = case.tree.kind(whole) == NodeKind::Impl
            && without_arguments(case.written(own)) == of_type;
        let error = || error_of(case, whole, of_type).filter(|_| is_of_type);
        // A block that can't be for its type may be meant for this one.
        Some((one, causes::of_impl(case, whole).or_else(error)?))
    })?;
    let declared = items::name_of(case, function.node)?;
    let mut account = pointing::at_error(case, format!("`{name}` can't be found yet"));
    pointing::point_at(&mut account, case, &declared, format!("here is `{name}`"));
    pointing::point_at(&mut account, case, &cause, "an error of its own");
    account.say(format!(
        "`{name}` is on line {}, but that `impl` doesn't count until the error on line {} is gone.",
        case.line(declared.start),
        case.line(cause.start)
    ));
    Some(account)
}

/// An error in the first line of an `impl`, up to its `{`, or else in the type's declaration.
fn error_of(case: &Case, whole: NodeId, of_type: &str) -> Option<Range<usize>> {
    let bytes = case.tree.bytes(whole);
    let items = case.tree.children_as(whole, Role::Item);
    let end = items.map(|item| case.tree.bytes(item).start).min();
    let head = bytes.start..end.unwrap_or(bytes.end);
    let declared = own_types::named(case, of_type).map(|item| case.tree.bytes(item));
    let places = std::iter::once(head).chain(declared);
    let is_another = |at: &Range<usize>| *at != case.primary.bytes;
    places
        .filter_map(|place| {
            let mut found = errors::within(case, &place).map(|(_, at)| at);
            found.find(is_another)
        })
        .next()
}

#[cfg(test)]
mod tests {
    use crate::lens::look_at_all;
    use crate::model::ask::facts::Facts;
    use crate::model::rustc_json;
    use crate::rust::{Edition, Source};

    /// What is said of a program's E0599, which follows from another error.
    fn told(text: &str, said: &str) -> String {
        let source = Source::new(text, Edition::E2024);
        let errors = rustc_json::parse(said).diagnostics;
        let looked = look_at_all(&errors, |_| Some(&source), &Facts::default());
        let follows = errors.iter().zip(looked);
        let mut follows = follows.filter(|(error, _)| error.code.as_deref() == Some("E0599"));
        let lens = follows.next().and_then(|(_, lens)| lens);
        lens.map_or_else(String::new, |lens| lens.story.join(" "))
    }

    #[test]
    fn a_trait_that_leaves_out_self_is_named() {
        let told = told(
            include_str!("../../../../tests/lens_follow/trait_without_self.rs"),
            include_str!("../../../../tests/lens_follow/trait_without_self.json"),
        );
        assert!(
            told.starts_with("The trait `Sound` declares `play` without `self` (line 2)"),
            "{told}"
        );
    }

    #[test]
    fn a_method_of_an_impl_with_an_error_is_there() {
        let told = told(
            include_str!("../../../../tests/lens_follow/impl_with_an_error.rs"),
            include_str!("../../../../tests/lens_follow/impl_with_an_error.json"),
        );
        assert_eq!(
            told,
            "`longest` is on line 6, but that `impl` doesn't count until the error on line 5 is gone."
        );
    }
}
