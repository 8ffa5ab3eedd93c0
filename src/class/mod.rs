//! The teacher's side, without a server: a folder with what learners handed in, and what comes of it.
//!
//! Only the cargo feature `class` has it. Learners need none of it.

pub mod collect;
pub mod demo;
pub mod engines;
pub mod export;
pub mod folder;
pub mod grading;
pub mod pages;
pub mod plan;
pub mod purge;
pub mod report;
pub mod roster;
pub mod spreadsheet;
pub mod store;
pub mod texts;
