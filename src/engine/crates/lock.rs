//! The lock file of a course's crates, for its author.

use std::fs;
use std::io;

use super::build::Builder;
use super::place::BuildFolder;
use crate::engine::course_dir::CourseDir;
use crate::engine::files;
use crate::engine::ordinary_file::{self, LONGEST_FILE, Links};
use crate::engine::process::Runner;
use crate::engine::toolchain::Toolchain;
use crate::model::cargo_messages;
use crate::model::outcome::Ending;
use crate::model::package::CargoManifest;

/// Checks and writes the lock file of one course.
pub struct Locker<'a> {
    dir: &'a CourseDir,
    builder: Builder<'a>,
}

impl<'a> Locker<'a> {
    /// A locker that has done nothing yet.
    pub fn new(dir: &'a CourseDir, runner: &'a dyn Runner, toolchain: &'a Toolchain) -> Self {
        Self {
            dir,
            builder: Builder::new(dir, runner, toolchain),
        }
    }

    /// Finds out what's wrong with the lock file, if anything.
    ///
    /// # Errors
    /// The folder for trying it out can't be written.
    pub fn problem(&self) -> io::Result<Option<&'static str>> {
        let place = self.prepare()?;
        let is_there = place.lock.is_file();
        let args = ["tree", "--locked", "--depth=0"];
        let outcome = self.builder.ask_cargo(&place, &args);
        // If cargo fails for another reason, the build will fail and report it.
        let fits = outcome.map_or(true, |outcome| {
            !cargo_messages::is_refused_by_lock(&outcome.stderr.text())
        });
        Ok(match (fits, is_there) {
            (true, _) => None,
            (false, true) => Some("does not match the dependencies; `dev lock` fixes it"),
            (false, false) => Some("is missing; `dev lock` writes it"),
        })
    }

    /// Writes the lock file. Versions that still fit stay, unless `newest`. Returns cargo's
    /// messages.
    ///
    /// # Errors
    /// Cargo fails, or the file can't be written. The message is for the author.
    pub fn write(&self, newest: bool) -> Result<String, String> {
        let cannot = |error: io::Error| {
            format!(
                "{} cannot be written: {}",
                self.dir.lock_file().display(),
                files::reason(&error)
            )
        };
        let place = self.prepare().map_err(cannot)?;
        let args: &[&str] = if newest {
            &["update"]
        } else {
            &["update", "--workspace"]
        };
        let outcome = self.builder.ask_cargo(&place, args)?;
        let messages = outcome.stderr.text();
        if outcome.ending != Ending::Exited(0) {
            return Err(format!(
                "cargo cannot find versions of the crates\n{}",
                cargo_messages::first_error(&messages)
            ));
        }
        if let CargoManifest::Made(_) = self.dir.package.manifest {
            let text = fs::read(&place.lock).map_err(cannot)?;
            files::write_atomic(&self.dir.lock_file(), &text).map_err(cannot)?;
        }
        Ok(messages)
    }

    /// Prepares the course's own package, or a package like the one that learners build, with
    /// the course's current lock file.
    fn prepare(&self) -> io::Result<BuildFolder> {
        let place = BuildFolder::prepare(self.dir, None)?;
        let CargoManifest::Made(text) = &self.dir.package.manifest else {
            return Ok(place);
        };
        let place = BuildFolder::make(place.folder.join("locking"), place.folder, text)?;
        match ordinary_file::read(self.dir.lock_file(), Links::Follow, LONGEST_FILE) {
            Ok(lock) => files::write_atomic(&place.lock, &lock)?,
            Err(_) if place.lock.is_file() => fs::remove_file(&place.lock)?,
            Err(_) => {}
        }
        Ok(place)
    }
}
