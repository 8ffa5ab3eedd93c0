//! Sentences that several codes say.

/// Why a missing `mut` is an error at all.
pub const MUT_IS_FOR_READERS: &str = "Nothing would go wrong at run time. `mut` is there for readers: it tells them which variables change.";
