//! The roster in the database.

use anyhow::Result;
use rusqlite::OptionalExtension;

use crate::class::store::ClassStore;

/// A learner whom the teacher expects.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RosterEntry {
    /// What the school calls them; unique.
    pub id: String,
    /// Their name.
    pub name: String,
    /// Their address; may be empty.
    pub email: String,
    /// Their group; may be empty.
    pub section: String,
}

impl ClassStore {
    /// All entries by their ids.
    ///
    /// # Errors
    /// The database can't be read.
    pub fn roster(&self) -> Result<Vec<RosterEntry>> {
        let mut all = self
            .db
            .prepare("SELECT id, name, email, section FROM roster ORDER BY id")?;
        let entries = all.query_map([], |row| {
            Ok(RosterEntry {
                id: row.get(0)?,
                name: row.get(1)?,
                email: row.get(2)?,
                section: row.get(3)?,
            })
        })?;
        Ok(entries.collect::<Result<_, _>>()?)
    }

    /// The roster's id for what a pack or a folder calls a learner: their id, or their address.
    ///
    /// # Errors
    /// The database can't be read.
    pub fn find_in_roster(&self, called: &str) -> Result<Option<String>> {
        let sql =
            "SELECT id FROM roster WHERE id = ?1 OR (email <> '' AND lower(email) = lower(?1))
                   ORDER BY id <> ?1 LIMIT 1";
        let mut found = self.db.prepare_cached(sql)?;
        Ok(found.query_one([called], |row| row.get(0)).optional()?)
    }
}
