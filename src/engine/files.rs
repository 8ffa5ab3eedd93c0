//! Reads and writes files so that nothing is lost.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::string::FromUtf8Error;
use std::time::Duration;

use crate::engine::ordinary_file::{self, LONGEST_TEXT, Links};
use crate::model::machine::{Fault, Machine};

/// What [`read_source`] says if the file doesn't exist.
pub const MISSING: &str = "does not exist";

/// Reads an exercise's file.
///
/// # Errors
/// The file can't be used. The message follows its path: "does not exist", "is not UTF-8 ...".
pub fn read_source(path: &Path) -> Result<String, String> {
    let text = read_any_source(path)?;
    if text.trim().is_empty() {
        Err("is empty; undo in your editor, or `reset` the exercise".to_owned())
    } else {
        Ok(text)
    }
}

/// The same for a file that may be empty.
///
/// # Errors
/// Those of [`read_source`].
pub fn read_any_source(path: &Path) -> Result<String, String> {
    if path.is_dir() {
        return Err("is a folder, but an exercise must be a file".to_owned());
    }
    let bytes = ordinary_file::read(path, Links::Follow, LONGEST_TEXT);
    let bytes = bytes.map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => MISSING.to_owned(),
        _ => unreadable(&error),
    })?;
    String::from_utf8(bytes).map_err(|error| {
        let line = line_of(&error);
        format!("is not UTF-8 text (line {line}); save it as UTF-8 in your editor")
    })
}

/// What follows the name of a file that can't be read.
pub fn unreadable(error: &io::Error) -> String {
    match error.raw_os_error() {
        // What we found out ourselves is a sentence already.
        None => error.to_string(),
        Some(_) => format!("cannot be read: {error}"),
    }
}

/// Why the system refuses, in words for people. If the disk is full or can't be written, they say what
/// to do.
pub fn reason(error: &io::Error) -> String {
    match fault(error) {
        Some(fault) => fault.sentence(&Machine::default()),
        None => error.to_string(),
    }
}

/// What the disk lacks, if that's why the system refuses.
pub fn fault(error: &io::Error) -> Option<Fault> {
    match error.kind() {
        io::ErrorKind::StorageFull => Some(Fault::NoSpace),
        io::ErrorKind::QuotaExceeded => Some(Fault::Quota),
        io::ErrorKind::ReadOnlyFilesystem => Some(Fault::ReadOnly),
        _ => None,
    }
}

/// An error with its causes, the outermost first; [`reason`] words those from the system.
pub fn reasons(error: &anyhow::Error) -> String {
    let causes = error.chain().map(|cause| {
        let from_system = cause.downcast_ref::<io::Error>();
        from_system.map_or_else(|| cause.to_string(), reason)
    });
    causes.collect::<Vec<_>>().join(": ")
}

/// The line (from 1) of the first byte that isn't UTF-8.
fn line_of(error: &FromUtf8Error) -> usize {
    let valid = &error.as_bytes()[..error.utf8_error().valid_up_to()];
    valid.iter().filter(|byte| **byte == b'\n').count() + 1
}

/// Reads a course's manifest. `Ok(None)` if there is none.
///
/// # Errors
/// The file can't be used. The message has its name and, if possible, the line:
/// `info.toml:3: is not UTF-8 ...`.
pub fn read_manifest(folder: &Path, name: &str) -> Result<Option<String>, String> {
    let read = ordinary_file::read(folder.join(name), Links::Follow, LONGEST_TEXT);
    let bytes = match read {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(format!("{name} {}", unreadable(&error))),
    };
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        return Err(format!(
            "{name}:1: is UTF-16 text; save it as UTF-8 in your editor"
        ));
    }
    let text = String::from_utf8(bytes).map_err(|error| {
        let line = line_of(&error);
        format!("{name}:{line}: is not UTF-8 text; save it as UTF-8 in your editor")
    })?;
    Ok(Some(text))
}

/// Writes a file so that at any moment it has either the old or the new content.
/// A symlink stays, and its target is written.
///
/// # Errors
/// The file system refuses. The old content is then untouched.
pub fn write_atomic(path: &Path, content: &[u8]) -> io::Result<()> {
    let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let folder = target.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    let mut file = tempfile::Builder::new()
        .prefix(".rustlings-like-")
        .tempfile_in(folder)?;
    file.write_all(content)?;
    if let Ok(old) = fs::metadata(&target) {
        // The old permissions stay if possible, but the new content matters more.
        let _ = fs::set_permissions(file.path(), old.permissions());
    } else {
        make_readable(file.path());
    }
    file.as_file().sync_data()?;
    file.persist(&target).map_err(|error| error.error)?;
    Ok(())
}

/// Lets everybody read a file that began as a temporary one, which only its owner can read.
#[cfg(unix)]
fn make_readable(path: &Path) {
    use std::os::unix::fs::PermissionsExt;
    let _ = fs::set_permissions(path, fs::Permissions::from_mode(0o644));
}

#[cfg(not(unix))]
fn make_readable(_path: &Path) {}

/// Makes a folder, with those around it, that only its owner may open, where the system knows such things.
///
/// # Errors
/// It can't be made.
#[cfg(feature = "class")]
pub fn create_private_folder(path: &Path) -> io::Result<()> {
    if let Some(around) = path.parent() {
        fs::create_dir_all(around)?;
    }
    let mut builder = fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.recursive(true).create(path)
}

/// Lists all files in the folder `top` of `root`, as sorted paths below `root` with `/`. If
/// `top` doesn't exist, there are none.
///
/// # Errors
/// A folder can't be listed.
pub fn list_below(root: &Path, top: &str) -> io::Result<Vec<String>> {
    let mut files = Vec::new();
    let mut folders = vec![PathBuf::from(top)];
    while let Some(folder) = folders.pop() {
        let entries = match fs::read_dir(root.join(&folder)) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
            Err(error) => return Err(error),
        };
        for entry in entries {
            let entry = entry?;
            let path = folder.join(entry.file_name());
            if entry.file_type()?.is_dir() {
                folders.push(path);
            } else {
                files.push(path.to_string_lossy().replace('\\', "/"));
            }
        }
    }
    files.sort();
    Ok(files)
}

/// The folder where cargo keeps its settings and downloads.
pub fn cargo_home() -> Option<PathBuf> {
    let set = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    set.or_else(|| Some(std::env::home_dir()?.join(".cargo")))
}

/// Our folder in the user's cache folder.
pub fn cache_folder() -> Option<PathBuf> {
    let set = |name| std::env::var_os(name).map(PathBuf::from);
    let set = |name| set(name).filter(|path| path.is_absolute());
    let folder = match std::env::consts::OS {
        "windows" => set("LOCALAPPDATA"),
        "macos" => set("HOME").map(|home| home.join("Library/Caches")),
        _ => set("XDG_CACHE_HOME").or_else(|| set("HOME").map(|home| home.join(".cache"))),
    };
    folder.map(|folder| folder.join("rustlings-like"))
}

/// Writes a file unless it already has this text, so that cargo sees no change.
///
/// # Errors
/// Those of [`write_atomic`].
pub fn write_if_new(path: &Path, text: &str) -> io::Result<()> {
    match fs::read_to_string(path) {
        Ok(old) if old == text => Ok(()),
        _ => write_atomic(path, text.as_bytes()),
    }
}

/// A duration in whole milliseconds, as reports have it.
pub fn milliseconds(time: Duration) -> u64 {
    u64::try_from(time.as_millis()).unwrap_or(u64::MAX)
}

/// The current time in seconds since 1970, or 0 if the clock is set before that.
pub fn now() -> u64 {
    std::time::SystemTime::now()
        .duration_since(std::time::UNIX_EPOCH)
        .map_or(0, |since| since.as_secs())
}

/// A digest of the content (BLAKE3, hexadecimal).
pub fn digest(content: &[u8]) -> String {
    blake3::hash(content).to_hex().to_string()
}
