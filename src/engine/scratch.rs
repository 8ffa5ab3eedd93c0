//! Where compiled programs lie while they are needed.

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

/// A folder for programs, removed at the end. It holds a locked file while it is in use, so
/// that the next start can tell and remove what a killed one left behind.
pub struct Scratch {
    folder: tempfile::TempDir,
    _in_use: Option<File>,
}

const IN_USE: &str = "in-use";

impl Scratch {
    /// A new one below a course's state folder, or in the system's place for such.
    ///
    /// # Errors
    /// Neither can be written to.
    pub fn new(state_folder: &Path) -> Result<Self, String> {
        let parent = state_folder.join("scratch");
        // Where a course cannot be written to, the system has a place.
        fs::create_dir_all(&parent)
            .and_then(|()| Self::new_below(&parent))
            .or_else(|_| Self::new_below(&std::env::temp_dir()))
            .map_err(|error| format!("no scratch folder can be made: {error}"))
    }

    fn new_below(parent: &Path) -> io::Result<Self> {
        remove_left_behind(parent);
        loop {
            let folder = tempfile::Builder::new().prefix(PREFIX).tempdir_in(parent)?;
            let path = folder.path().join(IN_USE);
            let in_use = File::create(&path).ok();
            let locked = in_use.as_ref().map(File::try_lock);
            // Before the lock was there another start may have taken the folder for left
            // behind. Then it holds the lock, or the file is gone.
            let is_taken = matches!(locked, Some(Err(TryLockError::WouldBlock)))
                || (in_use.is_some() && !path.exists());
            if !is_taken {
                let _in_use = in_use.filter(|_| matches!(locked, Some(Ok(()))));
                return Ok(Self { folder, _in_use });
            }
        }
    }

    /// A new folder in it; whoever asked removes it.
    ///
    /// # Errors
    /// It cannot be made.
    pub fn new_folder(&self, name: &str) -> Result<PathBuf, String> {
        let made = tempfile::Builder::new()
            .prefix(&format!("{name}-"))
            .tempdir_in(self.folder.path());
        let folder = made.map_err(|error| format!("no scratch folder can be made: {error}"))?;
        Ok(folder.keep())
    }
}

/// Folders of this program begin so.
const PREFIX: &str = "rustlings-like-run-";

/// Removes folders that are not in use any more.
fn remove_left_behind(parent: &Path) {
    for entry in fs::read_dir(parent).into_iter().flatten().flatten() {
        let is_ours = entry.file_name().to_string_lossy().starts_with(PREFIX);
        let lock = File::open(entry.path().join(IN_USE))
            .ok()
            .filter(|_| is_ours);
        if lock.is_some_and(|file| file.try_lock().is_ok()) {
            // Somebody else's stays.
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}
