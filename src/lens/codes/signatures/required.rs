//! E0621: the body needs a lifetime that the signature doesn't promise.

use crate::lens::account::{Account, TieEnd};
use crate::lens::case::Case;
use crate::lens::codes::conflicts::capitalised;
use crate::lens::events::What;
use crate::lens::labels::Role as Part;
use crate::lens::query::{advice, branches, lifetimes};
use crate::lens::repair::{Repair, edits_of};
use crate::rust::{Function, NodeId, function_around};

/// What is told of such an error.
pub fn explain(case: &Case) -> Option<Account> {
    let clue = case.first(Part::LifetimeRequired)?;
    let lifetime = clue.name(0)?;
    let node = case.tree.innermost_at(clue.bytes.start);
    let function = function_around(case.source, case.tree, node)?;
    let name = case.named(0)?;
    let mut parameters = function.parameters.iter().copied();
    let parameter = parameters.find(|one| lifetimes::name_of(case, *one) == Some(name))?;
    let line = clue.line();
    let mut account = Account::default();
    let lane = account.lane("");
    account.event(
        lane,
        What::Conflict,
        clue.area,
        match branches::one_of(case, clue) {
            Some(one) => format!("{one} needs `{lifetime}` in the type of `{name}`"),
            None => format!("needs `{lifetime}` in the type of `{name}`"),
        },
    );
    let count = lifetimes::count(case, lifetimes::type_of(case, parameter));
    let which = if count > 1 {
        "a lifetime"
    } else {
        "the lifetime"
    };
    let others = others(case, &function, lifetime);
    draw(case, &mut account, parameter, name, lifetime, &others);
    let what = branches::one_of(case, clue).map_or(format!("Line {line}"), |one| {
        format!("{} on line {line}", capitalised(one))
    });
    account.say(format!(
        "{what} works only if {which} in the type of `{name}` lasts at least as long as `{lifetime}`. But the signature of `{}` doesn't say so: there, it may be any lifetime.",
        function.name()
    ));
    account.story.extend(meaning(lifetime, &others));
    account.spares_tests = Some(true);
    if let Some(help) = advice::with(case, "add explicit lifetime") {
        account.repair(Repair::edit(
            format!("Promise it in the signature: `{lifetime}` in the type of `{name}`. Callers must then pass something that lives that long."),
            edits_of(help, case.source),
        ));
    }
    Some(account)
}

/// Where else in the signature the lifetime stands, with words for it.
fn others<'a>(case: &Case<'a>, function: &Function, lifetime: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    if let Some(own) = lifetimes::self_with(case, function, lifetime) {
        found.push((case.tree.bytes(own).start, "`self`".to_owned()));
    }
    for parameter in &function.parameters {
        let ty = lifetimes::type_of(case, *parameter);
        let place = lifetimes::named_in(case, ty, lifetime);
        let name = lifetimes::name_of(case, *parameter);
        if let (Some(place), Some(name)) = (place, name) {
            found.push((case.tree.bytes(place).start, format!("`{name}`")));
        }
    }
    let returned = function.returns;
    if let Some(place) = returned.and_then(|ty| lifetimes::named_in(case, ty, lifetime)) {
        found.push((case.tree.bytes(place).start, "the result".to_owned()));
    }
    found
}

fn draw(
    case: &Case,
    account: &mut Account,
    parameter: NodeId,
    name: &str,
    lifetime: &str,
    others: &[(usize, String)],
) {
    let ty = lifetimes::type_of(case, parameter);
    let mut ends: Vec<(usize, TieEnd)> =
        others.iter().map(|(byte, _)| (*byte, TieEnd::To)).collect();
    ends.push((case.tree.bytes(ty).start, TieEnd::Wrong));
    let label = format!("the type of `{name}` doesn't say `{lifetime}`");
    lifetimes::tie(account, case, &ends, label);
}

fn meaning(lifetime: &str, others: &[(usize, String)]) -> Option<String> {
    if lifetime == "'static" {
        return Some("`'static` is the lifetime of what lives until the program ends.".to_owned());
    }
    let names: Vec<&str> = others.iter().map(|(_, name)| name.as_str()).collect();
    let all = match names.as_slice() {
        [] => return None,
        [one] => (*one).to_owned(),
        [first @ .., last] => format!("{} and of {last}", first.join(", of ")),
    };
    Some(format!(
        "The signature uses `{lifetime}` in the type of {all}."
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_places_of_a_lifetime_are_listed() {
        let of = |names: &[&str]| {
            let others: Vec<(usize, String)> =
                names.iter().map(|name| (0, (*name).to_owned())).collect();
            meaning("'a", &others)
        };
        assert_eq!(of(&[]), None);
        let one = "The signature uses `'a` in the type of `x`.";
        assert_eq!(of(&["`x`"]).as_deref(), Some(one));
        let two = "The signature uses `'a` in the type of `x` and of the result.";
        assert_eq!(of(&["`x`", "the result"]).as_deref(), Some(two));
    }
}
