//! Methods, functions and variants that a type doesn't have.

mod letters;
mod missing_trait;
mod parameters;
mod signatures;

use std::ops::Range;

use crate::lens::account::Account;
use crate::lens::case::Case;
use crate::lens::codes::names::instead;
use crate::lens::codes::{Entry, Example};
use crate::lens::labels;
use crate::lens::query::statements::around;
use crate::lens::query::{
    advice, articles, errors, items, labelled, made_by, misdeclared, odd_name, own_types, places,
    pointing,
};
use crate::lens::repair::Repair;
use crate::lens::rule::Rule;
use crate::rust::edit::TextEdit;
use crate::rust::{Function, NodeId, NodeKind, Role, functions};

/// The codes of this file.
pub const ENTRIES: &[Entry] = &[Entry {
    code: "E0599",
    rule: Rule::Abilities,
    summary: "The type has no method, function or variant with this name that can be used here.",
    meaning: "A method belongs to a type or to a trait that the type implements. It isn't found if its name \
         is misspelled, if the value is still wrapped in an `Option` or `Result`, if its trait isn't in \
         scope, or if the type lacks a trait that the method needs.",
    example: Some(Example {
        source: include_str!("../../examples/E0599.txt"),
        said: include_str!("../../examples/E0599.json"),
    }),
    explain: Some(explain),
}];

fn explain(case: &Case) -> Option<Account> {
    instead::explain(case)
        .or_else(|| signatures::without_self(case))
        .or_else(|| signatures::in_refused_impl(case))
        .or_else(|| field(case))
        .or_else(|| wrapped(case))
        .or_else(|| trait_out_of_scope(case))
        .or_else(|| not_an_iterator(case))
        .or_else(|| bounds(case))
        .or_else(|| misspelled(case))
        .or_else(|| letters::explain(case))
        .or_else(|| variant(case))
        .or_else(|| missing_trait::explain(case))
        .or_else(|| too_late(case))
        .or_else(|| constructor(case))
        .or_else(|| on_own_type(case))
        .or_else(|| on_another_type(case))
}

/// The name that isn't found, and the type as the message tells it.
fn named<'a>(case: &'a Case) -> Option<(&'a str, &'a str)> {
    let name = case.named(0)?;
    let is_it = case.text(&case.primary.bytes) == name;
    Some((name, case.named(1)?)).filter(|_| is_it)
}

/// Points at the name of a type of this file.
fn point_at_type(account: &mut Account, case: &Case, name: &str, note: String) {
    let item = own_types::named(case, without_arguments(name));
    if let Some(bytes) = item.and_then(|item| items::name_of(case, item)) {
        pointing::point_at(account, case, &bytes, note);
    }
}

/// A type's name without its arguments.
fn without_arguments(name: &str) -> &str {
    name.split('<').next().unwrap_or(name)
}

/// A field with parentheses behind it.
fn field(case: &Case) -> Option<Account> {
    let is_field = case.primary.label.starts_with("field, not a method");
    // It may hold a closure, which is called in another way.
    if !is_field || case.has_note("closure") || case.has_note("to call the") {
        return None;
    }
    let (name, of_type) = named(case)?;
    let mut account = pointing::at_error(case, "a field, not a method");
    account.say(format!(
        "`{name}` is a field of `{of_type}`. A field is read without parentheses."
    ));
    Some(account)
}

/// A method of the value inside of an `Option`, a `Result` or another wrapper.
fn wrapped(case: &Case) -> Option<Account> {
    let note = advice::with(case, "exists on the type")?;
    let [method, inner, ..] = advice::names(note)[..] else {
        return None;
    };
    let outer = receiver_type(case)?;
    let mut account = pointing::at_error(case, format!("called on `{outer}`"));
    if let Some(place) = case.note("exists on the type") {
        let item = items::item_at(case, &place.bytes);
        if let Some(bytes) = item.and_then(|item| items::name_of(case, item)) {
            pointing::point_at(
                &mut account,
                case,
                &bytes,
                format!("can be called on `{inner}`"),
            );
        }
    }
    account.say(format!(
        "`{method}` can be called on {}, but here it's called on {}.",
        articles::a(inner),
        articles::a(outer)
    ));
    if parameters::blame_parameter(&mut account, case) || made_by::tell(case, outer, &mut account) {
        return Some(account);
    }
    if let Some(found) = misdeclared::variable(case) {
        account.say(found.sentence());
        account.repair(found.repair);
        return Some(account);
    }
    match without_arguments(outer) {
        "Option" => {
            account.say("The `Option` may be `None`, so the value must be taken out of it first.")
        }
        "Result" => {
            account.say("The `Result` may be an `Err`, so the value must be taken out of it first.")
        }
        _ => {}
    }
    Some(account)
}

/// The type that the method is called on, by the label of the error's place.
fn receiver_type<'a>(case: &'a Case) -> Option<&'a str> {
    let label = &case.primary.label;
    let names = labels::names(label);
    let is_told = label.starts_with("method not found in");
    names.first().copied().filter(|_| is_told)
}

/// A method of a trait that needs a `use`.
fn trait_out_of_scope(case: &Case) -> Option<Account> {
    let help = advice::with(case, "is implemented but not in scope")?;
    let (name, _) = named(case)?;
    let of_trait = *advice::names(help).first()?;
    let mut account = pointing::at_error(case, format!("a method of `{of_trait}`"));
    account.say(format!(
        "`{name}` is a method of the trait `{of_trait}`. Methods of a trait can be called only where the \
         trait is in scope, and here it isn't."
    ));
    Some(account)
}

/// A method of iterators, called on something that only can be turned into one.
fn not_an_iterator(case: &Case) -> Option<Account> {
    let bounds = advice::with(case, "trait bounds were not satisfied")?;
    // "`Countdown` is not an iterator" doesn't tell the method.
    let is_told_so = case.diagnostic.message.ends_with("is not an iterator");
    let (name, of_type) = if is_told_so {
        (case.text(&case.primary.bytes), case.named(0)?)
    } else {
        named(case)?
    };
    let wanted = format!("{of_type}: Iterator");
    let bounds = advice::names(bounds).into_iter();
    let bounds: Vec<&str> = bounds.filter(|name| name.contains(": ")).collect();
    let is_all = bounds.iter().all(|bound| bound.ends_with(": Iterator"));
    let has_other = case.has_note("was not satisfied");
    if !is_all || has_other || !bounds.contains(&wanted.as_str()) {
        return None;
    }
    let call = case.tree.parent(case.node(&case.primary))?;
    let receiver = case.tree.child(call, Role::Receiver)?;
    if case.tree.kind(call) != NodeKind::MethodCall {
        return None;
    }
    let mut account = pointing::at_error(case, "a method of iterators");
    point_at_type(&mut account, case, of_type, "isn't an iterator".to_owned());
    account.say(format!(
        "`{name}` is a method of iterators, and `{of_type}` isn't one."
    ));
    let end = case.tree.bytes(receiver).end;
    let is_owned = !of_type.starts_with(['&', '[']) && may_be_used_up(case, receiver);
    let ways = [
        ("iter", "references to its elements"),
        ("into_iter", "the elements themselves"),
    ];
    for (method, what) in ways.into_iter().take(1 + usize::from(is_owned)) {
        let edit = TextEdit::insertion(end, format!(".{method}()"));
        let sentence = format!("Make an iterator with `.{method}()`: it gives {what}.");
        account.repair(Repair::edit(sentence, vec![edit]));
    }
    Some(account)
}

/// Whether nothing needs a value any more once it's used up here: a variable that's used further down
/// or in a loop is still needed. Of another place, a trial tells, if no other error hides the answer.
fn may_be_used_up(case: &Case, receiver: NodeId) -> bool {
    let tree = case.tree;
    let Some(variable) = places::base(case, receiver) else {
        return true;
    };
    if case.names.binding_of(receiver) != Some(variable) && !errors::is_only_one(case) {
        return false;
    }
    let declared = case.names.binding(variable).owner;
    let end = tree.bytes(receiver).end;
    let mut uses = case.names.uses_of(variable);
    let mut near = around(case, receiver).take_while(|at| !tree.is_inside(declared, *at));
    let is_repeated = near.any(|at| tree.kind(at).is_loop() || tree.kind(at) == NodeKind::Closure);
    !is_repeated && !uses.any(|used| tree.bytes(used).start >= end)
}

/// A method that exists only if some type has a trait.
fn bounds(case: &Case) -> Option<Account> {
    let message = &case.diagnostic.message;
    if !message.contains("trait bounds were not satisfied") {
        return None;
    }
    let (name, of_type) = named(case)?;
    // One that's missing beside `Iterator` is nearer: many methods of iterators have common names.
    let clues = case.clues.iter();
    let lacking = clues.filter(|clue| clue.label.contains("doesn't satisfy"));
    let lacking = lacking.min_by_key(|clue| clue.label.ends_with(": Iterator`"))?;
    let bounds = labels::names(&lacking.label).into_iter();
    let bounds = bounds.filter_map(|bound| bound.split_once(": "));
    let (types, traits): (Vec<&str>, Vec<&str>) = bounds.unzip();
    let bounded = *types.first()?;
    if types.iter().any(|other| *other != bounded) {
        return None;
    }
    let item = own_types::named(case, without_arguments(bounded))?;
    let bytes = items::name_of(case, item)?;
    let traits: Vec<String> = traits.iter().map(|name| format!("`{name}`")).collect();
    let traits = traits.join(" or ");
    let mut account = pointing::at_error(case, format!("not for `{of_type}`"));
    pointing::point_at(&mut account, case, &bytes, format!("has no {traits}"));
    account.say(format!(
        "`{name}` exists for `{of_type}` only under trait bounds, and they aren't met: `{bounded}` \
         doesn't implement {traits}."
    ));
    account.repairs.extend(derived(case, item, bounded));
    Some(account)
}

/// Derives what rustc would derive. It adds an attribute of its own, though the type may derive a part
/// of that already.
fn derived(case: &Case, item: NodeId, of_type: &str) -> Option<Repair> {
    let help = advice::with(case, "consider annotating `")?;
    let list = help.message.split_once("#[derive(")?.1.split_once(")]")?.0;
    let traits: Vec<&str> = list.split(", ").collect();
    let edit = own_types::derive(case, item, &traits)?;
    let missing = traits
        .into_iter()
        .filter(|name| !own_types::is_derived(case, item, name));
    let missing: Vec<&str> = missing.collect();
    let sentence = format!(
        "Derive {} for `{of_type}`.",
        labelled::list(&missing, "and")
    );
    Some(Repair::edit(sentence, vec![edit]))
}

/// A similar name.
fn misspelled(case: &Case) -> Option<Account> {
    let help = advice::with(case, "with a similar name")?;
    let (name, of_type) = named(case)?;
    let other = advice::instead(case, help)?;
    if letters::may_mean_another(case, of_type, &other) {
        return None;
    }
    let is_name = other.chars().all(|c| c == '_' || c.is_alphanumeric());
    if !is_name || help.message.contains("different arguments") || name.chars().count() < 3 {
        return None;
    }
    let mut account = pointing::at_error(case, format!("no `{name}`"));
    point_at_type(&mut account, case, of_type, format!("has no `{name}`"));
    // A method may be one of a type behind this one, as `str` is behind a `String`.
    account.say(if is_of_type_itself(case, of_type, &other) {
        format!("`{of_type}` has no `{name}`, but it has `{other}`.")
    } else {
        format!("There's no `{name}`, but there's `{other}`.")
    });
    odd_name::blame(&mut account, case, name, &other);
    account.spares_tests = odd_name::spares_tests(case, &other);
    Some(account)
}

/// Whether a name is one of the type itself: it comes behind the type's path, or all functions of this
/// name are in an `impl` of the type, which is one of this file.
fn is_of_type_itself(case: &Case, of_type: &str, name: &str) -> bool {
    let tree = case.tree;
    let of_type = without_arguments(of_type);
    let parent = tree.parent(case.node(&case.primary));
    if parent.is_none_or(|parent| tree.kind(parent) != NodeKind::MethodCall) {
        return true;
    }
    let all = functions(case.source, tree);
    let mut same = all.iter().filter(|one| one.name() == name).peekable();
    let is_own = |one: &Function| {
        let own = items::self_type(case, one.node);
        own.is_some_and(|own| without_arguments(own) == of_type)
    };
    own_types::named(case, of_type).is_some() && same.peek().is_some() && same.all(is_own)
}

/// A variant that an enum of this file doesn't have.
fn variant(case: &Case) -> Option<Account> {
    if !case.diagnostic.message.contains("no variant") {
        return None;
    }
    let (name, of_type) = named(case)?;
    let item = own_types::named(case, of_type)?;
    if case.tree.kind(item) != NodeKind::Enum {
        return None;
    }
    let variants: Vec<String> = items::variants(case, item)
        .iter()
        .map(|name| format!("`{name}`"))
        .collect();
    let mut account = pointing::at_error(case, format!("no `{name}`"));
    let bytes = items::name_of(case, item)?;
    pointing::point_at(&mut account, case, &bytes, format!("has no `{name}`"));
    let [first @ .., last] = variants.as_slice() else {
        return None;
    };
    account.say(if first.is_empty() {
        format!("`{of_type}` has no variant `{name}`. Its only variant is {last}.")
    } else {
        format!(
            "`{of_type}` has no variant `{name}`. Its variants are {} and {last}.",
            first.join(", ")
        )
    });
    Some(account)
}

/// A variable whose type has no such method.
fn on_another_type(case: &Case) -> Option<Account> {
    let of_type = receiver_type(case).filter(|told| !told.contains("{closure"))?;
    let (name, _) = named(case)?;
    let call = case.tree.parent(case.node(&case.primary))?;
    let receiver = case.tree.child(call, Role::Receiver)?;
    let binding = case.names.binding(case.names.binding_of(receiver)?);
    let mut account = pointing::at_error(case, format!("no method of `{of_type}`"));
    let note = format!("`{}` is `{of_type}`", binding.name);
    pointing::point_at(&mut account, case, &case.declaration(binding), note);
    account.say(format!(
        "`{}` has the type `{of_type}`, and that has no method `{name}`.",
        binding.name
    ));
    account.story.extend(missing_trait::fields(case));
    made_by::tell(case, of_type, &mut account);
    Some(account)
}

/// A method that something earlier in the chain has, such as `sort` behind `.iter()`.
fn too_late(case: &Case) -> Option<Account> {
    let mut clues = case.clues.iter().filter(|clue| !clue.is_primary);
    let earlier = clues.find(|clue| clue.label.contains("is available on"))?;
    let (name, _) = named(case)?;
    let of_type = receiver_type(case)?;
    let before = earlier.name(1).filter(|_| earlier.name(0) == Some(name))?;
    let mut account = pointing::at_error(case, format!("called on `{of_type}`"));
    let note = format!("this has `{name}`");
    pointing::point_at(&mut account, case, &earlier.bytes, note);
    account.say(format!(
        "`{name}` can be called on `{before}`, but here it's called on `{of_type}`, which is another type."
    ));
    Some(account)
}

/// `new`, where another function returns a value of the type.
fn constructor(case: &Case) -> Option<Account> {
    let note = advice::with(case, "if you're trying to build a new")?;
    let (name, of_type) = named(case)?;
    let told = advice::names(note);
    let [_, path, returned] = told[..] else {
        return None;
    };
    let mut account = pointing::at_error(case, format!("no `{name}`"));
    if let Some(place) = case.note("if you're trying to build a new") {
        let item = items::item_at(case, &place.bytes);
        if let Some(bytes) = item.and_then(|item| items::name_of(case, item)) {
            let note = format!("returns `{returned}`");
            pointing::point_at(&mut account, case, &bytes, note);
        }
    }
    account.say(format!(
        "`{of_type}` has no function `{name}`, but `{path}` returns `{returned}`."
    ));
    Some(account)
}

/// The trait whose `impl` has a function of this name that the trait doesn't declare, and that name's
/// place, as another error tells it.
fn in_wrong_impl<'a>(case: &Case<'a>, name: &str) -> Option<(&'a str, Range<usize>)> {
    errors::in_file(case).into_iter().find_map(|(error, at)| {
        let is_it = error.code.as_deref() == Some("E0407");
        let names = labels::names(&error.message);
        let (function, of_trait) = (*names.first()?, *names.get(1)?);
        let item = case.tree.innermost_at(at.start);
        let item = around(case, item).find(|at| case.tree.kind(*at) == NodeKind::Function)?;
        let bytes = items::name_of(case, item)?;
        (is_it && function == name).then_some((of_trait, bytes))
    })
}

/// A method or function that nobody has written for a type of this file.
fn on_own_type(case: &Case) -> Option<Account> {
    let (name, of_type) = named(case)?;
    let label = &case.primary.label;
    let what = if label.starts_with("method not found in") {
        "method"
    } else if label.starts_with("function or associated item not found in") {
        "function"
    } else {
        return None;
    };
    let item = own_types::named(case, without_arguments(of_type))?;
    let bytes = items::name_of(case, item)?;
    let mut account = pointing::at_error(case, format!("no {what} `{name}`"));
    let note = format!("has no {what} `{name}`");
    pointing::point_at(&mut account, case, &bytes, note);
    if let Some((of_trait, at)) = in_wrong_impl(case, name) {
        let line = case.line(at.start);
        pointing::point_at(&mut account, case, &at, format!("no part of `{of_trait}`"));
        account.say(format!(
            "The `{name}` on line {line} doesn't count: it's in an `impl` of the trait `{of_trait}`, which doesn't declare it. In `impl {of_type} {{ ... }}`, it would belong to the type itself."
        ));
        return Some(account);
    }
    let besides = missing_trait::fields(case).unwrap_or_else(|| {
        "What your own types can do is written in their `impl` blocks.".to_owned()
    });
    account.say(format!("`{of_type}` has no {what} `{name}`. {besides}"));
    Some(account)
}
