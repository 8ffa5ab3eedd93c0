//! Values that are printed.

use super::missing;
use crate::lens::account::Account;
use crate::lens::case::{Case, Clue};
use crate::lens::labels;
use crate::lens::query::expectation::shown;
use crate::lens::query::statements::around;
use crate::lens::query::{articles, callee, own_types};
use crate::lens::repair::Repair;
use crate::rust::edit::TextEdit;
use crate::rust::{Binding, NodeKind};

fn cannot_be_formatted(case: &Case) -> bool {
    let shapes = [
        "_ cannot be formatted with the default formatter",
        "_ cannot be formatted using _ because it doesn't implement _",
    ];
    let mut shapes = shapes.iter();
    shapes.any(|shape| labels::has_shape(&case.primary.label, shape))
}

/// The `{...}` that asks for the trait: rustc points at it, or the error is about it.
fn place<'a>(case: &'a Case) -> Option<&'a Clue> {
    let mut clues = case.clues.iter();
    let pointed = clues.find(|clue| clue.label == "required by this formatting parameter");
    let place = pointed.unwrap_or(&case.primary);
    let text = case.text(&place.bytes);
    (text.starts_with('{') && text.ends_with('}') && !text.contains('\n')).then_some(place)
}

/// Shorter words for what can't be formatted: a drawing has little room.
pub fn shorten(account: &mut Account, case: &Case) {
    let Some(missing) = missing(case).filter(|_| cannot_be_formatted(case)) else {
        return;
    };
    for event in &mut account.events {
        if event.note == case.primary.label {
            event.note = format!(
                "{} has no `{}`",
                articles::shown(missing.of),
                missing.short()
            );
        }
    }
}

/// A place in a format string.
pub fn parameter(case: &Case) -> Option<String> {
    let missing = missing(case).filter(|_| cannot_be_formatted(case))?;
    let trait_name = missing.short();
    let line = case.primary.line();
    Some(match place(case) {
        Some(place) => format!(
            "`{}` on line {} asks for the trait `{trait_name}`, which {} doesn't implement.",
            case.text(&place.bytes),
            place.line(),
            shown_type(case, missing.of)
        ),
        None => format!(
            "Line {line} prints {}, for which that type would have to implement the trait `{trait_name}`.",
            articles::a(missing.of)
        ),
    })
}

/// A type, or what has it if the type is long.
fn shown_type(case: &Case, of: &str) -> String {
    if of.chars().count() <= 60 {
        return format!("`{of}`");
    }
    if !case.text(&case.primary.bytes).starts_with('{') {
        return format!("the type of {}", shown(case, case.node(&case.primary)));
    }
    match named_in_braces(case) {
        Some(variable) => format!("the type of `{}`", variable.name),
        None => format!("`{of}`"),
    }
}

/// The variable in `{name:?}`, if the error is about such a place.
fn named_in_braces<'a>(case: &'a Case) -> Option<&'a Binding> {
    let name = case.tree.innermost_at(case.primary.bytes.start + 1);
    let id = case.names.binding_of(name)?;
    Some(case.names.binding(id))
}

/// `assert_eq!` and `assert_ne!`, which print their values.
pub fn assertion(case: &Case) -> Option<String> {
    let missing = missing(case).filter(|missing| missing.short() == "Debug")?;
    let mut near = around(case, case.node(&case.primary));
    let call = near.find(|at| {
        case.tree.kind(*at) == NodeKind::MacroCall && case.tree.bytes(*at) == case.primary.bytes
    })?;
    let (name, when) = match callee::name(case, call)? {
        "assert_eq" => ("assert_eq", "aren't equal"),
        "assert_ne" => ("assert_ne", "are equal"),
        _ => return None,
    };
    Some(format!(
        "If its values {when}, `{name}!` on line {} shows both with the trait `Debug`, which `{}` doesn't implement.",
        case.primary.line(),
        missing.of
    ))
}

/// `{:?}` for `{}`, with `Debug` derived if the type is one of this file.
pub fn with_debug(case: &Case) -> Option<Repair> {
    let missing = missing(case).filter(|missing| missing.short() == "Display")?;
    let place = place(case).filter(|_| cannot_be_formatted(case))?;
    let text = case.text(&place.bytes);
    if text.contains(':') {
        return None;
    }
    let mut edits = vec![TextEdit::insertion(place.bytes.end - 1, ":?")];
    let own = own_types::named(case, missing.of);
    let derived = own.and_then(|item| own_types::derive(case, item, &["Debug"]));
    let sentence = if derived.is_some() {
        "If it's only for yourself, derive `Debug` and print it with `{:?}`."
    } else {
        "Print it with `{:?}`, which asks for `Debug` instead of `Display`."
    };
    edits.extend(derived);
    Some(Repair::edit(sentence, edits))
}
