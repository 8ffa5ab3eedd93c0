//! Progress on disk: locked, written whole, never lost.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::engine::{files, foreign};
use crate::exit;
use crate::model::course::Course;
use crate::model::progress::{Change, Progress};
use crate::model::progress_file::{self, ReadError};

/// The progress file of one course.
#[derive(Debug, Clone)]
pub struct ProgressStore {
    folder: PathBuf,
}

/// Progress as it was found, and what the learner should be told about that.
#[derive(Debug, Default)]
pub struct Loaded {
    /// The progress; empty for a new course.
    pub progress: Progress,
    /// A sentence if a damaged file was set aside.
    pub notice: Option<String>,
}

impl ProgressStore {
    /// The store in a course's state folder, which need not exist.
    pub fn new(state_folder: PathBuf) -> Self {
        Self {
            folder: state_folder,
        }
    }

    /// Reads the progress, following renamed exercises. A damaged file is set aside.
    ///
    /// # Errors
    /// A newer version of this program wrote the file.
    pub fn load(&self, course: &Course) -> Result<Loaded> {
        let mut loaded = match self.read()? {
            Found::Progress(progress) => Loaded {
                progress,
                notice: None,
            },
            Found::Nothing => Loaded::default(),
            Found::Damaged(why) => Loaded {
                notice: Some(self.set_aside(&why)),
                ..Loaded::default()
            },
        };
        loaded.progress.follow_aliases(course);
        self.take_over(&mut loaded.progress, course);
        Ok(loaded)
    }

    /// Replays changes onto what is on disk now and writes it back.
    ///
    /// # Errors
    /// The folder cannot be written, or the file is a newer version's. What was there stays.
    pub fn apply(&self, course: &Course, changes: &[Change]) -> Result<Progress> {
        prepare(&self.folder).with_context(|| self.cannot_save())?;
        let _lock = Lock::take(&self.folder).with_context(|| self.cannot_save())?;
        let mut progress = match self.read()? {
            Found::Progress(progress) => progress,
            Found::Nothing => Progress::default(),
            Found::Damaged(why) => {
                self.set_aside(&why);
                Progress::default()
            }
        };
        progress.follow_aliases(course);
        self.take_over(&mut progress, course);
        for change in changes {
            progress.apply(change);
        }
        files::write_atomic(&self.path(), progress_file::to_text(&progress).as_bytes())
            .with_context(|| self.cannot_save())?;
        Ok(progress)
    }

    /// The progress file's path.
    pub fn path(&self) -> PathBuf {
        self.folder.join("progress.json")
    }

    /// What Rustlings says was done in this folder.
    fn take_over(&self, progress: &mut Progress, course: &Course) {
        let root = self.folder.parent();
        let state = root.and_then(|root| foreign::rustlings_state(root, course.format));
        if let Some((state, written)) = state {
            state.add_to(progress, course, written);
        }
    }

    fn cannot_save(&self) -> String {
        format!("progress cannot be saved in {}", self.folder.display())
    }

    fn read(&self) -> Result<Found> {
        let bytes = match fs::read(self.path()) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Found::Nothing),
            Err(error) => {
                return Err(error)
                    .with_context(|| format!("{} cannot be read", self.path().display()));
            }
        };
        match progress_file::from_text(&String::from_utf8_lossy(&bytes)) {
            Ok(progress) => Ok(Found::Progress(progress)),
            Err(ReadError::Damaged(why)) => Ok(Found::Damaged(why)),
            Err(ReadError::Newer(schema)) => Err(exit::error(
                exit::MACHINE,
                format!(
                    "{} was written by a newer rustlings-like ({schema}); \
                     update this program, nothing was changed",
                    self.path().display()
                ),
            )),
        }
    }

    /// Moves a damaged file out of the way, under a name that is free.
    fn set_aside(&self, why: &str) -> String {
        let name = (1..)
            .map(|n| format!("progress.damaged-{n}.json"))
            .find(|name| !self.folder.join(name).exists())
            .unwrap_or_default();
        match fs::rename(self.path(), self.folder.join(&name)) {
            Ok(()) => format!(
                "The progress file was damaged ({why}). It is kept as \
                 .rustlings-like/{name}, and a new one was begun."
            ),
            Err(error) => format!("The progress file is damaged ({why}; {error})."),
        }
    }
}

enum Found {
    Progress(Progress),
    Nothing,
    Damaged(String),
}

/// Makes the state folder, which tells git what in it need not be kept.
///
/// # Errors
/// It cannot be made.
pub fn prepare(folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    let ignore = folder.join(".gitignore");
    if !ignore.exists() {
        files::write_atomic(&ignore, b"/cache/\n/scratch/\n/lock\n")?;
    }
    Ok(())
}

/// Held while the progress file is changed.
struct Lock {
    _file: File,
}

impl Lock {
    fn take(folder: &Path) -> io::Result<Self> {
        let file = File::options()
            .create(true)
            .truncate(false)
            .write(true)
            .open(folder.join("lock"))?;
        match file.lock() {
            // Some network file systems have no locks: then the rename has to do.
            Err(error) if error.kind() != io::ErrorKind::Unsupported => Err(error),
            _ => Ok(Self { _file: file }),
        }
    }
}
