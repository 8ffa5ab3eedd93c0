//! Methods of traits that a type of this file doesn't implement.

use super::{named, point_at_type, without_arguments};
use crate::lens::account::Account;
use crate::lens::case::Case;
use crate::lens::query::{advice, items, labelled, own_types, pointing};
use crate::lens::repair::Repair;
use crate::rust::NodeKind;

/// The traits with methods that a type can derive.
const DERIVED: [&str; 6] = ["Clone", "PartialEq", "PartialOrd", "Ord", "Hash", "Default"];

/// A method of a trait that a type of this file doesn't implement.
pub fn explain(case: &Case) -> Option<Account> {
    let (name, of_type) = named(case)?;
    let of_type = without_reference(of_type);
    let item = own_types::named(case, without_arguments(of_type))?;
    let wanted = lacking(case, name)?;
    let is_own = is_own_trait(case, wanted);
    // Many traits have methods such as `len`. Where a field has one of this name, that is what's meant.
    let is_likely = is_own || DERIVED.contains(&wanted);
    if !is_likely && fields(case).is_some() {
        return None;
    }
    let mut account = pointing::at_error(case, format!("a method of `{wanted}`"));
    point_at_type(&mut account, case, of_type, format!("has no `{wanted}`"));
    account.say(format!(
        "`{name}` is a method of the trait `{wanted}`, which `{of_type}` doesn't implement."
    ));
    if is_own {
        account.repair(Repair::advice(format!(
            "Implement it: `impl {wanted} for {of_type}`."
        )));
    } else if let Some(edit) = own_types::derive(case, item, &[wanted]) {
        let sentence = format!("Derive `{wanted}` for `{of_type}`.");
        account.repair(Repair::edit(sentence, vec![edit]));
    }
    Some(account)
}

/// The only trait that rustc says has the method. A reference itself may be what can't have the trait,
/// and then rustc looks no further: no `&mut T` is `Clone`.
fn lacking<'a>(case: &Case<'a>, name: &str) -> Option<&'a str> {
    let note = advice::with(case, "perhaps you need to implement it")
        .or_else(|| advice::with(case, "but is explicitly unimplemented"))?;
    // rustc names the method too, before the trait or behind it.
    let told = advice::names(note).into_iter();
    let told: Vec<&str> = told.filter(|told| *told != name).collect();
    let [wanted] = told[..] else {
        return None;
    };
    Some(wanted)
}

/// The type that a reference refers to.
fn without_reference(of_type: &str) -> &str {
    let referred = of_type.strip_prefix("&mut ");
    let referred = referred.or_else(|| of_type.strip_prefix('&'));
    referred.unwrap_or(of_type)
}

/// Which fields of the value have a method of this name, as rustc tells it.
pub fn fields(case: &Case) -> Option<String> {
    let help = advice::with(case, "have a method of the same name")
        .or_else(|| advice::with(case, "has a method of the same name"))?;
    let written = help.spans.iter();
    let written = written.filter_map(|span| span.suggested_replacement.as_deref());
    let is_name = |name: &&str| name.chars().all(|c| c == '_' || c.is_alphanumeric());
    let names = written.map(|text| text.trim_matches('.')).filter(is_name);
    match names.collect::<Vec<&str>>()[..] {
        [] => None,
        [one] => Some(format!("Its field `{one}` has one.")),
        ref all => Some(format!(
            "Its fields {} have one each.",
            labelled::list(all, "and")
        )),
    }
}

/// Whether this file declares a trait of this name without parameters.
fn is_own_trait(case: &Case, name: &str) -> bool {
    let mut traits = case.tree.nodes_of(NodeKind::Trait);
    traits.any(|item| {
        let own = items::name_of(case, item);
        own.is_some_and(|own| case.text(&own) == name) && !own_types::has_generics(case, item)
    })
}
