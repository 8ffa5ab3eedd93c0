//! The original against the learner's file: which tests count, what goes around them, and what
//! a result is worth. Pure, like everything below `engine` and `view`.

pub mod bypasses;
pub mod compose;
pub mod reference;
