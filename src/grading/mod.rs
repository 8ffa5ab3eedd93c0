//! The original against the learner's file: which tests count, what goes around them, and what
//! a result is worth. Pure, like everything below `engine` and `view`.
//!
//! [`level`] pairs the items of two files. From these pairs come the names of edited tests
//! ([`edited_tests`]), the file with the original tests put back ([`test_changes`]), and which
//! statements in the tests are the learner's ([`open_tests`]).

mod compared_item;
mod level;

pub mod bypasses;
pub mod credit;
pub mod dodges;
pub mod edited_tests;
pub mod open_tests;
pub mod package_tests;
pub mod reference;
pub mod refusals;
pub mod sealed;
pub mod settings;
pub mod test_changes;
