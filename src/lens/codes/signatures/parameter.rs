//! E0310: a type parameter may stand for a type with references that end too early.

use crate::lens::account::Account;
use crate::lens::case::Case;
use crate::lens::events::What;
use crate::lens::query::advice;
use crate::lens::repair::{Repair, edits_of};

/// What is told of such an error.
pub fn explain(case: &Case) -> Option<Account> {
    let name = case.named(0)?;
    let line = case.primary.line();
    let mut account = Account::default();
    let lane = account.lane("");
    account.event(
        lane,
        What::Conflict,
        case.primary.area,
        format!("`{name}` must be valid for `'static`"),
    );
    account.say(format!(
        "`{name}` may be any type, even one with a reference that's valid only for a while. But line {line} needs one that's valid for the rest of the program (`'static`)."
    ));
    let mut clues = case.clues.iter();
    let implied = clues.find(|clue| clue.label.contains("implicit `'static` lifetime bound"));
    if let Some(clue) = implied {
        let written = case.text(&clue.bytes);
        account.event(
            lane,
            What::Used,
            clue.area,
            "stands for one with `+ 'static`",
        );
        account.say(format!(
            "Here, `{written}` stands for `{written} + 'static`, which holds no reference that could end earlier."
        ));
    }
    if let Some(help) = advice::with(case, "adding an explicit lifetime bound") {
        account.repair(Repair::edit(
            format!("Say in the signature that `{name}` is valid for `'static`: callers may then pass nothing that borrows from something that's dropped earlier."),
            edits_of(help, case.source),
        ));
    }
    account.spares_tests = Some(true);
    Some(account)
}
