//! The folder where cargo works for a course, and what it finds there.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::WasmPart;
use crate::engine::course_dir::CourseDir;
use crate::engine::files;
use crate::engine::ordinary_file;
use crate::engine::recorder::EMPTY_SOURCE;
use crate::engine::volume;
use crate::model::package::CargoManifest;

/// A folder for everything that cargo builds, and the manifest that it builds.
pub struct BuildFolder {
    /// The folder, which belongs to this program alone.
    pub folder: PathBuf,
    /// The course's own `Cargo.toml`, or one made for it.
    pub manifest: PathBuf,
    /// The lock file beside the manifest. It may not exist yet.
    pub lock: PathBuf,
}

impl BuildFolder {
    /// Prepares a folder in the course's state folder. If that can't be written or programs
    /// can't run there, prepares one in the user's cache folder.
    ///
    /// # Errors
    /// Neither works: the first one's error.
    pub(super) fn prepare(dir: &CourseDir, wasm: Option<&WasmPart>) -> io::Result<Self> {
        let below = |folder: PathBuf| match wasm {
            Some(part) => folder.join("wasm").join(&part.name),
            None => folder,
        };
        let lock = wasm.map_or_else(|| dir.lock_file(), |part| part.lock.clone());
        let usual = below(dir.state_folder().join("crates"));
        let usual = Self::prepare_in(dir, &lock, usual);
        usual.or_else(|error| {
            let digest = files::digest(dir.root.as_os_str().as_encoded_bytes());
            let name = digest.get(..16).unwrap_or(&digest);
            let other = files::cache_folder()
                .ok_or(())
                .map(|folder| folder.join(name));
            let prepared = other
                .and_then(|folder| Self::prepare_in(dir, &lock, below(folder)).map_err(|_| ()));
            prepared.map_err(|()| error)
        })
    }

    fn prepare_in(dir: &CourseDir, lock: &Path, folder: PathBuf) -> io::Result<Self> {
        fs::create_dir_all(folder.join("recordings"))?;
        if !volume::may_run_programs(&folder) {
            // Build scripts are programs, and procedural macros are loaded like one.
            return Err(volume::no_programs(&folder));
        }
        // Existing files don't mean that more can be written.
        tempfile::tempfile_in(&folder)?;
        // Everything in the folder can be rebuilt, so git should ignore it.
        files::write_if_new(&folder.join(".gitignore"), "*\n")?;
        let place = match &dir.package.manifest {
            CargoManifest::Own => Self {
                manifest: dir.root.join("Cargo.toml"),
                lock: dir.root.join("Cargo.lock"),
                folder,
            },
            CargoManifest::Made(text) => {
                let place = Self::make(folder.join("package"), folder, text)?;
                place.take_lock(lock)?;
                place
            }
        };
        files::write_if_new(&place.recordings().join(EMPTY_SOURCE), "fn main() {}\n")?;
        Ok(place)
    }

    /// Writes a package with this manifest.
    ///
    /// # Errors
    /// A file can't be written.
    pub fn make(package: PathBuf, folder: PathBuf, text: &str) -> io::Result<Self> {
        fs::create_dir_all(package.join("src"))?;
        files::write_if_new(&package.join("src/main.rs"), "fn main() {}\n")?;
        files::write_if_new(&package.join("Cargo.toml"), text)?;
        Ok(Self {
            folder,
            manifest: package.join("Cargo.toml"),
            lock: package.join("Cargo.lock"),
        })
    }

    /// Copies the course's lock file, unless this version was copied before: cargo may have had
    /// to change it since.
    fn take_lock(&self, courses: &Path) -> io::Result<()> {
        let Ok(text) = ordinary_file::read_text(courses) else {
            return Ok(());
        };
        let taken = self.lock.with_extension("taken");
        if self.lock.is_file() && ordinary_file::read_text(&taken).is_ok_and(|old| old == text) {
            return Ok(());
        }
        files::write_atomic(&self.lock, text.as_bytes())?;
        files::write_atomic(&taken, text.as_bytes())
    }

    /// The folder for the recorder's files.
    pub fn recordings(&self) -> PathBuf {
        self.folder.join("recordings")
    }

    /// Cargo's target folder.
    pub fn target(&self) -> PathBuf {
        self.folder.join("target")
    }
}
