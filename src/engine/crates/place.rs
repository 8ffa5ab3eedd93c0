//! Where cargo works for a course, and what it finds there.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::WasmPart;
use crate::engine::course_dir::CourseDir;
use crate::engine::files;
use crate::engine::recorder::EMPTY_SOURCE;
use crate::engine::volume;
use crate::model::package::CargoManifest;

/// A folder for all that cargo makes, and the manifest that it is given.
pub struct Place {
    /// Ours alone.
    pub folder: PathBuf,
    /// The course's own, or one made for it.
    pub manifest: PathBuf,
    /// The file beside it that fixes versions, which need not exist.
    pub lock: PathBuf,
}

impl Place {
    /// In the course's state folder, or, where that cannot be written or no programs may be
    /// run, in the user's folder for such.
    ///
    /// # Errors
    /// Neither can be written; of the first.
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
            // Build scripts are programs, and macros of crates are loaded like one.
            return Err(volume::no_programs(&folder));
        }
        // What is there already says nothing about whether more can be written.
        tempfile::tempfile_in(&folder)?;
        // All of it can be made again.
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

    /// A package with this manifest.
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

    /// Copies the course's lock file. One that was copied before stays as cargo has it now: it
    /// may not have fitted.
    fn take_lock(&self, courses: &Path) -> io::Result<()> {
        let Ok(text) = fs::read_to_string(courses) else {
            return Ok(());
        };
        let taken = self.lock.with_extension("taken");
        if self.lock.is_file() && fs::read_to_string(&taken).is_ok_and(|old| old == text) {
            return Ok(());
        }
        files::write_atomic(&self.lock, text.as_bytes())?;
        files::write_atomic(&taken, text.as_bytes())
    }

    /// Where the recorder writes.
    pub fn recordings(&self) -> PathBuf {
        self.folder.join("recordings")
    }

    /// Where cargo builds.
    pub fn target(&self) -> PathBuf {
        self.folder.join("target")
    }
}
