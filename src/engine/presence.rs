//! Whether another program is at work in a folder.
//!
//! Told by locks of the system, which end with the process that holds them, however it ends.

use std::fs::{File, TryLockError};
use std::io;
use std::path::Path;

/// The name of the file that is locked, in the state folder.
const FILE: &str = "watching";

/// Held by a `watch` for as long as it runs.
#[derive(Debug)]
pub struct Presence {
    _file: File,
}

/// Enters a course's state folder; also whether another `watch` is there already. Where files
/// cannot be written or locked nothing is known, so nobody is said to be there.
pub fn enter(state_folder: &Path) -> (Option<Presence>, bool) {
    match open(state_folder) {
        Ok(file) => {
            let is_shared = matches!(file.try_lock(), Err(TryLockError::WouldBlock));
            // Whoever comes later must be able to lock it too, and be told of us. If another
            // one is just being told of itself this lock isn't to be had; then we go unnoticed.
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
