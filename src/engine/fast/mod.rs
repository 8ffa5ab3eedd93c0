//! What makes checks quick, and changes no verdict.
//!
//! There are two floors. Below the check are helpers for a single compile, which know nothing of
//! exercises: [`linker`] and [`incremental`]. Each of them gives up by itself, and the compile is
//! then done again without it.
//!
//! Above the check is [`check_together`], which compiles many exercises with few compiles.
//! `verify` calls it, it calls the stages of the check, and the check never calls it. `--no-batch`
//! leaves it out. It only reports what is beyond doubt; `verify` checks everything else alone.

mod batch;
mod candidate;
pub mod incremental;
pub mod instantiations;
pub mod linker;
mod shard;

pub use batch::check_together;
