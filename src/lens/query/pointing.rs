//! Accounts without lanes: the place that's wrong, and places that explain it.

use std::ops::Range;

use crate::lens::account::Account;
use crate::lens::case::Case;
use crate::lens::events::What;

/// An account with a mark where the error is, and words on it.
pub fn at_error(case: &Case, note: impl Into<String>) -> Account {
    let mut account = Account::default();
    let lane = account.lane("");
    account.event(lane, What::Conflict, case.primary.area, note);
    account
}

/// Adds a place with words on it. Nothing if it lies where the error is.
pub fn point_at(account: &mut Account, case: &Case, bytes: &Range<usize>, note: impl Into<String>) {
    if *bytes != case.primary.bytes {
        account.event(0, What::Label, case.area(bytes), note);
    }
}
