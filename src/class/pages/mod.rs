//! The report's pages as HTML: each is a function of its data.

pub mod code;
pub mod errors;
pub mod exercise;
pub mod exercises;
pub mod frame;
pub mod learner;
pub mod map;
pub mod marks;
pub mod now;
pub mod paths;
pub mod projector;
pub mod words;

/// The stylesheet of all pages.
pub const STYLE: &str = include_str!("style.css");
