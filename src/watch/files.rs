//! Notices saves.
//!
//! A notification only means "look": what counts is the file's content. So an editor may
//! save by renaming, by emptying and writing, or through a symlink. Beside notifications
//! the file is looked at once a second, and five times a second where a test at the start
//! finds that notifications do not arrive.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::mpsc::Sender;
use std::time::{Duration, Instant};

use notify::{EventKind, RecommendedWatcher, RecursiveMode, Watcher};

use crate::watch::event::Event;

/// How often the file is looked at where notifications arrive.
const SLOW: Duration = Duration::from_secs(1);
/// How often where they do not.
const FAST: Duration = Duration::from_millis(200);
/// How long the test file's notification may take.
const PROBE_TIME: Duration = Duration::from_secs(2);
/// How long an empty or missing file may be an editor at work.
const GRACE: Duration = Duration::from_millis(100);

const PROBE: &str = "probe";

/// Watches the file of the current exercise.
pub struct Files {
    watcher: Option<RecommendedWatcher>,
    path: PathBuf,
    seen: Found,
    /// Another file that the exercise is made of.
    beside: Option<(PathBuf, Found)>,
    /// Since when the file has been empty or missing.
    gone_since: Option<Instant>,
    polls: bool,
    probe: Option<Probe>,
}

/// What stands at a path.
#[derive(Debug, PartialEq, Eq)]
enum Found {
    Nothing,
    Folder,
    /// A file that cannot be read, or no ordinary one: to read from a pipe could take for ever.
    Unreadable,
    Content(Vec<u8>),
}

struct Probe {
    path: PathBuf,
    deadline: Instant,
}

impl Files {
    /// Starts to watch. `notice` is set where notifications are known not to work.
    pub fn start(
        root: &Path,
        state_folder: &Path,
        poll: bool,
        events: &Sender<Event>,
    ) -> (Self, Option<String>) {
        let mut files = Self {
            watcher: None,
            path: PathBuf::new(),
            seen: Found::Nothing,
            beside: None,
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
                    "The system does not notify of saves ({error}); \
                     the file is looked at five times a second instead."
                );
                (files, Some(notice))
            }
        }
    }

    /// Turns to another file, whose present content counts as seen.
    pub fn look_at(&mut self, path: PathBuf) {
        self.seen = find(&path);
        self.gone_since = None;
        // A link may lead to a folder that nobody watches yet.
        if let (Some(watcher), Ok(target)) = (&mut self.watcher, fs::canonicalize(&path))
            && let Some(folder) = target.parent()
        {
            // Where it cannot be watched the slow look still finds the save.
            let _ = watcher.watch(folder, RecursiveMode::NonRecursive);
        }
        self.path = path;
        self.beside = None;
    }

    /// Looks at another file too, until it turns to the next.
    pub fn look_also_at(&mut self, path: PathBuf) {
        let seen = find(&path);
        self.beside = Some((path, seen));
    }

    /// Whether something stands at the file's path that was not seen before. An empty or
    /// missing file counts only after a moment: an editor may be about to write it.
    pub fn changed(&mut self) -> bool {
        if let Some((path, seen)) = &mut self.beside {
            let found = find(path);
            if found != *seen && !found.may_be_an_editor_at_work() {
                *seen = found;
                return true;
            }
        }
        let found = find(&self.path);
        if found == self.seen {
            self.gone_since = None;
            return false;
        }
        if found.may_be_an_editor_at_work() {
            let since = *self.gone_since.get_or_insert_with(Instant::now);
            if since.elapsed() < GRACE {
                return false;
            }
        }
        self.gone_since = None;
        self.seen = found;
        true
    }

    /// How long to wait for an event before looking again.
    pub fn patience(&self) -> Duration {
        if self.gone_since.is_some() {
            GRACE
        } else if self.polls || self.probe.is_some() {
            FAST
        } else {
            SLOW
        }
    }

    /// Looks whether the test file's notification is overdue; says so once.
    pub fn self_test(&mut self) -> Option<String> {
        let probe = self.probe.as_ref()?;
        // The watcher's callback removes the file when it hears of it.
        let heard = !probe.path.exists();
        let overdue = Instant::now() >= probe.deadline;
        if heard || overdue {
            self.end_self_test();
        }
        self.polls |= overdue && !heard;
        self.polls.then(|| {
            "No notification of a test file arrived (a network folder, or WSL?); \
             the file is looked at five times a second instead."
                .to_owned()
        })
    }

    /// Removes the test file and turns away from its folder, where progress is written too.
    fn end_self_test(&mut self) {
        let Some(probe) = self.probe.take() else {
            return;
        };
        // The watcher's callback may have been faster.
        let _ = fs::remove_file(&probe.path);
        if let (Some(watcher), Some(folder)) = (&mut self.watcher, probe.path.parent()) {
            // If it stays watched we only look once too often.
            let _ = watcher.unwatch(folder);
        }
    }
}

impl Drop for Files {
    fn drop(&mut self) {
        self.end_self_test();
    }
}

impl Found {
    fn may_be_an_editor_at_work(&self) -> bool {
        match self {
            Self::Nothing => true,
            Self::Content(content) => content.is_empty(),
            Self::Folder | Self::Unreadable => false,
        }
    }
}

fn find(path: &Path) -> Found {
    match fs::metadata(path) {
        Ok(found) if found.is_dir() => Found::Folder,
        Ok(found) if found.is_file() => fs::read(path).map_or(Found::Unreadable, Found::Content),
        Err(error) if error.kind() == ErrorKind::NotFound => Found::Nothing,
        Ok(_) | Err(_) => Found::Unreadable,
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
        // The loop has ended if nobody listens.
        let _ = events.send(Event::FilesTouched);
    };
    let mut watcher = notify::recommended_watcher(react)?;
    let exercises = root.join("exercises");
    // Where they lie elsewhere, the folder of the current one is watched.
    if exercises.is_dir() {
        watcher.watch(&exercises, RecursiveMode::Recursive)?;
    }
    // For the test file; a course that cannot be written to has no such folder.
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

    fn files(path: PathBuf) -> Files {
        let mut files = Files {
            watcher: None,
            path: PathBuf::new(),
            seen: Found::Nothing,
            beside: None,
            gone_since: None,
            polls: true,
            probe: None,
        };
        files.look_at(path);
        files
    }

    #[test]
    fn only_a_new_content_counts() {
        let dir = tempfile::tempdir().expect("temp");
        let path = dir.path().join("a.rs");
        fs::write(&path, "1").expect("write");
        let mut files = files(path.clone());
        assert!(!files.changed());
        fs::write(&path, "2").expect("write");
        assert!(files.changed() && !files.changed());
    }

    #[test]
    fn a_folder_is_something_else_than_nothing() {
        let dir = tempfile::tempdir().expect("temp");
        let path = dir.path().join("a.rs");
        let mut files = files(path.clone());
        assert!(!files.changed());
        fs::create_dir(&path).expect("a folder");
        assert!(files.changed() && !files.changed());
    }

    #[test]
    fn an_empty_file_gets_a_moment() {
        let dir = tempfile::tempdir().expect("temp");
        let path = dir.path().join("a.rs");
        fs::write(&path, "1").expect("write");
        let mut files = files(path.clone());
        fs::write(&path, "").expect("write");
        assert!(!files.changed());
        assert_eq!(files.patience(), GRACE);
        fs::write(&path, "2").expect("write");
        assert!(files.changed());
        fs::remove_file(&path).expect("remove");
        assert!(!files.changed());
        files.gone_since = Instant::now().checked_sub(GRACE);
        assert!(files.changed());
    }
}
