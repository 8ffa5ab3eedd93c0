//! Notices saves of the current exercise.
//!
//! A notification only means "look": the file's content decides. So an editor may save by
//! renaming, by emptying and writing, or through a symlink. Besides, we look at the file once a
//! second, and five times a second if a test at the start finds that notifications don't arrive.

use std::collections::BTreeMap;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::mpsc::Sender;
use std::time::{Duration, Instant};

use notify::{EventKind, RecommendedWatcher, RecursiveMode, Watcher};

use crate::engine::exercise_text;
use crate::engine::ordinary_file::{self, LONGEST_TEXT, Links};
use crate::model::course::Exercise;
use crate::watch::event::Event;

/// How often we look at the file if notifications arrive.
const SLOW: Duration = Duration::from_secs(1);
/// How often we look at it if they don't.
const FAST: Duration = Duration::from_millis(200);
/// How long the notification about the test file may take.
const PROBE_TIME: Duration = Duration::from_secs(2);
/// How long an empty or missing file may mean that an editor is still saving it.
const GRACE: Duration = Duration::from_millis(100);

const PROBE: &str = "probe";

/// Watches the file of the current exercise.
pub struct CurrentFile {
    watcher: Option<RecommendedWatcher>,
    path: PathBuf,
    seen: FileState,
    /// A second file of the exercise: its build script.
    beside: Option<(PathBuf, FileState)>,
    /// The other files of an exercise that has a folder.
    folder: Option<Folder>,
    /// Since when the file has been empty or missing.
    gone_since: Option<Instant>,
    polls: bool,
    probe: Option<Probe>,
}

/// The Rust files in the folder of an exercise, as we last saw them.
struct Folder {
    root: PathBuf,
    exercise: Exercise,
    seen: FolderState,
}

/// The files by their paths, or why they can't be listed.
type FolderState = Result<BTreeMap<String, FileState>, String>;

impl Folder {
    fn read(&self) -> FolderState {
        let paths = exercise_text::paths_below(&self.root, &self.exercise)?;
        let state = |path: String| {
            let state = read(&self.root.join(&path));
            (path, state)
        };
        Ok(paths.into_iter().map(state).collect())
    }

    /// Whether a file has gone or has lost its content, which an editor may be about to write.
    fn may_be_an_editor_at_work(&self, found: &FolderState) -> bool {
        let (Ok(seen), Ok(found)) = (&self.seen, found) else {
            return false;
        };
        seen.iter().any(|(path, seen)| {
            let found = found.get(path).unwrap_or(&FileState::Nothing);
            found != seen && found.may_be_an_editor_at_work()
        })
    }
}

/// What is at a path.
#[derive(Debug, PartialEq, Eq)]
enum FileState {
    Nothing,
    Folder,
    /// A file that can't be read, or isn't an ordinary one: reading a pipe could take forever.
    Unreadable,
    Content(Vec<u8>),
}

/// A test file: if its notification arrives, others will.
struct Probe {
    path: PathBuf,
    deadline: Instant,
}

impl CurrentFile {
    /// Starts to watch. Also returns a notice if the system has no notifications.
    pub fn start(
        root: &Path,
        state_folder: &Path,
        poll: bool,
        events: &Sender<Event>,
    ) -> (Self, Option<String>) {
        let mut files = Self {
            watcher: None,
            path: PathBuf::new(),
            seen: FileState::Nothing,
            beside: None,
            folder: None,
            gone_since: None,
            polls: poll,
            probe: None,
        };
        if poll {
            return (files, None);
        }
        match watcher(root, state_folder, events.clone()) {
            Ok(watcher) => {
                files.watcher = Some(watcher);
                files.probe = write_probe(state_folder);
                (files, None)
            }
            Err(error) => {
                files.polls = true;
                let notice = format!(
                    "The system can't notify us about saves ({error}), \
                     so we look at your file five times a second."
                );
                (files, Some(notice))
            }
        }
    }

    /// Turns to another file. Its present content counts as seen.
    pub fn watch(&mut self, path: PathBuf) {
        self.seen = read(&path);
        self.gone_since = None;
        // A link may lead to a folder that we don't watch yet.
        if let (Some(watcher), Ok(target)) = (&mut self.watcher, fs::canonicalize(&path))
            && let Some(folder) = target.parent()
        {
            // If that fails, looking once a second still finds the save.
            let _ = watcher.watch(folder, RecursiveMode::NonRecursive);
        }
        self.path = path;
        self.beside = None;
        self.folder = None;
    }

    /// Watches all Rust files in an exercise's folder as well, if it has one, until
    /// [`Self::watch`] turns to another exercise.
    pub fn watch_folder(&mut self, root: &Path, exercise: &Exercise) {
        if !exercise.has_folder() {
            return;
        }
        let mut folder = Folder {
            root: root.to_owned(),
            exercise: exercise.clone(),
            seen: Ok(BTreeMap::new()),
        };
        folder.seen = folder.read();
        self.folder = Some(folder);
    }

    /// Watches a second file as well, until [`Self::watch`] turns to another exercise.
    pub fn watch_beside(&mut self, path: PathBuf) {
        let seen = read(&path);
        self.beside = Some((path, seen));
    }

    /// Marks the present content as seen, after we wrote the file ourselves.
    pub fn mark_seen(&mut self) {
        self.seen = read(&self.path);
        if let Some(folder) = &mut self.folder {
            folder.seen = folder.read();
        }
        self.gone_since = None;
    }

    /// Whether the file has changed since the last look. An empty or missing file counts only after
    /// a moment: an editor may be about to write it.
    pub fn has_changed(&mut self) -> bool {
        if let Some((path, seen)) = &mut self.beside {
            let found = read(path);
            if found != *seen && !found.may_be_an_editor_at_work() {
                *seen = found;
                return true;
            }
        }
        let found = read(&self.path);
        let others = self.folder.as_ref().map(Folder::read);
        let seen_others = self.folder.as_ref().map(|folder| &folder.seen);
        if found == self.seen && others.as_ref() == seen_others {
            self.gone_since = None;
            return false;
        }
        let is_at_work = |folder: &Folder| {
            let others = others.as_ref();
            others.is_some_and(|others| folder.may_be_an_editor_at_work(others))
        };
        let is_first = found != self.seen && found.may_be_an_editor_at_work();
        if is_first || self.folder.as_ref().is_some_and(is_at_work) {
            let since = *self.gone_since.get_or_insert_with(Instant::now);
            if since.elapsed() < GRACE {
                return false;
            }
        }
        self.gone_since = None;
        self.seen = found;
        if let (Some(folder), Some(others)) = (&mut self.folder, others) {
            folder.seen = others;
        }
        true
    }

    /// How long to wait for an event before looking again.
    pub fn max_wait(&self) -> Duration {
        if self.gone_since.is_some() {
            GRACE
        } else if self.polls || self.probe.is_some() {
            FAST
        } else {
            SLOW
        }
    }

    /// Returns a notice, once, if the notification about the test file is overdue.
    pub fn check_notifications(&mut self) -> Option<String> {
        let probe = self.probe.as_ref()?;
        // The watcher's callback removes the file when it hears of it.
        let heard = !probe.path.exists();
        let overdue = Instant::now() >= probe.deadline;
        if heard || overdue {
            self.end_probe();
        }
        self.polls |= overdue && !heard;
        self.polls.then(|| {
            "Notifications about saves don't arrive here (a network folder, or WSL?), \
             so we look at your file five times a second."
                .to_owned()
        })
    }

    /// Removes the test file and stops watching its folder, where we also write the progress.
    fn end_probe(&mut self) {
        let Some(probe) = self.probe.take() else {
            return;
        };
        // The watcher's callback may have been faster.
        let _ = fs::remove_file(&probe.path);
        if let (Some(watcher), Some(folder)) = (&mut self.watcher, probe.path.parent()) {
            // If that fails, we only look once too often.
            let _ = watcher.unwatch(folder);
        }
    }
}

impl Drop for CurrentFile {
    fn drop(&mut self) {
        self.end_probe();
    }
}

impl FileState {
    fn may_be_an_editor_at_work(&self) -> bool {
        match self {
            Self::Nothing => true,
            Self::Content(content) => content.is_empty(),
            Self::Folder | Self::Unreadable => false,
        }
    }
}

fn read(path: &Path) -> FileState {
    match fs::metadata(path) {
        Ok(found) if found.is_dir() => FileState::Folder,
        Ok(found) if found.is_file() => {
            let read = ordinary_file::read(path, Links::Follow, LONGEST_TEXT);
            read.map_or(FileState::Unreadable, FileState::Content)
        }
        Err(error) if error.kind() == ErrorKind::NotFound => FileState::Nothing,
        Ok(_) | Err(_) => FileState::Unreadable,
    }
}

fn watcher(
    root: &Path,
    state_folder: &Path,
    events: Sender<Event>,
) -> notify::Result<RecommendedWatcher> {
    let react = move |result: notify::Result<notify::Event>| {
        let Ok(event) = result else { return };
        if matches!(event.kind, EventKind::Access(_)) {
            return;
        }
        for path in &event.paths {
            if path.file_name().is_some_and(|name| name == PROBE) {
                let _ = fs::remove_file(path);
            }
        }
        // If nobody listens, the loop has ended.
        let _ = events.send(Event::FilesTouched);
    };
    let mut watcher = notify::recommended_watcher(react)?;
    let exercises = root.join("exercises");
    // If the exercises are elsewhere, we watch the current one's folder.
    if exercises.is_dir() {
        watcher.watch(&exercises, RecursiveMode::Recursive)?;
    }
    // For the test file; a read-only course has no such folder.
    let _ = watcher.watch(state_folder, RecursiveMode::NonRecursive);
    Ok(watcher)
}

fn write_probe(state_folder: &Path) -> Option<Probe> {
    let path = state_folder.join(PROBE);
    fs::write(&path, "").ok()?;
    Some(Probe {
        path,
        deadline: Instant::now() + PROBE_TIME,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::course::{Layout, RootFile};

    fn files(path: PathBuf) -> CurrentFile {
        let mut files = CurrentFile {
            watcher: None,
            path: PathBuf::new(),
            seen: FileState::Nothing,
            beside: None,
            folder: None,
            gone_since: None,
            polls: true,
            probe: None,
        };
        files.watch(path);
        files
    }

    #[test]
    fn only_a_new_content_counts() {
        let dir = tempfile::tempdir().expect("temp");
        let path = dir.path().join("a.rs");
        fs::write(&path, "1").expect("write");
        let mut files = files(path.clone());
        assert!(!files.has_changed());
        fs::write(&path, "2").expect("write");
        assert!(files.has_changed() && !files.has_changed());
    }

    #[test]
    fn all_files_of_an_exercise_count() {
        let dir = tempfile::tempdir().expect("temp");
        let root = dir.path();
        let exercise = Exercise {
            layout: Layout::Modules(RootFile::Main),
            ..Exercise::new("a".to_owned(), 1)
        };
        let write = |path: &str, text: &str| {
            let path = root.join("exercises/a").join(path);
            fs::create_dir_all(path.parent().expect("folder")).expect("made");
            fs::write(path, text).expect("written");
        };
        write("main.rs", "mod b;");
        write("b.rs", "1");
        let mut files = files(root.join("exercises/a/main.rs"));
        files.watch_folder(root, &exercise);
        assert!(!files.has_changed());
        write("b.rs", "2");
        assert!(files.has_changed() && !files.has_changed());
        write("b/c.rs", "");
        assert!(files.has_changed() && !files.has_changed());
        write("b.rs", "");
        assert!(!files.has_changed());
        write("b.rs", "3");
        assert!(files.has_changed());
        write("data.txt", "4");
        assert!(!files.has_changed());
    }

    #[test]
    fn a_folder_is_something_else_than_nothing() {
        let dir = tempfile::tempdir().expect("temp");
        let path = dir.path().join("a.rs");
        let mut files = files(path.clone());
        assert!(!files.has_changed());
        fs::create_dir(&path).expect("a folder");
        assert!(files.has_changed() && !files.has_changed());
    }

    #[test]
    fn an_empty_file_gets_a_moment() {
        let dir = tempfile::tempdir().expect("temp");
        let path = dir.path().join("a.rs");
        fs::write(&path, "1").expect("write");
        let mut files = files(path.clone());
        fs::write(&path, "").expect("write");
        assert!(!files.has_changed());
        assert_eq!(files.max_wait(), GRACE);
        fs::write(&path, "2").expect("write");
        assert!(files.has_changed());
        fs::remove_file(&path).expect("remove");
        assert!(!files.has_changed());
        files.gone_since = Instant::now().checked_sub(GRACE);
        assert!(files.has_changed());
    }
}
