//! Names that look like a slip of the pen.

use crate::lens::account::Account;
use crate::lens::case::Case;
use crate::lens::query::{advice, items, odd_name, pointing};
use crate::model::diagnostic::Child;

/// A name that is similar to one that rustc knows.
pub fn explain(case: &Case) -> Option<Account> {
    let help = advice::with(case, "similar name")?;
    let other = advice::instead(case, help)?;
    let written = case.text(&case.primary.bytes);
    let name = written.rsplit("::").next().unwrap_or(written);
    // Every name of one or two letters is similar to all others.
    if name.chars().count() < 3 {
        return None;
    }
    let what = kind(help);
    let wants_type = case.diagnostic.message.contains("find type");
    if wants_type && what == Some("a trait") {
        return None;
    }
    let mut account = pointing::at_error(case, format!("not known: `{name}`"));
    let other_name = other.rsplit("::").next().unwrap_or(&other);
    if let Some(bytes) = declaration(case, other_name) {
        pointing::point_at(
            &mut account,
            case,
            &bytes,
            format!("here is `{other_name}`"),
        );
    }
    let is_bare = case.diagnostic.message.ends_with("in this scope");
    let place = case.named(1).filter(|_| !is_bare);
    account.say(match (what, place) {
        (Some(what), None) => format!(
            "There's nothing called `{name}` in scope on line {}, but there's {what} `{other}`.",
            case.primary.line()
        ),
        (Some(what), Some(place)) => {
            format!("There's no `{name}` in `{place}`, but there's {what} `{other}`.")
        }
        (None, _) => format!("There's no `{written}`, but there's `{other}`."),
    });
    odd_name::blame(&mut account, case, name, other_name);
    account.spares_tests = odd_name::spares_tests(case, other_name);
    Some(account)
}

/// What the similar name means, in rustc's words.
fn kind(help: &Child) -> Option<&str> {
    let what = help.message.split(" with a similar name").next()?;
    (what.len() < help.message.len())
        .then_some(what)
        .filter(|what| {
            let is_short = what.split(' ').count() < 5;
            is_short && (what.starts_with("a ") || what.starts_with("an "))
        })
}

/// Where the similar name is declared, if it's in this file.
fn declaration(case: &Case, name: &str) -> Option<std::ops::Range<usize>> {
    let clue = case
        .clues
        .iter()
        .find(|clue| clue.label.starts_with("similarly named"));
    if let Some(clue) = clue {
        let item = items::item_at(case, &clue.bytes);
        let own = item.and_then(|item| items::name_of(case, item));
        return own.or(Some(clue.bytes.clone()));
    }
    let binding = case.binding_named(name, case.primary.bytes.start)?;
    Some(case.declaration(binding))
}
