//! The files in a folder or a zip, for reading only. Nothing is unpacked and no link is followed, so
//! nothing in there leads anywhere else.

use std::fs::{self, File};
use std::io::{Cursor, Read};
use std::path::{Path, PathBuf};

use zip::ZipArchive;

use crate::engine::ordinary_file::{self, Links};
use crate::engine::{files, git};
use crate::model::timestamp;

/// How many files we look at in one folder or zip.
const MOST_FILES: usize = 500_000;

/// How deep folders may lie in each other.
const DEEPEST: usize = 12;

/// How long a zip may be that lies in another one, in bytes.
const LONGEST_INNER_ZIP: u64 = 64 << 20;

/// Folders in which nobody hands anything in.
const IGNORED: [&str; 5] = [".git", "target", "node_modules", "__MACOSX", "solutions"];

/// The files in a folder or a zip.
pub struct Tree {
    /// The files' paths, with `/`, sorted.
    pub paths: Vec<String>,
    kind: Kind,
}

enum Kind {
    Folder(PathBuf),
    File(Box<ZipArchive<File>>),
    Bytes(Box<ZipArchive<Cursor<Vec<u8>>>>),
}

impl Tree {
    /// The files in a folder.
    ///
    /// # Errors
    /// A folder can't be listed, or there are far too many files. Reads on after the folder's name.
    pub fn of_folder(root: &Path) -> Result<Self, String> {
        let mut paths = Vec::new();
        let mut folders = vec![(PathBuf::new(), 0)];
        while let Some((folder, depth)) = folders.pop() {
            let entries = fs::read_dir(root.join(&folder))
                .map_err(|error| format!("can't be listed: {} ({error})", folder.display()))?;
            for entry in entries.flatten() {
                let path = folder.join(entry.file_name());
                // What kind of file it is, is said of a link itself.
                let Ok(kind) = entry.file_type() else {
                    continue;
                };
                if kind.is_dir()
                    && depth < DEEPEST
                    && !is_ignored(&entry.file_name().to_string_lossy())
                {
                    folders.push((path, depth + 1));
                } else if kind.is_file() {
                    paths.extend(path.to_str().map(|path| path.replace('\\', "/")));
                }
            }
            if paths.len() > MOST_FILES {
                return Err(format!("has more than {MOST_FILES} files"));
            }
        }
        paths.sort();
        Ok(Self {
            paths,
            kind: Kind::Folder(root.to_owned()),
        })
    }

    /// The files in a zip.
    ///
    /// # Errors
    /// It isn't a zip, or a damaged one. Reads on after the file's name.
    pub fn of_zip(path: &Path) -> Result<Self, String> {
        let file =
            ordinary_file::open(path, Links::Follow).map_err(|error| files::unreadable(&error))?;
        let archive = ZipArchive::new(file).map_err(|error| no_zip(&error))?;
        Self::new(archive, Kind::File)
    }

    /// The files in a zip that's a file of this tree.
    ///
    /// # Errors
    /// Those of [`of_zip`](Self::of_zip).
    pub fn inner_zip(&mut self, path: &str) -> Result<Self, String> {
        let bytes = self.read(path, LONGEST_INNER_ZIP)?;
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| no_zip(&error))?;
        Self::new(archive, Kind::Bytes)
    }

    fn new<R: Read + std::io::Seek>(
        archive: ZipArchive<R>,
        kind: fn(Box<ZipArchive<R>>) -> Kind,
    ) -> Result<Self, String> {
        if archive.len() > MOST_FILES {
            return Err(format!("has more than {MOST_FILES} files"));
        }
        let names = archive.file_names().filter_map(Result::ok);
        let is_file = |name: &str| {
            let mut folders = name.split('/').rev().skip(1);
            !name.ends_with('/') && !folders.any(is_ignored)
        };
        let mut paths: Vec<String> = names
            .filter(|name| is_file(name))
            .map(|name| name.into_owned())
            .collect();
        paths.sort();
        paths.dedup();
        Ok(Self {
            paths,
            kind: kind(Box::new(archive)),
        })
    }

    /// Whether it's a zip.
    pub fn is_zip(&self) -> bool {
        !matches!(self.kind, Kind::Folder(_))
    }

    /// The bytes of a file, of which there may be at most `most`.
    ///
    /// # Errors
    /// It can't be read, it's a link, or it's longer. Reads on after the file's path.
    pub fn read(&mut self, path: &str, most: u64) -> Result<Vec<u8>, String> {
        match &mut self.kind {
            Kind::Folder(root) => ordinary_file::read(root.join(path), Links::Refuse, most)
                .map_err(|error| files::unreadable(&error)),
            Kind::File(archive) => read_zipped(archive, path, most),
            Kind::Bytes(archive) => read_zipped(archive, path, most),
        }
    }

    /// When a file was last changed, in seconds since 1970, if that's known. In zips, clocks have no zone, so
    /// it may be wrong by some hours.
    pub fn time(&mut self, path: &str) -> Option<u64> {
        let seconds = |time: std::time::SystemTime| {
            let since = time.duration_since(std::time::UNIX_EPOCH).ok()?;
            Some(since.as_secs())
        };
        match &mut self.kind {
            Kind::Folder(root) => {
                let found = fs::symlink_metadata(root.join(path)).ok()?;
                seconds(found.modified().ok()?)
            }
            Kind::File(archive) => zipped_time(archive, path),
            Kind::Bytes(archive) => zipped_time(archive, path),
        }
    }

    /// When the newest commit was made of the repository in a folder of the tree. Checking out a
    /// repository makes all its files new.
    pub fn commit_time(&self, folder: &str) -> Option<u64> {
        let Kind::Folder(root) = &self.kind else {
            return None;
        };
        let folder = root.join(folder);
        folder.join(".git").symlink_metadata().ok()?;
        u64::try_from(git::commit_time(&folder)?).ok()
    }

    /// The first bytes of a file; fewer if it's shorter, none if it can't be read.
    pub fn begin(&mut self, path: &str, length: usize) -> Vec<u8> {
        let most = u64::try_from(length).unwrap_or(u64::MAX);
        let mut bytes = Vec::new();
        // Whatever fails here fails again where the whole file is read.
        let _ = match &mut self.kind {
            Kind::Folder(root) => ordinary_file::open(root.join(path), Links::Refuse)
                .and_then(|file| file.take(most).read_to_end(&mut bytes)),
            Kind::File(archive) => begin_zipped(archive, path, most, &mut bytes),
            Kind::Bytes(archive) => begin_zipped(archive, path, most, &mut bytes),
        };
        bytes
    }
}

fn is_ignored(folder: &str) -> bool {
    IGNORED.contains(&folder)
}

fn zipped_time<R: Read + std::io::Seek>(archive: &mut ZipArchive<R>, path: &str) -> Option<u64> {
    let time = archive.by_name(path).ok()?.last_modified()?;
    let (year, month, day) = (time.year(), time.month(), time.day());
    let (hour, minute, second) = (time.hour(), time.minute(), time.second());
    let text = format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z");
    timestamp::from_rfc3339(&text)
}

fn begin_zipped<R: Read + std::io::Seek>(
    archive: &mut ZipArchive<R>,
    path: &str,
    most: u64,
    bytes: &mut Vec<u8>,
) -> std::io::Result<usize> {
    archive.by_name(path)?.take(most).read_to_end(bytes)
}

fn read_zipped<R: Read + std::io::Seek>(
    archive: &mut ZipArchive<R>,
    path: &str,
    most: u64,
) -> Result<Vec<u8>, String> {
    let file = archive
        .by_name(path)
        .map_err(|error| format!("can't be unpacked: {error}"))?;
    if file.is_symlink() {
        return Err("is a link".to_owned());
    }
    let mut bytes = Vec::new();
    // What the zip says about the length needn't be so.
    let read = file.take(most.saturating_add(1)).read_to_end(&mut bytes);
    read.map_err(|error| format!("can't be unpacked: {error}"))?;
    match u64::try_from(bytes.len()) {
        Ok(length) if length <= most => Ok(bytes),
        _ => Err(format!("is longer than {} KiB", most >> 10)),
    }
}

fn no_zip(error: &zip::result::ZipError) -> String {
    format!("is no zip, or a damaged one: {error}")
}
