//! Accounts that consist of the compiler's own labels and notes.

use crate::lens::account::Account;
use crate::lens::case::{Case, Clue};
use crate::lens::events::What;

/// The places that the compiler labels or has a note about, each with its words.
pub fn account(case: &Case) -> Account {
    let mut account = Account::default();
    let lane = account.lane("");
    let told = |account: &mut Account, clue: &Clue, what: What| {
        account.event(lane, what, clue.area, clue.label.clone());
    };
    for clue in &case.clues {
        let what = if clue.is_primary {
            What::Conflict
        } else {
            What::Label
        };
        told(&mut account, clue, what);
    }
    for clue in case.noted() {
        if case
            .clues
            .iter()
            .all(|labelled| labelled.bytes != clue.bytes)
        {
            told(&mut account, &clue, What::Label);
        }
    }
    account
}

/// Names in backticks as a list, with this word before the last.
pub fn list(names: &[&str], last: &str) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    match quoted.as_slice() {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., end] => format!("{} {last} {end}", first.join(", ")),
    }
}
