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

/// A learner whom the teacher expects, or who handed something in, or both.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownLearner {
    /// The roster's id, or what the hand-in calls them.
    pub id: String,
    /// Their name in the roster.
    pub name: Option<String>,
    /// Their group in the roster.
    pub section: Option<String>,
    /// Their pseudonym, if they handed something in.
    pub pseudonym: Option<String>,
    /// How much their last hand-in tells.
    pub level: Option<String>,
    /// When it came, in seconds since 1970.
    pub received_at: Option<u64>,
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

    /// Makes these the whole roster. Learners who were known by an address that has an id now are known
    /// by that id. Hand-ins of those who are gone stay.
    ///
    /// # Errors
    /// The database can't be written. Then the roster is as it was.
    pub fn set_roster(&mut self, entries: &[RosterEntry]) -> Result<()> {
        let transaction = self.begin()?;
        transaction.execute("DELETE FROM roster", [])?;
        {
            let mut insert = transaction.prepare("INSERT INTO roster VALUES (?1, ?2, ?3, ?4)")?;
            let mut rename = transaction.prepare(
                "UPDATE learner SET key = ?1 WHERE lower(key) = lower(?2)
                     AND ?1 NOT IN (SELECT key FROM learner)",
            )?;
            for entry in entries {
                insert.execute((&entry.id, &entry.name, &entry.email, &entry.section))?;
                if !entry.email.is_empty() && entry.email != entry.id {
                    rename.execute((&entry.id, &entry.email))?;
                }
            }
        }
        transaction.commit()?;
        Ok(())
    }

    /// All learners: those in the roster and those who handed something in, in the order of their ids.
    ///
    /// # Errors
    /// The database can't be read.
    pub fn learners(&self) -> Result<Vec<KnownLearner>> {
        let mut all = self.db.prepare(
            "SELECT coalesce(learner.key, roster.id), roster.name, roster.section,
                    learner.pseudonym, learner.level, learner.received_at
             FROM roster FULL JOIN learner ON learner.key = roster.id ORDER BY 1",
        )?;
        let all = all.query_map([], |row| {
            Ok(KnownLearner {
                id: row.get(0)?,
                name: row.get(1)?,
                section: row.get(2)?,
                pseudonym: row.get(3)?,
                level: row.get(4)?,
                received_at: row.get(5)?,
            })
        })?;
        Ok(all.collect::<Result<_, _>>()?)
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
