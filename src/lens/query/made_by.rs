//! The function of this file that made what a method is called on or a field is asked of, where its
//! return type is the mistake.

use crate::lens::account::Account;
use crate::lens::case::Case;
use crate::lens::query::{callee, no_return, pointing, wrong_return};

/// Says that the function names no return type, or one that its body contradicts. Whether it does.
pub fn tell(case: &Case, of: &str, account: &mut Account) -> bool {
    let Some(receiver) = callee::receiver_at(case, case.node(&case.primary)) else {
        return false;
    };
    if let Some((sentence, declared)) = no_return::reason_of(case, receiver).filter(|_| of == "()")
    {
        account.say(sentence);
        pointing::point_at(account, case, &declared, "returns `()`");
        account.repairs.extend(no_return::repair(case, &declared));
        account.keeps.push(case.tree.bytes(receiver));
        return true;
    }
    let Some(wrong) = wrong_return::of_value(case, receiver) else {
        return false;
    };
    account.say(wrong.sentence);
    pointing::point_at(account, case, &wrong.declared, "declared here");
    account.repairs.extend(wrong.repair);
    true
}
