//! `cache`: the cached results of earlier checks, and the built-in course's crates.

use std::time::Duration;

use anyhow::Result;

use crate::commands::args::{CacheCleanArgs, CacheCommand, VersionsToRemove};
use crate::commands::context::Context;
use crate::engine::cache::{Amount, Cache, LIMIT, LIMIT_OF_GRADES};
use crate::engine::unpacked::{self, Version};
use crate::exit;
use crate::view::text::{count, safe};

const DAY: u64 = 24 * 60 * 60;

/// Runs the command.
pub fn run(command: &CacheCommand, context: &mut Context) -> Result<u8> {
    match command {
        CacheCommand::Stats => stats(context)?,
        CacheCommand::Clean(args) => match args.built_in {
            None => clean(args, context)?,
            Some(which) => return clean_versions(which, context),
        },
    }
    Ok(exit::PASSED)
}

fn stats(context: &mut Context) -> Result<()> {
    let amount = describe_amount(cache(context)?.amount());
    let results = format!("{amount}; above {LIMIT} bytes, the oldest are removed");
    let versions = unpacked::versions();
    let versions = versions.iter().map(|version| {
        let how = if version.is_own { "all" } else { "others" };
        format!(
            "{}\n  `rustlings-like cache clean --built-in {how}` removes it",
            describe_version(version)
        )
    });
    let grades = Cache::of_grades().map(|grades| grades.amount());
    let grades = grades.filter(|amount| amount.records > 0).map(|amount| {
        format!(
            "grades from the sandbox: {}; above {LIMIT_OF_GRADES} bytes, the oldest are removed\n  \
             `rustlings-like cache clean --grades` removes them",
            describe_amount(amount)
        )
    });
    let lines = [results].into_iter().chain(grades).chain(versions);
    let lines: Vec<String> = lines.collect();
    context.lines(&lines)
}

fn clean(args: &CacheCleanArgs, context: &mut Context) -> Result<()> {
    let cache = if args.grades {
        grades()?
    } else {
        cache(context)?
    };
    let age = args
        .older_than
        .map(|days| Duration::from_secs(u64::from(days) * DAY));
    let removed = describe_amount(cache.clean(age));
    context.lines(&[format!(
        "removed {removed}; left: {}",
        describe_amount(cache.amount())
    )])
}

/// Removes all the versions it can, and reports those it can't.
fn clean_versions(which: VersionsToRemove, context: &mut Context) -> Result<u8> {
    let mut versions = unpacked::versions();
    versions.retain(|version| which == VersionsToRemove::All || !version.is_own);
    if versions.is_empty() {
        context.lines(&["nothing to remove".to_owned()])?;
    }
    let mut code = exit::PASSED;
    for version in &versions {
        let description = describe_version(version);
        match unpacked::remove(version) {
            Ok(true) => context.lines(&[format!("removed {description}")])?,
            Ok(false) => {
                let message = "in use; try again when no other program is using it";
                context.lines(&[format!("kept {description}: {message}")])?;
            }
            Err(error) => code = context.fail(&error),
        }
    }
    Ok(code)
}

fn grades() -> Result<Cache> {
    let message = "there is no folder for grades: set HOME";
    Cache::of_grades().ok_or_else(|| exit::error(exit::MACHINE, message))
}

fn cache(context: &mut Context) -> Result<Cache> {
    Ok(Cache::of(&context.open()?.dir.state_folder()))
}

fn describe_version(version: &Version) -> String {
    let whose = if version.is_own {
        "this program's"
    } else {
        "another version's"
    };
    format!(
        "{whose} built-in course with its crates, {} bytes: {}",
        version.bytes,
        safe(&version.folder.to_string_lossy(), false)
    )
}

fn describe_amount(amount: Amount) -> String {
    format!(
        "{}, {} bytes",
        count(amount.records, "cached result"),
        amount.bytes
    )
}
