//! Exercises × learners, a page at a time.

use anyhow::Result;
use rusqlite::Connection;

use crate::class::report::facts::ClassFacts;

/// How many learners a page has.
pub const ROWS: usize = 200;

/// What is known of a learner's work on an exercise.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum CellState {
    /// Nothing.
    #[default]
    Untouched,
    /// There is work, and no claim of a pass.
    Started,
    /// A pass is claimed, and nobody has graded it.
    Claimed,
    /// It passed when it was graded.
    Verified,
    /// A pass is claimed, and it failed when it was graded.
    Refuted,
}

impl CellState {
    /// The state in the columns `claimed` and `verified`.
    pub fn new(claimed: i64, verified: i64) -> Self {
        match (claimed, verified) {
            (_, 2) => Self::Verified,
            (2, 1) => Self::Refuted,
            (2, _) => Self::Claimed,
            _ => Self::Started,
        }
    }
}

/// A page of the map.
#[derive(Debug, Clone, Default)]
pub struct MapData {
    /// The page's number, from 0.
    pub page: usize,
    /// How many pages there are.
    pub pages: usize,
    /// For each learner of the page: the index, and the state of each exercise.
    pub rows: Vec<(usize, Vec<CellState>)>,
}

/// How many pages the map of a class has.
pub fn page_count(facts: &ClassFacts) -> usize {
    facts.learners.len().div_ceil(ROWS).max(1)
}

impl MapData {
    /// Reads the cells of one page.
    ///
    /// # Errors
    /// The database can't be read.
    pub fn read(db: &Connection, facts: &ClassFacts, page: usize) -> Result<Self> {
        let mut data = Self {
            page,
            pages: page_count(facts),
            rows: Vec::new(),
        };
        let count = facts.exercises.len();
        let learners = facts
            .learners
            .iter()
            .enumerate()
            .skip(page * ROWS)
            .take(ROWS);
        let mut cells =
            db.prepare_cached("SELECT exercise, claimed, verified FROM cell WHERE learner = ?1")?;
        for (index, learner) in learners {
            let mut states = vec![CellState::Untouched; count];
            let mut rows = cells.query([learner.id])?;
            while let Some(row) = rows.next()? {
                let number: usize = row.get(0)?;
                if let Some(state) = states.get_mut(number) {
                    *state = CellState::new(row.get(1)?, row.get(2)?);
                }
            }
            data.rows.push((index, states));
        }
        Ok(data)
    }
}
