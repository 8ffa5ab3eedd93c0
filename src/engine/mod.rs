//! Does things: files, processes, the clock. Never prints.

pub mod batch;
pub mod cache;
pub mod check;
pub mod course_dir;
pub mod crates;
pub mod dev_check;
pub mod dev_new;
pub mod diagnose;
pub mod embedded;
pub mod files;
pub mod git;
pub mod linker;
pub mod originals;
pub mod parallel;
pub mod presence;
pub mod process;
pub mod progress_store;
pub mod recorder;
pub mod rustc;
pub mod scratch;
pub mod shard;
pub mod starters;
pub mod toolchain;
pub mod unpacked;
pub mod verify;
pub mod wasm;
