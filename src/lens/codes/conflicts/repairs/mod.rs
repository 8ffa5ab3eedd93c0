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
use crate::lens::repair::Repair;

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
    account.repairs.extend(found.take(MOST));
}
