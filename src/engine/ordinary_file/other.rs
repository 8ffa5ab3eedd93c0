//! Opens files where pipes have no place among them.

use std::fs::{self, File};
use std::io;
use std::path::Path;

use super::{Links, no_ordinary_file};

/// Opens a file for reading.
pub fn open(path: &Path, links: Links) -> io::Result<File> {
    let found = match links {
        Links::Follow => fs::metadata(path)?,
        Links::Refuse => fs::symlink_metadata(path)?,
    };
    if found.is_file() {
        File::open(path)
    } else {
        Err(no_ordinary_file())
    }
}

/// Opens a file to read it and to append to it. It's made if there's none.
pub fn open_to_append(path: &Path) -> io::Result<File> {
    let mut options = File::options();
    options.read(true).append(true).create(true).open(path)
}
