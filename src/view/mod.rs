//! Data in, text out, on a writer or as lines. Never reads a file, never starts anything.

pub mod building;
pub mod curriculum;
pub mod diagnostics;
pub mod diff;
pub mod exercise;
#[cfg(test)]
mod golden;
pub mod help;
pub mod lens;
pub mod list;
pub mod progress;
pub mod repeats;
pub mod report;
pub mod rules;
pub mod snippet;
pub mod styled;
pub mod test_changes;
pub mod text;
pub mod theme;
pub mod verdict;
