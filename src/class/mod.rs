//! The teacher's side, without a server: a folder with what learners handed in, and what comes of it.
//!
//! Only the cargo feature `class` has it. Learners need none of it.

pub mod engines;
pub mod folder;
pub mod grading;
pub mod plan;
pub mod store;
