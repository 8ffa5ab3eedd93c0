//! Ways to allow a change, the one that teaches most first.

mod closures;
mod copies;
mod elements;
mod related;
mod sentence;
mod shared;
mod variables;
mod writable;

use super::attempt::Attempt;
use super::obstacle::Obstacle;
use super::story;
use crate::lens::account::Account;
use crate::lens::case::Case;
use crate::lens::query::{callee, errors};
use crate::lens::repair::Repair;
use crate::rust::edit::TextEdit;
use crate::rust::{NodeId, Role};
pub(in crate::lens::codes) use copies::original;
pub(in crate::lens::codes) use writable::lent;

/// The most that are proposed for one error.
const MOST: usize = 6;

/// Proposes them.
pub fn propose(attempt: &Attempt, account: &mut Account) {
    let found = match attempt.obstacle {
        Obstacle::NotMut => variables::repairs(attempt),
        Obstacle::Reference => references(attempt),
        Obstacle::FnClosure => closures::repairs(attempt),
        Obstacle::Index(of_type) => elements::repairs(attempt, of_type),
        Obstacle::Owner(of_type) => {
            let found = shared::repairs(attempt, of_type).into_iter();
            found.chain(writable::guard(attempt)).collect()
        }
        Obstacle::Static => shared::of_static(attempt).into_iter().collect(),
        Obstacle::Pointer => Vec::new(),
    };
    account.repairs.extend(read_only(attempt));
    account.repairs.extend(found.into_iter().take(MOST));
}

/// `f(&x)` for `f(&mut x)`, where `f` only reads.
fn read_only(attempt: &Attempt) -> Option<Repair> {
    let (case, tree) = (attempt.case, attempt.case.tree);
    let reference = attempt.mutable_reference()?;
    let call = tree.parent(reference)?;
    let is_argument = tree.role(reference) == Role::Argument && callee::is_call(case, call);
    let name = callee::name(case, call).filter(|_| is_argument && attempt.others.is_empty())?;
    if calls_broken(case, call) {
        return None;
    }
    let written = case.written(attempt.place);
    let edit = TextEdit::replacement(tree.bytes(reference), format!("&{written}"));
    let sentence = format!("Lend it with `&`: `{name}` doesn't need a `&mut`.");
    Some(Repair::edit(sentence, vec![edit]))
}

/// Whether the body of the function that a call means has an error: what it does with its arguments
/// isn't settled then.
fn calls_broken(case: &Case, call: NodeId) -> bool {
    let function = callee::function(case, call).or_else(|| callee::only_function(case, call));
    let body = function.and_then(|function| function.body);
    body.is_some_and(|body| {
        errors::within(case, &case.tree.bytes(body))
            .next()
            .is_some()
    })
}

fn references(attempt: &Attempt) -> Vec<Repair> {
    let found = story::reference_field(attempt.case).map_or_else(
        || writable::repair(attempt),
        |field| writable::field(attempt.case, field),
    );
    found.into_iter().chain(shared::by_value(attempt)).collect()
}
