//! Tells whether another `watch` runs in the same folder.
//!
//! It uses file locks, which the system releases when the process ends, however it ends.

use std::fs::{File, TryLockError};
use std::io;
use std::path::Path;

/// The name of the file that is locked, in the state folder.
const FILE: &str = "watching";

/// Marks a folder as being watched for as long as it's held.
#[derive(Debug)]
pub struct Presence {
    _file: File,
}

/// Marks a course's state folder as being watched, and returns whether another `watch` is
/// already there. If files can't be written or locked, we assume that there's none.
pub fn enter(state_folder: &Path) -> (Option<Presence>, bool) {
    match open(state_folder) {
        Ok(file) => {
            let is_shared = matches!(file.try_lock(), Err(TryLockError::WouldBlock));
            // A later `watch` must be able to lock it too, and notice us. If another one is
            // just testing the lock, ours fails, and we go unnoticed.
            let _ = file.unlock();
            let presence = file.try_lock_shared().ok();
            (presence.map(|()| Presence { _file: file }), is_shared)
        }
        Err(_) => (None, false),
    }
}

fn open(state_folder: &Path) -> io::Result<File> {
    let mut options = File::options();
    options.create(true).truncate(false).read(true).write(true);
    options.open(state_folder.join(FILE))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everyone_but_the_first_is_told_and_nobody_after_the_last() {
        let dir = tempfile::tempdir().expect("temp");
        let (first, is_shared) = enter(dir.path());
        assert!(first.is_some() && !is_shared);
        let (second, is_shared) = enter(dir.path());
        assert!(second.is_some() && is_shared);
        drop(first);
        let (third, is_shared) = enter(dir.path());
        assert!(third.is_some() && is_shared);
        drop((second, third));
        assert!(!enter(dir.path()).1);
        assert!(!enter(&dir.path().join("nothing")).1);
    }
}
