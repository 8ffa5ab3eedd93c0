//! Brings the shards' results into the class's database. Only they count as verified.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result};
use rusqlite::Transaction;
use serde::Serialize;

use crate::class::grading::merge::{self, MergedResults};
use crate::class::grading::results::{ShardResults, WorkResult};
use crate::class::grading::shard::{MOST_SHARDS, PlanShard};
use crate::class::plan::{PlanFolder, WorkItem};
use crate::class::store::ClassStore;
use crate::engine::files;
use crate::engine::ordinary_file::{self, LONGEST_FILE, Links};
use crate::exit;
use crate::model::course::Course;

/// What was collected.
#[derive(Debug, Default)]
pub struct CollectedResults {
    /// How many versions have a result that counts, and how many of these passed.
    pub graded: usize,
    /// See [`graded`](Self::graded).
    pub passed: usize,
    /// What has a result, but is graded again with the next plan.
    pub fleeting: Vec<WorkItem>,
    /// How many results count for nothing, since they came about without the sandbox.
    pub claims: usize,
    /// What couldn't be graded.
    pub failed: Vec<WorkItem>,
    /// On what machines disagree.
    pub disputed: Vec<WorkItem>,
    /// How many versions nobody has graded.
    pub missing: usize,
    /// The shards that would grade those.
    pub missing_shards: Vec<PlanShard>,
    /// Files that count for nothing.
    pub refused: Vec<RefusedFile>,
}

/// A file of results that counts for nothing.
#[derive(Debug)]
pub struct RefusedFile {
    /// The file.
    pub path: PathBuf,
    /// Why: words that follow its name.
    pub why: String,
}

/// The results of shards, sorted.
type ShardFiles = Vec<(PlanShard, ShardResults)>;

impl CollectedResults {
    /// Whether all of the plan has results that count.
    pub fn is_complete(&self) -> bool {
        let ungraded = self.missing + self.claims + self.failed.len() + self.disputed.len();
        ungraded == 0
    }
}

/// Reads all files of results, writes what they say together into one file, and sets what's verified.
///
/// # Errors
/// The folder can't be read or written, or the database can't be changed.
pub fn collect(
    folder: &PlanFolder,
    course: &Course,
    store: &mut ClassStore,
) -> Result<CollectedResults> {
    let positions = folder.plan.positions(course);
    let positions = positions.map_err(|message| exit::error(exit::COURSE, message))?;
    let work = &folder.plan.work;
    let (shards, refused) = read_all(folder, course)?;
    let merged = merge::merge(&shards, work.len());
    let named: Vec<PlanShard> = shards.iter().map(|(shard, _)| *shard).collect();
    let lines = lines(folder, &merged)?;
    files::write_atomic(&folder.merged(), lines.as_bytes())
        .with_context(|| format!("{} can't be written", folder.merged().display()))?;
    let transaction = store.begin()?;
    for (at, result) in &merged.graded {
        let item = &work[*at];
        let position = positions.get(item.exercise.as_str()).copied();
        set_result(&transaction, folder, item, position.unwrap_or(0), result)?;
    }
    set_verified(&transaction)?;
    transaction.commit()?;
    let items = |all: &[usize]| all.iter().map(|at| work[*at].clone()).collect();
    let fleeting = merged.graded.iter().filter(|(_, it)| !it.lasting);
    let fleeting: Vec<usize> = fleeting.map(|(at, _)| *at).collect();
    Ok(CollectedResults {
        graded: merged.graded.len(),
        passed: merged.graded.values().filter(|it| it.passed).count(),
        fleeting: items(&fleeting),
        claims: merged.claims.len(),
        failed: items(&merged.failed),
        disputed: items(&merged.disputed),
        missing: merged.missing.len(),
        missing_shards: merge::missing_shards(&named, &merged, work),
        refused,
    })
}

/// The files of results, in the order of their names, and those that we don't believe.
fn read_all(folder: &PlanFolder, course: &Course) -> Result<(ShardFiles, Vec<RefusedFile>)> {
    let unreadable = || format!("{} can't be read", folder.results().display());
    let entries = fs::read_dir(folder.results()).with_context(unreadable)?;
    let mut shards = Vec::new();
    let mut refused = Vec::new();
    for entry in entries.take(2 * MOST_SHARDS) {
        let path = entry.with_context(unreadable)?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        // A worker that was killed while it wrote leaves such a file.
        if name.starts_with('.') {
            continue;
        }
        let read = || {
            let shard = PlanShard::of_file_name(&name)
                .ok_or_else(|| "isn't called as a file of results, K-of-N.json".to_owned())?;
            let text = ordinary_file::read(&path, Links::Refuse, LONGEST_FILE);
            let text = text.map_err(|error| files::unreadable(&error))?;
            Ok((shard, ShardResults::read(&text, folder, shard, course)?))
        };
        match read() {
            Ok(found) => shards.push(found),
            Err(why) => refused.push(RefusedFile {
                why,
                path: path.clone(),
            }),
        }
    }
    shards.sort_by_key(|(shard, _)| *shard);
    refused.sort_by(|one, other| one.path.cmp(&other.path));
    Ok((shards, refused))
}

/// A line of the file with all results.
#[derive(Serialize)]
struct Line<'a> {
    exercise: &'a str,
    code: &'a str,
    key: String,
    reason: &'a str,
    passed: bool,
    points: u32,
    lasting: bool,
    sandbox: bool,
}

/// All results in the plan's order. They don't tell how the plan was divided.
fn lines(folder: &PlanFolder, merged: &MergedResults) -> Result<String> {
    let mut text = String::new();
    for (at, item) in folder.plan.work.iter().enumerate() {
        let graded = merged.graded.get(&at);
        let Some(result) = graded.or_else(|| merged.claims.get(&at)) else {
            continue;
        };
        text += &serde_json::to_string(&Line {
            exercise: &item.exercise,
            code: &item.code,
            key: folder.plan.basis.key(item),
            reason: &result.reason,
            passed: result.passed,
            points: result.points,
            lasting: result.lasting,
            sandbox: graded.is_some(),
        })?;
        text.push('\n');
    }
    Ok(text)
}

/// Sets a result. One that doesn't last has no key, so that the next plan takes its work up again. Of
/// code that was purged meanwhile, nothing is kept.
fn set_result(
    transaction: &Transaction<'_>,
    folder: &PlanFolder,
    item: &WorkItem,
    position: usize,
    result: &WorkResult,
) -> Result<()> {
    let code = blake3::Hash::from_hex(&item.code)?;
    let key = match result.lasting {
        true => folder.plan.basis.key(item),
        false => String::new(),
    };
    transaction
        .prepare_cached(
            "INSERT OR REPLACE INTO result SELECT ?1, ?2, ?3, ?4, ?5, ?6
             WHERE EXISTS (SELECT 1 FROM code WHERE digest = ?2)",
        )?
        .execute(rusqlite::params![
            i64::try_from(position)?,
            code.as_bytes().as_slice(),
            key,
            result.reason,
            result.passed,
            f64::from(result.points),
        ])?;
    Ok(())
}

/// Sets what's verified of all that learners handed in.
fn set_verified(transaction: &Transaction<'_>) -> Result<()> {
    transaction.execute(
        "UPDATE cell SET verified = 1 + result.passed FROM result
         WHERE result.exercise = cell.exercise AND result.code = cell.code
             AND cell.verified <> 1 + result.passed",
        [],
    )?;
    Ok(())
}
