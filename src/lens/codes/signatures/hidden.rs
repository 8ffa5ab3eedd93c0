//! E0700: the value behind `impl Trait` holds a lifetime that the result type doesn't name.

use crate::lens::account::{Account, TieEnd};
use crate::lens::case::{Case, Clue};
use crate::lens::events::What;
use crate::lens::labels::{self, Role as Part};
use crate::lens::query::lifetimes;
use crate::rust::function_around;

/// What is told of such an error.
pub fn explain(case: &Case) -> Option<Account> {
    let opaque = case.first(Part::Hidden)?;
    let node = case.tree.innermost_at(opaque.bytes.start);
    let function = function_around(case.source, case.tree, node)?;
    let written = case.text(&opaque.bytes);
    let result = if written.contains('\n') {
        "The result type".to_owned()
    } else {
        format!("The result type `{written}`")
    };
    let lifetime = captured(case);
    let words = match &lifetime {
        Some((_, words)) => words.clone(),
        None => "a lifetime".to_owned(),
    };
    let mut account = Account::default();
    let lane = account.lane("");
    let note = format!("holds data with {words}");
    account.event(lane, What::Conflict, case.primary.area, note);
    if let Some((byte, _)) = &lifetime {
        let ends = [(*byte, TieEnd::From), (opaque.bytes.start, TieEnd::Wrong)];
        let label = format!("doesn't name {words}");
        lifetimes::tie(&mut account, case, &ends, label);
    } else {
        account.event(lane, What::Used, opaque.area, "doesn't name that lifetime");
    }
    account.say(format!(
        "{result} of `{}` says which lifetimes the value may hold. But the value that line {} returns also holds data with {words}.",
        function.name(),
        case.primary.line()
    ));
    Some(account)
}

/// Where the lifetime that's held stands, and what it's called.
fn captured(case: &Case) -> Option<(usize, String)> {
    let named = "hidden type _ captures the lifetime _ as defined here";
    let anonymous = "hidden type _ captures the anonymous lifetime defined here";
    let find = |shape: &str| {
        let mut clues = case.clues.iter();
        clues.find(|clue: &&Clue| labels::has_shape(&clue.label, shape))
    };
    if let Some(clue) = find(named) {
        let name = *labels::names(&clue.label).last()?;
        return Some((clue.bytes.start, format!("the lifetime `{name}`")));
    }
    let clue = find(anonymous)?;
    let node = case.tree.innermost_at(clue.bytes.start);
    let function = function_around(case.source, case.tree, node)?;
    let parameter = lifetimes::parameter_at(case, &function, clue.bytes.start)?;
    let name = lifetimes::name_of(case, parameter)?;
    Some((
        clue.bytes.start,
        format!("a lifetime in the type of `{name}`"),
    ))
}
