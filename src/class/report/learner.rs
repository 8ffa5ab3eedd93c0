//! One learner: a page that may be shared with them.

use std::collections::BTreeMap;

use anyhow::Result;
use rusqlite::Connection;

use crate::class::report::facts::ClassFacts;
use crate::class::report::map::CellState;
use crate::model::timestamp;

/// How many events the page shows.
const MOST_EVENTS: u32 = 40;

/// How many days the chart has at most.
const MOST_DAYS: u64 = 60;

/// What the page of a learner shows.
#[derive(Debug, Clone, Default)]
pub struct LearnerData {
    /// The learner's index.
    pub index: usize,
    /// The exercises with work, in the course's order.
    pub work: Vec<LearnerWork>,
    /// The number of checks of each day, in days since 1970, from the first day with one to the
    /// last. Empty if the learner doesn't hand in the journal.
    pub days: Vec<(u64, u32)>,
    /// The last events, the latest first.
    pub events: Vec<LearnerEvent>,
}

/// A learner's work on an exercise.
#[derive(Debug, Clone, Default)]
pub struct LearnerWork {
    /// The exercise's number.
    pub exercise: usize,
    /// How far it is.
    pub state: CellState,
    /// How many versions failed.
    pub tries: u32,
    /// The highest hint.
    pub hints: u32,
    /// The time of work in seconds.
    pub seconds: u32,
    /// The reason of the last check.
    pub last_reason: Option<String>,
    /// The codes that it gave, and whether each is beaten.
    pub codes: Vec<(String, bool)>,
}

/// Something that happened.
#[derive(Debug, Clone, Default)]
pub struct LearnerEvent {
    /// When, in seconds since 1970, by the learner's clock.
    pub at: u64,
    /// The exercise's number.
    pub exercise: usize,
    /// What.
    pub kind: String,
    /// The check's reason.
    pub reason: Option<String>,
    /// The check's codes, with a space between two.
    pub codes: Option<String>,
    /// The hint's level.
    pub level: Option<u32>,
}

impl LearnerData {
    /// Reads a learner's work.
    ///
    /// # Errors
    /// The database can't be read.
    pub fn read(db: &Connection, facts: &ClassFacts, index: usize) -> Result<Self> {
        let id = facts.learners[index].id;
        let count = facts.exercises.len();
        let mut codes: BTreeMap<usize, Vec<(String, bool)>> = BTreeMap::new();
        let mut found = db.prepare_cached(
            "SELECT exercise, code, beaten FROM cell_code WHERE learner = ?1 ORDER BY exercise, code",
        )?;
        let mut rows = found.query([id])?;
        while let Some(row) = rows.next()? {
            let code = (row.get(1)?, row.get(2)?);
            codes.entry(row.get(0)?).or_default().push(code);
        }
        let mut cells = db.prepare_cached(
            "SELECT exercise, claimed, verified, attempts, hints, active_s, last_reason
             FROM cell WHERE learner = ?1 AND exercise < ?2 ORDER BY exercise",
        )?;
        let work = cells.query_map((id, i64::try_from(count)?), |row| {
            let exercise = row.get(0)?;
            Ok(LearnerWork {
                exercise,
                state: CellState::new(row.get(1)?, row.get(2)?),
                tries: row.get(3)?,
                hints: row.get(4)?,
                seconds: row.get(5)?,
                last_reason: row.get(6)?,
                codes: codes.remove(&exercise).unwrap_or_default(),
            })
        })?;
        let work = work.collect::<Result<_, _>>()?;
        Ok(Self {
            index,
            work,
            days: days(db, id)?,
            events: events(db, id, count)?,
        })
    }
}

fn events(db: &Connection, id: i64, count: usize) -> Result<Vec<LearnerEvent>> {
    let mut events = db.prepare_cached(
        "SELECT at, exercise, kind, reason, codes, level FROM event
         WHERE learner = ?1 AND exercise < ?2 ORDER BY seq DESC, at DESC LIMIT ?3",
    )?;
    let events = events.query_map((id, i64::try_from(count)?, MOST_EVENTS), |row| {
        Ok(LearnerEvent {
            at: row.get(0)?,
            exercise: row.get(1)?,
            kind: row.get(2)?,
            reason: row.get(3)?,
            codes: row.get(4)?,
            level: row.get(5)?,
        })
    })?;
    Ok(events.collect::<Result<_, _>>()?)
}

fn days(db: &Connection, id: i64) -> Result<Vec<(u64, u32)>> {
    let mut checks: BTreeMap<u64, u32> = BTreeMap::new();
    let mut times =
        db.prepare_cached("SELECT at FROM event WHERE learner = ?1 AND kind = 'checked'")?;
    let mut rows = times.query([id])?;
    while let Some(row) = rows.next()? {
        *checks.entry(timestamp::day_of(row.get(0)?)).or_default() += 1;
    }
    let Some(last) = checks.last_key_value().map(|(day, _)| *day) else {
        return Ok(Vec::new());
    };
    // A clock that was wrong once doesn't make a chart of centuries.
    let from = last.saturating_sub(MOST_DAYS - 1);
    let first = checks.range(from..).next().map_or(last, |(day, _)| *day);
    let counts = |day| (day, checks.get(&day).copied().unwrap_or(0));
    Ok((first..=last).map(counts).collect())
}
