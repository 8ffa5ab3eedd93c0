//! Grading a plan: shards of it anywhere, and their results together here.

mod collect;
mod merge;
mod results;
mod shard;
mod worker;

pub use collect::{CollectedResults, collect};
pub use results::ShardResults;
pub use shard::{MOST_SHARDS, PlanShard};
pub use worker::{ShardWorker, is_done};
