//! Removes learners, and every byte that tells of them, from a class.

use std::fs;
use std::io;
use std::path::Path;

use anyhow::{Context, Result};

use crate::class::folder::ClassDir;
use crate::class::plan::SCRATCH;
use crate::class::store::ClassStore;
use crate::exit;

/// Whom to remove.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Whom {
    /// The learner with this pseudonym, id or address.
    Learner(String),
    /// All of whom nothing came since then, in seconds since 1970.
    NotSince(u64),
    /// Everybody.
    Everybody,
}

/// Who is removed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Leaving {
    /// What the class calls them.
    pub key: String,
    /// Their pseudonym; empty if they never handed anything in.
    pub pseudonym: String,
}

/// Who would be removed.
///
/// # Errors
/// The database can't be read, or there's no such learner.
pub fn leaving(store: &ClassStore, whom: &Whom) -> Result<Vec<Leaving>> {
    let sql = "SELECT key, pseudonym, received_at FROM learner
               UNION ALL SELECT id, '', NULL FROM roster WHERE id NOT IN (SELECT key FROM learner)
               ORDER BY 1";
    let mut all = store.db.prepare(sql)?;
    let all = all.query_map([], |row| {
        let leaving = Leaving {
            key: row.get(0)?,
            pseudonym: row.get(1)?,
        };
        Ok((leaving, row.get::<_, Option<u64>>(2)?))
    })?;
    let all: Vec<(Leaving, Option<u64>)> = all.collect::<Result<_, _>>()?;
    let id = match whom {
        Whom::Learner(name) => store.find_in_roster(name)?.unwrap_or_else(|| name.clone()),
        _ => String::new(),
    };
    let is_meant = |(leaving, received): &(Leaving, Option<u64>)| match whom {
        Whom::Learner(name) => leaving.key == id || leaving.pseudonym == *name,
        Whom::NotSince(time) => received.is_some_and(|received| received < *time),
        Whom::Everybody => true,
    };
    let found: Vec<Leaving> = all.into_iter().filter(is_meant).map(|(it, _)| it).collect();
    if let (true, Whom::Learner(name)) = (found.is_empty(), whom) {
        let message = format!(
            "there's no learner {name:?} in this class; `rustlings-like class roster` shows all"
        );
        return Err(exit::error(exit::USAGE, message));
    }
    Ok(found)
}

/// Removes learners: from the database with the roster, and all that was made of it in the class's folder
/// (the plan, its results, reports, exports), since it may tell of them.
///
/// # Errors
/// Something can't be removed. What was removed before stays removed; the same again goes on.
pub fn purge(class: &ClassDir, store: &mut ClassStore, leaving: &[Leaving]) -> Result<Vec<String>> {
    let mut removed = Vec::new();
    for name in MADE {
        let path = class.root.join(name);
        if remove(&path).with_context(|| format!("{} can't be removed", path.display()))? {
            removed.push((*name).to_owned());
        }
    }
    // What's left of a plan whose making was interrupted.
    for entry in fs::read_dir(&class.root).into_iter().flatten().flatten() {
        if entry.file_name().to_string_lossy().starts_with(SCRATCH) {
            let path = entry.path();
            remove(&path).with_context(|| format!("{} can't be removed", path.display()))?;
        }
    }
    let transaction = store.begin()?;
    for it in leaving {
        transaction.execute("DELETE FROM learner WHERE key = ?1", [&it.key])?;
        transaction.execute("DELETE FROM roster WHERE id = ?1", [&it.key])?;
    }
    transaction.execute_batch(
        "DELETE FROM code WHERE digest NOT IN (SELECT code FROM cell WHERE code IS NOT NULL);
         DELETE FROM result WHERE code NOT IN (SELECT digest FROM code);",
    )?;
    transaction.commit()?;
    // Even overwritten pages stay in the file until it's written anew, and in the log beside it.
    store
        .db
        .execute_batch("VACUUM; PRAGMA wal_checkpoint(TRUNCATE);")?;
    Ok(removed)
}

/// What commands make in the class's folder.
pub const MADE: &[&str] = &["plan", "report", "export", "grades"];

fn remove(path: &Path) -> io::Result<bool> {
    match fs::symlink_metadata(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error),
        Ok(found) if found.is_dir() => fs::remove_dir_all(path).map(|()| true),
        Ok(_) => fs::remove_file(path).map(|()| true),
    }
}
