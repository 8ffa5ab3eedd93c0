//! Where compiled programs are kept while they are needed.

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

use crate::engine::removal::remove_folder;
use crate::engine::{files, volume};

/// A folder for programs, which is removed when this is dropped. It holds a locked file while it
/// is in use, so the next start can tell what a killed program left behind, and remove it.
pub struct Scratch {
    folder: tempfile::TempDir,
    _in_use: Option<File>,
}

const IN_USE: &str = "in-use";

impl Scratch {
    /// A new folder below a course's state folder, in the system's temporary folder, or in the
    /// user's cache folder: the first in which files can be written and programs can run.
    ///
    /// # Errors
    /// None of them will do. The message says what to do about the first.
    pub fn new(state_folder: &Path) -> Result<Self, String> {
        let cache = files::cache_folder().map(|folder| folder.join("scratch"));
        let folders = [state_folder.join("scratch"), std::env::temp_dir()];
        let mut problem = None;
        for folder in folders.into_iter().chain(cache) {
            match Self::new_below(&folder) {
                Ok(scratch) => return Ok(scratch),
                Err(error) => {
                    problem.get_or_insert(error);
                }
            }
        }
        Err(problem.map_or_else(String::new, |error| cannot_be_made(&error)))
    }

    fn new_below(parent: &Path) -> io::Result<Self> {
        fs::create_dir_all(parent)?;
        if !volume::may_run_programs(parent) {
            return Err(volume::no_programs(parent));
        }
        remove_left_behind(parent);
        loop {
            let folder = tempfile::Builder::new().prefix(PREFIX).tempdir_in(parent)?;
            let path = folder.path().join(IN_USE);
            let in_use = File::create(&path).ok();
            let locked = in_use.as_ref().map(File::try_lock);
            // Before we had the lock, another start may have thought that the folder was left
            // behind. Then it holds the lock, or the file is gone.
            let is_taken = matches!(locked, Some(Err(TryLockError::WouldBlock)))
                || (in_use.is_some() && !path.exists());
            if !is_taken {
                let _in_use = in_use.filter(|_| matches!(locked, Some(Ok(()))));
                return Ok(Self { folder, _in_use });
            }
        }
    }

    /// A new folder in it, which the caller removes.
    ///
    /// # Errors
    /// It can't be made.
    pub fn new_folder(&self, name: &str) -> Result<PathBuf, String> {
        let made = tempfile::Builder::new()
            .prefix(&format!("{name}-"))
            .tempdir_in(self.folder.path());
        let folder = made.map_err(|error| cannot_be_made(&error))?;
        Ok(folder.keep())
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = remove_folder(self.folder.path());
    }
}

/// Why there is no folder for programs, and what to do.
pub fn cannot_be_made(error: &io::Error) -> String {
    if error.kind() == io::ErrorKind::Unsupported {
        return format!("{error}: set TMPDIR to a folder where they can");
    }
    match files::fault(error) {
        Some(_) => files::reason(error),
        None => format!("no scratch folder can be made: {error}"),
    }
}

/// What the names of our scratch folders begin with.
const PREFIX: &str = "rustlings-like-run-";

/// Removes our folders that nobody uses any more.
fn remove_left_behind(parent: &Path) {
    for entry in fs::read_dir(parent).into_iter().flatten().flatten() {
        let is_ours = entry.file_name().to_string_lossy().starts_with(PREFIX);
        let lock = File::open(entry.path().join(IN_USE))
            .ok()
            .filter(|_| is_ours);
        if lock.is_some_and(|file| file.try_lock().is_ok()) {
            // One that belongs to somebody else stays.
            let _ = remove_folder(&entry.path());
        }
    }
}
