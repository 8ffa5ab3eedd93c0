//! The signature that makes a borrow last so long, drawn and named.

use super::conflict::Conflict;
use super::repairs::signatures;
use crate::lens::account::{Account, Tie, TieEnd};
use crate::lens::events::What;
use crate::lens::query::borrower::Borrower;
use crate::lens::query::callee;
use crate::rust::{Function, NodeId, NodeKind, Role};

/// Shows the signature of the method that borrows, if it's of this file and explains the borrow.
pub fn tell(conflict: &Conflict, account: &mut Account) {
    let case = conflict.case;
    let called = conflict
        .borrowing_call()
        .and_then(|call| callee::function(case, call));
    let Some(function) = called else {
        return;
    };
    match conflict.keeping.borrower {
        Borrower::Itself(_) if signatures::own_lifetime(case, &function).is_some() => {
            own_lifetime(conflict, &function, account);
        }
        Borrower::Variable(_) | Borrower::Itself(_) => result(conflict, &function, account),
        _ => {}
    }
}

/// `&'a mut self`, where `'a` is in the type.
fn own_lifetime(conflict: &Conflict, function: &Function, account: &mut Account) {
    let case = conflict.case;
    let Some(lifetime) = signatures::own_lifetime(case, function) else {
        return;
    };
    let (written, name) = (case.written(lifetime), function.name());
    let owner = conflict
        .owner_binding()
        .map_or("", |owner| owner.name.as_str());
    account.say(format!(
        "`{name}` asks for a borrow that lasts for `{written}`, and `{written}` is in the type of `{owner}` itself: such a borrow lasts as long as `{owner}` does, so `{name}` can be called once."
    ));
    tie(
        conflict,
        account,
        &[(lifetime, TieEnd::Wrong)],
        format!("as long as `{owner}` itself"),
    );
}

/// A result that borrows from `&mut self`, though it's only read; or one that borrows from `&self`
/// and is put in its place.
fn result(conflict: &Conflict, function: &Function, account: &mut Account) {
    let case = conflict.case;
    let name = function.name();
    let ends = (callee::self_parameter(case, function), function.returns);
    let (Some(this), Some(returns)) = ends else {
        return;
    };
    let is_elided = !has_named_lifetime(conflict, this) && !has_named_lifetime(conflict, returns);
    if !is_elided || !case.written(this).starts_with('&') {
        return;
    }
    let of_keeper = conflict.keeper().and_then(|keeper| case.type_of(keeper));
    let only_reads = of_keeper.is_some_and(|told| told.contains('&') && !told.contains("mut "));
    let (this_text, result) = (case.written(this), case.written(returns));
    if conflict.keeper().is_none() {
        account.say(format!(
            "By its signature, what `{name}` returns borrows from `{this_text}`."
        ));
    } else if conflict.how == What::Writes && only_reads {
        account.say(format!(
            "`{}` can only read, but `{name}` takes `{this_text}`, and its result `{result}` keeps that mutable borrow going.",
            conflict.keeper_name()
        ));
    } else {
        return;
    }
    let ends = [(this, TieEnd::From), (returns, TieEnd::To)];
    tie(
        conflict,
        account,
        &ends,
        "the result keeps this borrow".to_owned(),
    );
}

/// Whether a lifetime with a name is written in a type.
fn has_named_lifetime(conflict: &Conflict, node: NodeId) -> bool {
    let case = conflict.case;
    let mut inside = case.tree.descendants(node);
    inside.any(|at| case.tree.kind(at) == NodeKind::Lifetime && case.written(at) != "'_")
}

/// Ties places of one line; without words if they are on several.
fn tie(conflict: &Conflict, account: &mut Account, ends: &[(NodeId, TieEnd)], label: String) {
    let case = conflict.case;
    let places = ends.iter().map(|(node, end)| {
        let start = begin(conflict, *node);
        (case.place(start), *end)
    });
    let places: Vec<_> = places.collect();
    let line = places.first().map_or(0, |(place, _)| place.line);
    account
        .also
        .extend(places.iter().map(|(place, _)| place.line));
    if places.iter().all(|(place, _)| place.line == line) {
        account.ties.push(Tie {
            line,
            ends: places
                .into_iter()
                .map(|(place, end)| (place.column, end))
                .collect(),
            label,
        });
    }
}

/// The first byte of a type or parameter.
fn begin(conflict: &Conflict, node: NodeId) -> usize {
    let tree = conflict.case.tree;
    let inner = tree
        .child(node, Role::Type)
        .filter(|_| tree.kind(node) == NodeKind::Parameter);
    tree.bytes(inner.unwrap_or(node)).start
}
