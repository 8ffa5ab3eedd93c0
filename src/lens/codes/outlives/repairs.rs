//! How to repair it.

use super::dangling::Dangling;
use crate::lens::account::Account;

/// Proposes repairs, the best teaching first.
pub fn propose(_dangling: &Dangling, _account: &mut Account) {}
