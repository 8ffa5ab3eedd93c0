//! The built-in course in the user's folder for caches, one folder a version: where learners'
//! code is graded, and where the course's crates stay once they are built.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::engine::course_dir::CourseDir;
use crate::engine::{embedded, files};
use crate::exit;

/// A folder is not removed while one of these is held for it.
#[derive(Debug)]
pub struct InUse {
    _lock: Option<File>,
}

/// The course of one version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    /// Its folder.
    pub folder: PathBuf,
    /// The size of all files in it.
    pub bytes: u64,
    /// Whether it is the course that this program brings along.
    pub is_own: bool,
}

/// Puts this program's course there, unless it is there.
///
/// # Errors
/// It cannot be written, or nobody says where.
pub fn unpack() -> Result<(CourseDir, InUse)> {
    let all = folder_of_all().ok_or_else(|| {
        let message = "there is no folder for the built-in course: set HOME, or name a folder \
                       with the course by --originals DIR";
        exit::error(exit::MACHINE, message)
    })?;
    let folder = all.join(embedded::version());
    let in_use = hold(&folder);
    embedded::unpack(&folder).with_context(|| {
        format!(
            "the built-in course cannot be put into {}",
            folder.display()
        )
    })?;
    Ok((CourseDir::find(Some(&folder), &folder)?, in_use))
}

/// What is there, this program's own first.
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

/// Removes a version. Returns whether it did so: not while a program uses it.
///
/// # Errors
/// Something in it cannot be removed.
pub fn remove(version: &Version) -> Result<bool> {
    // A lock that cannot be had for another reason may be held as well.
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

/// Versions are digests; what is called otherwise is none of ours.
fn is_version(name: &str) -> bool {
    name.len() == embedded::version().len() && name.bytes().all(|b| b.is_ascii_hexdigit())
}

/// Waits while the folder is being removed. Where nothing can be locked it is used all the same.
fn hold(folder: &Path) -> InUse {
    let lock = open_lock(folder).ok();
    InUse {
        _lock: lock.filter(|lock| lock.lock_shared().is_ok()),
    }
}

/// The file lies beside the folder and stays when that goes: whoever waits for it must get the
/// same file as all others.
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
