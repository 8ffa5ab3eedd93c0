//! Which versions of exercises have no result yet.

use anyhow::{Context, Result};
use rusqlite::{Connection, OptionalExtension};

use crate::class::plan::{GradingBasis, WorkItem};
use crate::model::course::Course;

/// What is left to grade.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OutstandingWork {
    /// What has no result under this basis, in the order of a plan.
    pub work: Vec<WorkItem>,
    /// How many versions have one.
    pub known: usize,
    /// The exercises that can't be graded, since they need the network and the sandbox has none.
    pub need_network: Vec<String>,
}

/// Finds the versions that learners have handed in last and that have no result under this basis.
///
/// # Errors
/// The database can't be read.
pub fn outstanding(
    db: &Connection,
    course: &Course,
    basis: &GradingBasis,
) -> Result<OutstandingWork> {
    // What a learner handed in before their last time isn't theirs any more.
    let mut all = db.prepare(
        "SELECT found.exercise, lower(hex(found.code)), result.key, found.learner
         FROM (SELECT exercise, code, min(learner) AS learner FROM cell
               WHERE code IS NOT NULL AND exercise < ?1 GROUP BY exercise, code) found
         LEFT JOIN result ON result.exercise = found.exercise AND result.code = found.code
         ORDER BY found.learner, found.exercise",
    )?;
    let count = i64::try_from(course.exercises.len()).unwrap_or(i64::MAX);
    let mut rows = all.query([count])?;
    let mut outstanding = OutstandingWork::default();
    let (mut learner, mut hand_ins) = (None, 0);
    while let Some(row) = rows.next()? {
        let (position, code): (usize, String) = (row.get(0)?, row.get(1)?);
        let key: Option<String> = row.get(2)?;
        let Some(exercise) = course.exercises.get(position) else {
            continue;
        };
        if exercise.network {
            if !outstanding.need_network.contains(&exercise.name) {
                outstanding.need_network.push(exercise.name.clone());
            }
            continue;
        }
        let mut item = WorkItem {
            hand_in: 0,
            exercise: exercise.name.clone(),
            code,
        };
        if key.is_some_and(|key| key == basis.key(&item)) {
            outstanding.known += 1;
        } else {
            let whose: i64 = row.get(3)?;
            if learner != Some(whose) {
                (learner, hand_ins) = (Some(whose), hand_ins + 1);
            }
            item.hand_in = hand_ins - 1;
            outstanding.work.push(item);
        }
    }
    Ok(outstanding)
}

/// The text with this digest.
///
/// # Errors
/// The database can't be read, or has no such text.
pub fn text(db: &Connection, code: &str) -> Result<Vec<u8>> {
    let mut text = db.prepare_cached("SELECT text FROM code WHERE digest = ?1")?;
    let digest = blake3::Hash::from_hex(code)?;
    let found = text.query_one([digest.as_bytes().as_slice()], |row| row.get(0));
    let found: Option<Vec<u8>> = found.optional()?;
    found.context("the class's database lacks the text of a version: import the hand-ins again")
}
