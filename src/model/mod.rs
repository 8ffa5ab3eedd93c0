//! Values in, values out: no file, process, environment, clock or terminal.

pub mod cache_key;
pub mod cargo_messages;
pub mod check_report;
pub mod course;
pub mod credit;
pub mod database;
pub mod diagnostic;
pub mod expectation;
pub mod lens;
pub mod libtest;
pub mod limits;
pub mod manifest;
pub mod outcome;
pub mod package;
pub mod partition;
pub mod progress;
pub mod progress_file;
pub mod recording;
pub mod review;
pub mod rustc_json;
pub mod selection;
pub mod shard;
pub mod source;
pub mod test_code;
pub mod verdict;
pub mod verify_report;
