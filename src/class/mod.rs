//! The teacher's side, without a server: a folder with what learners handed in, and what comes of it.
//!
//! Only the cargo feature `class` has it. Learners need none of it.

pub mod collect;
pub mod engines;
pub mod export;
pub mod folder;
pub mod grading;
pub mod plan;
pub mod purge;
pub mod roster;
pub mod store;
