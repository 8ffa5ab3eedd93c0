//! Sentences that several codes say.

/// Why a missing `mut` is an error at all.
pub const MUT_IS_FOR_READERS: &str = "A missing `mut` does no harm at run time: `mut` is there for readers, and tells them which variables change.";
