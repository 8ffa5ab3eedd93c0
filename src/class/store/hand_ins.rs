//! What learners handed in, into the database.

use std::collections::BTreeMap;

use anyhow::Result;
use rusqlite::{OptionalExtension, Transaction};

use crate::class::folder::ClassDir;
use crate::model::course::Course;
use crate::model::journal::JournalEvent;
use crate::model::pack::{ExerciseWork, PackLevel, WorkState};

/// What one learner handed in at one time.
#[derive(Debug, Clone)]
pub struct HandIn {
    /// Who it is: an id of the roster, or what the pack or folder calls them.
    pub key: String,
    /// How much it tells.
    pub level: PackLevel,
    /// The digest of the original exercises that it was made with; empty if that's unknown.
    pub originals: String,
    /// When it was made, by the learner's clock, in seconds since 1970.
    pub made_at: u64,
    /// Whether the hand-in itself says when it was made. Of folders, the times of files or commits tell.
    pub is_dated: bool,
    /// When we got it.
    pub received_at: u64,
    /// The work on each exercise.
    pub work: Vec<ExerciseWork>,
    /// The journal.
    pub events: Vec<JournalEvent>,
    /// Whether the code is all that the learner has: an exercise without code is as it began.
    pub is_complete: bool,
    /// The code of exercises, by name.
    pub files: BTreeMap<String, String>,
}

/// What became of a hand-in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Added {
    /// It's the learner's first.
    New,
    /// It replaces the learner's earlier one.
    Replaced,
    /// The same is here already.
    Known,
    /// A later one is here already, made at this time, so this one adds only lines of the journal.
    Older(u64),
}

/// How a hand-in was added.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AddedHandIn {
    /// What became of it.
    pub added: Added,
    /// Names of exercises that the class's course doesn't have. What it says of them isn't kept.
    pub unknown: Vec<String>,
}

/// Adds a hand-in to the change, or nothing of it.
///
/// # Errors
/// The database can't be written.
pub fn add(
    transaction: &Transaction<'_>,
    class: &ClassDir,
    course: &Course,
    hand_in: &HandIn,
) -> Result<AddedHandIn> {
    let known: Option<(i64, u64, String)> = transaction
        .prepare_cached("SELECT id, made_at, level FROM learner WHERE key = ?1")?
        .query_one([&hand_in.key], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?))
        })
        .optional()?;
    let (learner, added) = match known {
        None => (insert_learner(transaction, class, hand_in)?, Added::New),
        Some((id, at, before))
            if at == hand_in.made_at && hand_in.is_dated && before == level(hand_in.level) =>
        {
            (id, Added::Known)
        }
        Some((id, at, _)) if at > hand_in.made_at => (id, Added::Older(at)),
        Some((id, ..)) => (id, Added::Replaced),
    };
    let place = |name: &str| course.position(name).and_then(|it| i64::try_from(it).ok());
    let mut unknown = Vec::new();
    if !matches!(added, Added::Older(_)) {
        transaction
            .prepare_cached("UPDATE learner SET level = ?2, originals = ?3, made_at = ?4, received_at = ?5 WHERE id = ?1")?
            .execute((learner, level(hand_in.level), &hand_in.originals, hand_in.made_at, hand_in.received_at))?;
        for work in &hand_in.work {
            match place(&work.exercise) {
                Some(exercise) => set_cell(transaction, learner, exercise, work)?,
                None => unknown.push(work.exercise.clone()),
            }
        }
        if hand_in.is_complete {
            transaction
                .prepare_cached("UPDATE cell SET code = NULL, verified = 0 WHERE learner = ?1")?
                .execute([learner])?;
        }
        for (name, text) in &hand_in.files {
            match place(name) {
                Some(exercise) => set_code(transaction, learner, exercise, text)?,
                None => unknown.push(name.clone()),
            }
        }
    }
    for event in &hand_in.events {
        match place(&event.exercise) {
            Some(exercise) => add_event(transaction, learner, exercise, event)?,
            None => unknown.push(event.exercise.clone()),
        }
    }
    unknown.sort();
    unknown.dedup();
    Ok(AddedHandIn { added, unknown })
}

/// Forgets when a learner's last hand-in was made, so that the next one counts.
///
/// # Errors
/// The database can't be written.
pub fn forget_time(transaction: &Transaction<'_>, key: &str) -> Result<()> {
    transaction.execute("UPDATE learner SET made_at = 0 WHERE key = ?1", [key])?;
    Ok(())
}

fn insert_learner(
    transaction: &Transaction<'_>,
    class: &ClassDir,
    hand_in: &HandIn,
) -> Result<i64> {
    let mut is_taken = transaction.prepare_cached("SELECT 1 FROM learner WHERE pseudonym = ?1")?;
    let mut attempt = 0;
    let pseudonym = loop {
        let pseudonym = class.pseudonym(&hand_in.key, attempt);
        if !is_taken.exists([&pseudonym])? {
            break pseudonym;
        }
        attempt += 1;
    };
    transaction
        .prepare_cached(
            "INSERT INTO learner(key, pseudonym, level, originals, made_at, received_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        )?
        .execute((
            &hand_in.key,
            &pseudonym,
            level(hand_in.level),
            &hand_in.originals,
            hand_in.made_at,
            hand_in.received_at,
        ))?;
    Ok(transaction.last_insert_rowid())
}

/// Sets what a learner says of an exercise. Code that was handed in before stays, and so does what a folder
/// without a journal doesn't know: times never become less.
fn set_cell(
    transaction: &Transaction<'_>,
    learner: i64,
    exercise: i64,
    work: &ExerciseWork,
) -> Result<()> {
    let claimed = match work.state {
        WorkState::Started => 1,
        WorkState::Passed => 2,
    };
    let stuck = work.stuck.as_ref();
    transaction
        .prepare_cached(
            "INSERT INTO cell VALUES (?1, ?2, ?3, 0, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, NULL)
             ON CONFLICT DO UPDATE SET claimed = ?3, attempts = max(attempts, ?4),
                 hints = max(hints, ?5), active_s = max(active_s, ?6),
                 first_at = coalesce(?7, first_at), last_at = coalesce(?8, last_at),
                 passed_at = coalesce(?9, passed_at), last_reason = coalesce(?10, last_reason),
                 stuck_code = ?11, stuck_versions = ?12, stuck_s = ?13",
        )?
        .execute(rusqlite::params![
            learner, exercise, claimed, work.attempts, work.hints, small(work.active_seconds),
            work.first_at, work.last_at, work.passed_at, work.last_reason,
            stuck.map(|it| &it.code), stuck.map(|it| it.versions), stuck.map(|it| small(it.seconds)),
        ])?;
    transaction
        .prepare_cached("DELETE FROM cell_code WHERE learner = ?1 AND exercise = ?2")?
        .execute([learner, exercise])?;
    let mut insert =
        transaction.prepare_cached("INSERT INTO cell_code VALUES (?1, ?2, ?3, ?4, ?5)")?;
    for (code, found) in &work.codes {
        insert.execute((learner, exercise, code, found.met, found.is_beaten))?;
    }
    Ok(())
}

/// Sets the code of an exercise. If exactly this code was graded before, the result counts.
fn set_code(transaction: &Transaction<'_>, learner: i64, exercise: i64, text: &str) -> Result<()> {
    let digest = blake3::hash(text.as_bytes());
    let digest = digest.as_bytes().as_slice();
    transaction
        .prepare_cached("INSERT OR IGNORE INTO code VALUES (?1, ?2)")?
        .execute((digest, text.as_bytes()))?;
    transaction
        .prepare_cached(
            "INSERT INTO cell(learner, exercise, claimed, verified, attempts, hints, active_s, code)
             VALUES (?1, ?2, 1, 0, 0, 0, 0, ?3)
             ON CONFLICT DO UPDATE SET code = ?3",
        )?
        .execute((learner, exercise, digest))?;
    transaction
        .prepare_cached(
            "UPDATE cell SET verified = coalesce((SELECT 1 + passed FROM result
                 WHERE result.exercise = ?2 AND result.code = ?3), 0)
             WHERE learner = ?1 AND exercise = ?2",
        )?
        .execute((learner, exercise, digest))?;
    Ok(())
}

fn add_event(
    transaction: &Transaction<'_>,
    learner: i64,
    exercise: i64,
    event: &JournalEvent,
) -> Result<()> {
    let kind = serde_json::to_value(event.kind)?;
    let version = event.version.as_deref().and_then(|text| text.get(..16));
    let version = version
        .and_then(|text| u64::from_str_radix(text, 16).ok())
        .map(u64::to_be_bytes);
    let codes = Some(event.codes.join(" ")).filter(|it| !it.is_empty());
    let count = |number: usize| i64::try_from(number).unwrap_or(i64::MAX);
    transaction
        .prepare_cached(
            "INSERT OR IGNORE INTO event VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
        )?
        .execute(rusqlite::params![
            learner,
            small(event.at),
            small(event.seq),
            exercise,
            kind.as_str(),
            event.reason,
            codes,
            version,
            event.tests.map(|(passed, _)| count(passed)),
            event.tests.map(|(_, failed)| count(failed)),
            event.level.map(count),
        ])?;
    Ok(())
}

fn level(level: PackLevel) -> &'static str {
    match level {
        PackLevel::Summary => "summary",
        PackLevel::Timeline => "timeline",
        PackLevel::Code => "code",
    }
}

/// A number as SQLite has it.
fn small(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}
