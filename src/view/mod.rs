//! Data in, text out, on a writer or as lines. Never reads a file, never starts anything.

pub mod aligned;
pub mod curriculum;
pub mod diagnostics;
pub mod diff;
pub mod exercise;
#[cfg(test)]
mod golden;
pub mod lens;
pub mod links;
pub mod list;
pub mod progress;
pub mod progress_json;
pub mod repeats;
pub mod report;
pub mod review;
pub mod review_json;
pub mod rules;
pub mod snippet;
pub mod styled;
pub mod text;
pub mod theme;
pub mod verdict;
