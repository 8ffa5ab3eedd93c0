//! Ways to repair a conflict, the best teaching first. The compiler refutes what doesn't work;
//! what's proposed here must also mean what the program meant.

mod aliases;
mod arguments;
pub mod closures;
mod early;
pub mod elements;
mod ends;
mod loops;
mod order;
pub mod signatures;
mod values;

use super::conflict::Conflict;
use crate::lens::account::Account;
use crate::lens::case::Case;
use crate::lens::query::statements;
use crate::lens::repair::Repair;
use crate::rust::Role;

/// More than this many aren't tried.
const MOST: usize = 6;

/// Proposes repairs.
pub fn propose(conflict: &Conflict, account: &mut Account) {
    let kinds: [fn(&Conflict) -> Vec<Repair>; 11] = [
        signatures::repairs,
        early::repairs,
        elements::repairs,
        arguments::repairs,
        loops::repairs,
        order::repairs,
        aliases::repairs,
        ends::repairs,
        closures::repairs,
        values::repairs,
        order::last_repairs,
    ];
    let found = kinds.iter().flat_map(|kind| kind(conflict));
    let found = found.filter(|repair| !changes_tests(conflict, repair));
    account.repairs.extend(found.take(MOST));
}

/// Whether a repair changes a test. What a test asks for is for the program to fulfil.
fn changes_tests(conflict: &Conflict, repair: &Repair) -> bool {
    let mut edits = repair.edits.iter();
    edits.any(|edit| is_in_test(conflict.case, edit.bytes.start))
}

fn is_in_test(case: &Case, byte: usize) -> bool {
    let innermost = case.tree.innermost_at(byte);
    let mut around = statements::around(case, innermost);
    around.any(|at| {
        let mut attributes = case.tree.children_as(at, Role::Attribute);
        attributes.any(|attribute| matches!(case.written(attribute), "#[test]" | "#[cfg(test)]"))
    })
}
