//! The built-in course in the user's cache folder, in a folder for each version. Learners' code
//! is graded there, and the course's crates stay there once they're built.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::engine::course_dir::CourseDir;
use crate::engine::{embedded, files};
use crate::exit;

/// Keeps a version's folder from being removed for as long as this is held.
#[derive(Debug)]
pub struct InUse {
    _lock: Option<File>,
}

/// One version of the built-in course on disk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    /// The version's folder.
    pub folder: PathBuf,
    /// The size of all files in the folder.
    pub bytes: u64,
    /// Whether it's the version inside this program.
    pub is_own: bool,
}

/// Writes this program's course into the cache folder, unless it's there already.
///
/// # Errors
/// The course can't be written, or there is no cache folder.
pub fn unpack() -> Result<(CourseDir, InUse)> {
    let all = folder_of_all().ok_or_else(|| {
        let message = "there is no folder for the built-in course: set HOME, or name a folder \
                       with the course using --originals DIR";
        exit::error(exit::MACHINE, message)
    })?;
    let folder = all.join(embedded::version());
    let in_use = hold(&folder);
    embedded::unpack(&folder).with_context(|| {
        format!(
            "the built-in course cannot be written to {}",
            folder.display()
        )
    })?;
    Ok((CourseDir::find(Some(&folder), &folder)?, in_use))
}

/// All versions on disk, this program's own first.
pub fn versions() -> Vec<Version> {
    let folders = folder_of_all().and_then(|all| fs::read_dir(all).ok());
    let own = embedded::version();
    let versions = folders.into_iter().flatten().flatten().filter_map(|entry| {
        let name = entry.file_name().into_string().ok()?;
        let is_one = is_version(&name) && entry.file_type().ok()?.is_dir();
        is_one.then(|| Version {
            bytes: size(&entry.path()),
            folder: entry.path(),
            is_own: name == own,
        })
    });
    let mut versions: Vec<Version> = versions.collect();
    versions.sort_by_key(|version| (!version.is_own, version.folder.clone()));
    versions
}

/// Removes a version, unless a program is using it. Returns whether it was removed.
///
/// # Errors
/// Something in the folder can't be removed.
pub fn remove(version: &Version) -> Result<bool> {
    // If we can't open the lock, another program may hold it.
    let Ok(lock) = open_lock(&version.folder) else {
        return Ok(false);
    };
    if lock.try_lock().is_err() {
        return Ok(false);
    }
    match fs::remove_dir_all(&version.folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            Err(error).with_context(|| format!("{} cannot be removed", version.folder.display()))
        }
        _ => Ok(true),
    }
}

fn folder_of_all() -> Option<PathBuf> {
    Some(files::cache_folder()?.join("courses"))
}

/// Versions are named after their digests. A folder with any other name isn't ours.
fn is_version(name: &str) -> bool {
    name.len() == embedded::version().len() && name.bytes().all(|b| b.is_ascii_hexdigit())
}

/// Marks the folder as in use, after waiting if it's being removed. Where locks don't work, we
/// use the folder without one.
fn hold(folder: &Path) -> InUse {
    let lock = open_lock(folder).ok();
    InUse {
        _lock: lock.filter(|lock| lock.lock_shared().is_ok()),
    }
}

/// Opens the lock file beside the folder. It stays when the folder is removed, since programs
/// that wait for it must all get the same file.
fn open_lock(folder: &Path) -> io::Result<File> {
    fs::create_dir_all(folder.parent().unwrap_or(folder))?;
    let mut options = File::options();
    options.create(true).truncate(false).write(true);
    options.open(folder.with_extension("lock"))
}

fn size(folder: &Path) -> u64 {
    let files = files::list_below(folder, "").unwrap_or_default();
    let sizes = files.iter().map(|file| {
        let found = fs::symlink_metadata(folder.join(file));
        found.map_or(0, |found| found.len())
    });
    sizes.sum()
}
