//! Who has how many points for what.

use std::collections::BTreeMap;

use anyhow::Result;

use crate::class::export::Counting;
use crate::class::store::ClassStore;

/// The points of a class.
#[derive(Debug, Clone, PartialEq)]
pub struct Points {
    /// The exercises of the course, in its order.
    pub exercises: Vec<ExercisePoints>,
    /// The learners: first those of the roster by their ids, then the others.
    pub learners: Vec<LearnerPoints>,
    /// Which points these are.
    pub counting: Counting,
}

/// An exercise, and what it's worth.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExercisePoints {
    /// The exercise's number in the class.
    pub id: i64,
    /// Its name.
    pub name: String,
    /// Its chapter.
    pub chapter: String,
    /// The points for a pass.
    pub points: u32,
}

/// A learner's points.
#[derive(Debug, Clone, PartialEq)]
pub struct LearnerPoints {
    /// The roster's id, or what the hand-in calls them.
    pub id: String,
    /// Their name, address and group in the roster. `None` if they aren't in it.
    pub roster: Option<(String, String, String)>,
    /// Their pseudonym, if they handed something in.
    pub pseudonym: Option<String>,
    /// The points by the exercises' numbers. Exercises that weren't graded, or not claimed, are missing.
    pub points: BTreeMap<i64, ExerciseScore>,
}

/// What a learner has for an exercise.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ExerciseScore {
    /// The points.
    pub points: f64,
    /// Whether it passed.
    pub passed: bool,
    /// When it first passed, by the learner's clock, in seconds since 1970.
    pub claimed_at: Option<u64>,
    /// The time of work, as claimed, in seconds.
    pub claimed_seconds: u64,
}

impl Points {
    /// The points for everything.
    pub fn possible(&self) -> f64 {
        self.exercises.iter().map(|it| f64::from(it.points)).sum()
    }
}

impl LearnerPoints {
    /// All points.
    pub fn total(&self) -> f64 {
        self.points.values().map(|it| it.points).sum()
    }

    /// Whether anything of theirs counts. Who handed nothing in that was graded has no points yet, which
    /// isn't the same as none.
    pub fn has_any(&self) -> bool {
        !self.points.is_empty()
    }
}

/// The points of all learners.
///
/// # Errors
/// The database can't be read.
pub fn points(store: &ClassStore, counting: Counting) -> Result<Points> {
    let exercises = store
        .db
        .prepare("SELECT id, name, chapter, points FROM exercise WHERE chapter <> '' ORDER BY id")?
        .query_map([], |row| {
            Ok(ExercisePoints {
                id: row.get(0)?,
                name: row.get(1)?,
                chapter: row.get(2)?,
                points: row.get(3)?,
            })
        })?
        .collect::<Result<Vec<_>, _>>()?;
    let mut cells = store.db.prepare(match counting {
        Counting::Verified => {
            "SELECT cell.exercise, result.points, cell.verified = 2, passed_at, active_s
             FROM cell JOIN result ON result.exercise = cell.exercise AND result.code = cell.code
             WHERE learner = ?1 AND cell.verified > 0"
        }
        Counting::Claimed => {
            "SELECT cell.exercise, iif(claimed = 2, exercise.points, 0) + 0.0, claimed = 2, passed_at, active_s
             FROM cell JOIN exercise ON exercise.id = cell.exercise
             WHERE learner = ?1 AND claimed > 0"
        }
    })?;
    let mut learners = store.db.prepare(
        "SELECT coalesce(roster.id, learner.key), roster.name, roster.email, roster.section,
                learner.pseudonym, learner.id
         FROM roster FULL JOIN learner ON learner.key = roster.id
         ORDER BY roster.id IS NULL, 1",
    )?;
    let mut rows = learners.query([])?;
    let mut all = Vec::new();
    while let Some(row) = rows.next()? {
        let name: Option<String> = row.get(1)?;
        let roster = match name {
            Some(name) => Some((name, row.get(2)?, row.get(3)?)),
            None => None,
        };
        let mut points = BTreeMap::new();
        if let Some(learner) = row.get::<_, Option<i64>>(5)? {
            let mut cells = cells.query([learner])?;
            while let Some(cell) = cells.next()? {
                let score = ExerciseScore {
                    points: cell.get(1)?,
                    passed: cell.get(2)?,
                    claimed_at: cell.get(3)?,
                    claimed_seconds: cell.get(4)?,
                };
                points.insert(cell.get(0)?, score);
            }
        }
        all.push(LearnerPoints {
            id: row.get(0)?,
            roster,
            pseudonym: row.get(4)?,
            points,
        });
    }
    Ok(Points {
        exercises,
        learners: all,
        counting,
    })
}
