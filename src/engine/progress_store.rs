//! Progress on disk: changed under a lock, written whole, never lost.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::engine::ordinary_file::{self, LONGEST_TEXT, Links};
use crate::engine::{files, foreign};
use crate::exit;
use crate::model::course::Course;
use crate::model::progress::{Progress, ProgressChange};
use crate::model::progress_file::{self, ReadError};

/// The progress file of one course.
#[derive(Debug, Clone)]
pub struct ProgressStore {
    folder: PathBuf,
}

/// Progress from disk, and what the learner should know about it.
#[derive(Debug, Default)]
pub struct LoadedProgress {
    /// The progress, which is empty for a new course.
    pub progress: Progress,
    /// A sentence for the learner if a damaged file was set aside.
    pub notice: Option<String>,
}

impl ProgressStore {
    /// The store in a course's state folder, which doesn't have to exist yet.
    pub fn new(state_folder: PathBuf) -> Self {
        Self {
            folder: state_folder,
        }
    }

    /// Reads the progress, following renamed exercises. A damaged file is set aside.
    ///
    /// # Errors
    /// A newer version of this program wrote the file.
    pub fn load(&self, course: &Course) -> Result<LoadedProgress> {
        let mut loaded = match self.read()? {
            ReadProgress::Progress(progress) => LoadedProgress {
                progress,
                notice: None,
            },
            ReadProgress::Nothing => LoadedProgress::default(),
            ReadProgress::Damaged(why) => LoadedProgress {
                notice: Some(self.set_aside(&why)),
                ..LoadedProgress::default()
            },
        };
        loaded.progress.follow_aliases(course);
        self.take_over(&mut loaded.progress, course);
        Ok(loaded)
    }

    /// Replays changes onto the progress that's on disk now, and writes it back.
    ///
    /// # Errors
    /// The folder can't be written, or a newer version wrote the file. The file then stays as
    /// it is.
    pub fn apply(&self, course: &Course, changes: &[ProgressChange]) -> Result<Progress> {
        prepare(&self.folder).with_context(|| self.cannot_save())?;
        let _lock = Lock::take(&self.folder).with_context(|| self.cannot_save())?;
        let mut progress = match self.read()? {
            ReadProgress::Progress(progress) => progress,
            ReadProgress::Nothing => Progress::default(),
            ReadProgress::Damaged(why) => {
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

    /// Adds what Rustlings' own state file says is done.
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

    fn read(&self) -> Result<ReadProgress> {
        let bytes = match ordinary_file::read(self.path(), Links::Follow, LONGEST_TEXT) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                return Ok(ReadProgress::Nothing);
            }
            Err(error) => {
                return Err(error)
                    .with_context(|| format!("{} cannot be read", self.path().display()));
            }
        };
        match progress_file::from_text(&String::from_utf8_lossy(&bytes)) {
            Ok(progress) => Ok(ReadProgress::Progress(progress)),
            Err(ReadError::Damaged(why)) => Ok(ReadProgress::Damaged(why)),
            Err(ReadError::Newer(schema)) => Err(exit::error(
                exit::MACHINE,
                format!(
                    "{} was written by a newer rustlings-like ({schema}); \
                     update this program (nothing was changed)",
                    self.path().display()
                ),
            )),
        }
    }

    /// Renames a damaged file out of the way, and says so in a sentence.
    fn set_aside(&self, why: &str) -> String {
        let name = (1..)
            .map(|n| format!("progress.damaged-{n}.json"))
            .find(|name| !self.folder.join(name).exists())
            .unwrap_or_default();
        match fs::rename(self.path(), self.folder.join(&name)) {
            Ok(()) => format!(
                "The progress file was damaged ({why}). It's now \
                 .rustlings-like/{name}, and your progress starts anew."
            ),
            Err(error) => format!("The progress file is damaged ({why}; {error})."),
        }
    }
}

/// What the progress file holds.
enum ReadProgress {
    Progress(Progress),
    Nothing,
    Damaged(String),
}

/// Makes the state folder, with a `.gitignore` for what git needn't keep.
///
/// # Errors
/// The folder can't be made.
pub fn prepare(folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    let ignore = folder.join(".gitignore");
    let is_old = || ordinary_file::read_own_text(&ignore).is_ok_and(|text| text == OLD_IGNORED);
    if !ignore.exists() || is_old() {
        files::write_atomic(&ignore, IGNORED.as_bytes())?;
    }
    Ok(())
}

/// What git needn't keep. The journal says when somebody worked, so only its owner hands it on.
const IGNORED: &str = "/cache/\n/scratch/\n/lock\n/watching\n/journal.lock\n/journal*.ndjson\n";

/// The same before there was a journal.
const OLD_IGNORED: &str = "/cache/\n/scratch/\n/lock\n/watching\n";

/// Held while the progress file is changed.
struct Lock {
    _file: File,
}

impl Lock {
    fn take(folder: &Path) -> io::Result<Self> {
        // Opening a pipe would wait for its other end.
        let file = ordinary_file::open_to_append(folder.join("lock"))?;
        match file.lock() {
            // Some network file systems have no locks: then the rename has to do.
            Err(error) if error.kind() != io::ErrorKind::Unsupported => Err(error),
            _ => Ok(Self { _file: file }),
        }
    }
}
