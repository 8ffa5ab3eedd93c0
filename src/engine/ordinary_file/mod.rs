//! Reads files that somebody else may have made: a pipe mustn't hold us up, a device mustn't fill
//! our memory, and neither must a file of any size. It also opens files of ours to append to them.
//!
//! What a file is, is asked of the opened file, so nothing can take its place in between.

#[cfg(not(unix))]
mod other;
#[cfg(unix)]
mod unix;

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;

#[cfg(not(unix))]
use other as system;
#[cfg(unix)]
use unix as system;

/// How long a text may be that people write, in bytes: a source, a manifest, a list of files.
pub const LONGEST_TEXT: u64 = 16 << 20;

/// How long anything else may be that we read whole, in bytes.
pub const LONGEST_FILE: u64 = 256 << 20;

/// Whether a path may end in a link.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Links {
    /// Links are followed: the path is one that a person chose.
    Follow,
    /// A link is an error: a program may have put it there.
    Refuse,
}

/// The bytes of an ordinary file, of which there may be at most `most`.
///
/// # Errors
/// It can't be opened or read, it isn't an ordinary file, or it's longer
/// ([`io::ErrorKind::FileTooLarge`]).
pub fn read(path: impl AsRef<Path>, links: Links, most: u64) -> io::Result<Vec<u8>> {
    let file = open(path, links)?;
    let too_long = || {
        let message = format!("is longer than {} MiB", most >> 20);
        io::Error::new(io::ErrorKind::FileTooLarge, message)
    };
    let length = file.metadata()?.len();
    if length > most {
        return Err(too_long());
    }
    let mut bytes = Vec::with_capacity(usize::try_from(length).unwrap_or(0));
    // It may grow while it's read.
    file.take(most.saturating_add(1)).read_to_end(&mut bytes)?;
    match u64::try_from(bytes.len()) {
        Ok(length) if length <= most => Ok(bytes),
        _ => Err(too_long()),
    }
}

/// The text of an ordinary file, links followed, of at most [`LONGEST_TEXT`].
///
/// # Errors
/// Those of [`read`], and [`io::ErrorKind::InvalidData`] if it isn't UTF-8.
pub fn read_text(path: impl AsRef<Path>) -> io::Result<String> {
    text(read(path, Links::Follow, LONGEST_TEXT)?)
}

/// The same for a file that a program may have put in the place of one of ours.
///
/// # Errors
/// Those of [`read_text`], and the file is a link.
pub fn read_own_text(path: impl AsRef<Path>) -> io::Result<String> {
    text(read(path, Links::Refuse, LONGEST_FILE)?)
}

/// Opens an ordinary file to read it and to append to it, and makes it if there's none. Each write goes
/// to the end of the file, wherever other processes have moved that.
///
/// # Errors
/// The file can't be opened or made, or it's something else: a link, a pipe, a device, a folder.
pub fn open_to_append(path: impl AsRef<Path>) -> io::Result<File> {
    let path = path.as_ref();
    // Opening a device can set it off, so we don't open one to find out.
    if fs::symlink_metadata(path).is_ok_and(|found| !found.is_file()) {
        return Err(no_ordinary_file());
    }
    let file = system::open_to_append(path)?;
    if file.metadata()?.is_file() {
        Ok(file)
    } else {
        Err(no_ordinary_file())
    }
}

fn text(bytes: Vec<u8>) -> io::Result<String> {
    String::from_utf8(bytes).map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error))
}

/// Opens an ordinary file for reading.
///
/// # Errors
/// It can't be opened, or it isn't an ordinary file.
pub fn open(path: impl AsRef<Path>, links: Links) -> io::Result<File> {
    let path = path.as_ref();
    let file = system::open(path, links)?;
    if file.metadata()?.is_file() {
        Ok(file)
    } else {
        Err(no_ordinary_file())
    }
}

fn no_ordinary_file() -> io::Error {
    io::Error::new(io::ErrorKind::InvalidInput, "is not an ordinary file")
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use std::os::unix::fs::symlink;

    #[test]
    fn pipes_devices_folders_and_links_are_refused() {
        let folder = tempfile::tempdir().expect("a folder");
        let at = |name: &str| folder.path().join(name);
        let pipe = at("pipe");
        rustix::fs::mknodat(
            rustix::fs::CWD,
            &pipe,
            rustix::fs::FileType::Fifo,
            rustix::fs::Mode::RWXU,
            0,
        )
        .expect("a pipe");
        symlink("/dev/zero", at("zeros")).expect("a link");
        fs::write(at("text"), "text").expect("written");
        symlink("text", at("link")).expect("a link");
        for path in ["pipe", "zeros", "."] {
            for links in [Links::Follow, Links::Refuse] {
                let read = read(at(path), links, LONGEST_TEXT);
                assert!(read.is_err(), "{path} {links:?}");
            }
            assert!(open_to_append(at(path)).is_err(), "{path}");
        }
        symlink("nothing", at("dangling")).expect("a link");
        assert!(open_to_append(at("dangling")).is_err() && !at("nothing").exists());
        assert!(open_to_append(at("link")).is_err());
        assert!(open_to_append(at("new")).is_ok() && at("new").is_file());
        assert_eq!(read_text(at("link")).expect("followed"), "text");
        assert!(read_own_text(at("link")).is_err());
        assert_eq!(read_own_text(at("text")).expect("read"), "text");
    }

    #[test]
    fn what_is_too_long_is_not_read() {
        let folder = tempfile::tempdir().expect("a folder");
        let sparse = folder.path().join("sparse");
        let file = File::create(&sparse).expect("a file");
        file.set_len(8 << 30).expect("sparse");
        let error = read_text(&sparse).expect_err("too long");
        assert_eq!(error.kind(), io::ErrorKind::FileTooLarge);
        assert_eq!(error.to_string(), "is longer than 16 MiB");
        // A file of the kernel's has no length before it's read.
        let endless = Path::new("/proc/self/maps");
        assert!(!endless.exists() || read(endless, Links::Follow, 10).is_err());
    }
}
