//! `cache`: the stored results of earlier checks.

use std::time::Duration;

use anyhow::Result;

use crate::commands::args::{CacheCleanArgs, CacheCommand};
use crate::commands::context::Context;
use crate::engine::cache::{Amount, Cache, LIMIT};
use crate::exit;
use crate::view::text::count;

const DAY: u64 = 24 * 60 * 60;

/// Runs the command.
pub fn run(command: &CacheCommand, context: &mut Context) -> Result<u8> {
    let dir = context.open()?.dir;
    let cache = Cache::of(&dir.state_folder());
    let line = match command {
        CacheCommand::Stats => stats(&cache),
        CacheCommand::Clean(args) => clean(&cache, args),
    };
    writeln!(context.out, "{line}")?;
    Ok(exit::PASSED)
}

fn stats(cache: &Cache) -> String {
    let words = words(cache.amount());
    format!("{words}; the oldest go when there are more than {LIMIT} bytes")
}

fn clean(cache: &Cache, args: &CacheCleanArgs) -> String {
    let age = args
        .older_than
        .map(|days| Duration::from_secs(u64::from(days) * DAY));
    let removed = words(cache.clean(age));
    format!("removed {removed}; left: {}", words(cache.amount()))
}

fn words(amount: Amount) -> String {
    format!(
        "{}, {} bytes",
        count(amount.records, "record"),
        amount.bytes
    )
}
