//! Grading a plan: shards of it anywhere, and their results together here.

mod collect;
mod merge;
mod results;
mod shard;
mod worker;

pub use collect::{Collected, collect};
pub use results::ShardResults;
pub use shard::{MOST_SHARDS, Shard};
pub use worker::{Worker, is_done};
