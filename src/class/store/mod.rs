//! The class's database. SQLite keeps it whole whatever is killed or full; it belongs on a disk of this
//! machine, never on a network's.

mod hand_ins;
mod roster;

use anyhow::{Context, Result};
use rusqlite::{Connection, Transaction, TransactionBehavior};

use crate::class::folder::ClassDir;
use crate::exit;
use crate::model::course::Course;

pub use hand_ins::{Added, HandIn, add, forget_time};
pub use roster::{KnownLearner, RosterEntry};

/// The version of the tables.
const VERSION: i64 = 1;

/// How long another process may hold the database.
const PATIENCE: std::time::Duration = std::time::Duration::from_secs(20);

/// An open database.
#[derive(Debug)]
pub struct ClassStore {
    /// The connection. Queries of one purpose stand together with that purpose.
    pub db: Connection,
}

impl ClassStore {
    /// Makes the database of a new class.
    ///
    /// # Errors
    /// The file can't be made.
    pub fn create(class: &ClassDir, course: &Course) -> Result<Self> {
        Self::at(class, course)
    }

    /// Opens the class's database. Its list of exercises becomes that of `course`.
    ///
    /// # Errors
    /// The file is missing, can't be opened, is damaged, or a newer version of this program made it.
    pub fn open(class: &ClassDir, course: &Course) -> Result<Self> {
        let path = class.database();
        if !path.is_file() {
            let message = format!(
                "{} is missing, and with it all that was handed in: put back a copy, or make a new class \
                 in another folder with `rustlings-like class new`",
                path.display()
            );
            return Err(exit::error(exit::MACHINE, message));
        }
        Self::at(class, course)
    }

    fn at(class: &ClassDir, course: &Course) -> Result<Self> {
        let path = class.database();
        let context = || format!("the class's database {} can't be opened", path.display());
        let mut store = Self {
            db: Connection::open(&path).with_context(context)?,
        };
        store.prepare(course).with_context(context)?;
        Ok(store)
    }

    fn prepare(&mut self, course: &Course) -> Result<()> {
        self.db.busy_timeout(PATIENCE)?;
        self.db.pragma_update(None, "journal_mode", "wal")?;
        self.db.pragma_update(None, "foreign_keys", true)?;
        // What's purged is overwritten and not only forgotten.
        self.db.pragma_update(None, "secure_delete", true)?;
        let transaction = self.begin()?;
        let version: i64 =
            transaction.pragma_query_value(None, "user_version", |row| row.get(0))?;
        match version {
            0 => {
                transaction.execute_batch(include_str!("schema.sql"))?;
                transaction.pragma_update(None, "user_version", VERSION)?;
            }
            VERSION => {}
            _ => {
                let message = "a newer rustlings-like made it: update this program";
                return Err(exit::error(exit::MACHINE, message));
            }
        }
        set_exercises(&transaction, course)?;
        transaction.commit()?;
        Ok(())
    }

    /// Begins a change that becomes visible as a whole, or not at all.
    ///
    /// # Errors
    /// Another process holds the database.
    pub fn begin(&mut self) -> Result<Transaction<'_>> {
        let begun = self
            .db
            .transaction_with_behavior(TransactionBehavior::Immediate);
        begun.context("another command holds the class's database")
    }
}

/// Gives each exercise the number that it has in the course. Work on exercises that moved moves along;
/// that on exercises that are gone stays under numbers after the course's.
fn set_exercises(transaction: &Transaction<'_>, course: &Course) -> Result<()> {
    let known: Vec<(i64, String)> = transaction
        .prepare("SELECT id, name FROM exercise ORDER BY id")?
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<Result<_, _>>()?;
    let now: Vec<&str> = course.exercises.iter().map(|it| it.name.as_str()).collect();
    let is_same = known.len() == now.len()
        && known.iter().all(|(id, name)| {
            usize::try_from(*id)
                .ok()
                .and_then(|id| now.get(id).copied())
                == Some(name.as_str())
        });
    if !is_same && !known.is_empty() {
        // Two steps, so that no number is taken twice on the way.
        let tables = ["cell", "cell_code", "event", "result"];
        const FAR: i64 = 1_000_000;
        for table in tables {
            transaction.execute(
                &format!("UPDATE {table} SET exercise = exercise + ?1"),
                [FAR],
            )?;
        }
        let mut gone = i64::try_from(now.len())?;
        for (id, name) in &known {
            let current = course.position(name);
            let to = match current {
                Some(position) => i64::try_from(position)?,
                None => {
                    gone += 1;
                    gone - 1
                }
            };
            for table in tables {
                transaction.execute(
                    &format!("UPDATE OR REPLACE {table} SET exercise = ?1 WHERE exercise = ?2"),
                    [to, id + FAR],
                )?;
            }
        }
        transaction.execute("DELETE FROM exercise", [])?;
        for (offset, (_, name)) in known
            .iter()
            .filter(|(_, name)| course.position(name).is_none())
            .enumerate()
        {
            let id = i64::try_from(now.len() + offset)?;
            transaction.execute("INSERT INTO exercise VALUES (?1, ?2, '', 0)", (id, name))?;
        }
    }
    let mut insert = transaction.prepare(
        "INSERT INTO exercise VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT(id) DO UPDATE SET name = ?2, chapter = ?3, points = ?4",
    )?;
    for (id, exercise) in course.exercises.iter().enumerate() {
        insert.execute((
            i64::try_from(id)?,
            &exercise.name,
            exercise.chapter(),
            exercise.points,
        ))?;
    }
    Ok(())
}
