//! Functions that make a value of a type, named with their letters in another order.

use super::{named, without_arguments};
use crate::lens::account::Account;
use crate::lens::case::Case;
use crate::lens::query::{advice, own_types, pointing};
use crate::lens::repair::Repair;
use crate::model::diagnostic::Child;
use crate::rust::edit::TextEdit;

/// The note that lists the functions that make a value of the type.
fn makers<'a>(case: &Case<'a>) -> Option<&'a Child> {
    let note = advice::with(case, "if you're trying to build a new")?;
    note.message
        .contains("one of the following")
        .then_some(note)
}

/// Whether rustc finds a name similar, but lists others that the type from another crate has.
pub fn may_mean_another(case: &Case, of_type: &str, similar: &str) -> bool {
    let is_own = own_types::named(case, without_arguments(of_type)).is_some();
    let makers = makers(case).filter(|_| !is_own);
    makers.is_some_and(|note| !note.message.lines().any(|way| last_part(way) == similar))
}

/// The name at the end of a path.
fn last_part(path: &str) -> &str {
    path.rsplit("::").next().unwrap_or(path)
}

/// A function that makes a value of the type and has the same letters, in another order.
pub fn explain(case: &Case) -> Option<Account> {
    let note = makers(case)?;
    let (name, of_type) = named(case)?;
    let letters = |name: &str| {
        let mut letters: Vec<char> = name.chars().collect();
        letters.sort_unstable();
        letters
    };
    let mut ways = note.message.lines().skip(1).map(last_part);
    let other = ways.find(|way| letters(way) == letters(name))?;
    let mut account = pointing::at_error(case, format!("no `{name}`"));
    account.say(format!(
        "`{of_type}` has no `{name}`, but it has `{other}`."
    ));
    let edit = TextEdit::replacement(case.primary.bytes.clone(), other);
    account.repair(Repair::edit(format!("Write `{other}`."), vec![edit]));
    Some(account)
}
