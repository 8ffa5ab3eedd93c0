//! Turns data into text. It never reads a file and never starts a process.

pub mod aligned;
pub mod building;
pub mod chapter;
pub mod curriculum;
pub mod diagnostics;
pub mod diff;
pub mod exercise;
pub mod footer;
#[cfg(test)]
mod golden;
pub mod headline;
pub mod help;
pub mod hints;
pub mod journal;
pub mod leading;
pub mod lens;
pub mod links;
pub mod list;
pub mod markdown;
pub mod other_errors;
pub mod pack;
mod panics;
pub mod progress;
pub mod progress_json;
pub mod repeats;
pub mod report;
pub mod review;
pub mod review_json;
pub mod snippet;
pub mod styled;
pub mod test_changes;
pub mod text;
pub mod theme;
pub mod verdict;
pub mod window;
