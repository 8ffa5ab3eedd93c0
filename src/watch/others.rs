//! Notices saves of exercises that aren't the current one.
//!
//! Content decides: a file that is written anew as it was hasn't been saved. What comes together
//! is told together, so a checkout of many files is one message.

use std::collections::BTreeSet;
use std::fs::{self, Metadata};
use std::path::PathBuf;
use std::time::{Duration, Instant, SystemTime};

use crate::engine::files;

/// How long nothing may change before we tell what did.
const QUIET: Duration = Duration::from_millis(250);
/// The files are not looked at more often than this.
const PAUSE: Duration = Duration::from_millis(50);
/// A file may change again within the clock of its file system without a newer time.
const CLOCK: Duration = Duration::from_secs(2);

/// The files of all exercises, as they were last seen.
#[derive(Default)]
pub struct Others {
    files: Vec<Known>,
    current: usize,
    /// Those that have changed and haven't been told yet.
    changed: BTreeSet<usize>,
    last_change: Option<Instant>,
    last_look: Option<Instant>,
    /// Whether somebody asked to look so soon after the last look that we didn't.
    owes_a_look: bool,
}

/// One file.
struct Known {
    path: PathBuf,
    stamp: Option<Stamp>,
    /// Of its content, if it ever had any.
    digest: Option<String>,
}

/// What differs where a file was written since.
#[derive(PartialEq, Eq)]
struct Stamp {
    modified: SystemTime,
    length: u64,
}

impl Stamp {
    fn of(found: &Metadata) -> Option<Self> {
        Some(Self {
            modified: found.modified().ok()?,
            length: found.len(),
        })
    }

    /// Whether it is so new that a later change might have the same.
    fn is_fresh(&self) -> bool {
        // A time in the future is no sign of age.
        self.modified.elapsed().map_or(true, |age| age < CLOCK)
    }
}

impl Known {
    /// Whether its content is another one than when it was last seen. An editor that saves by
    /// removing or emptying the file isn't finished yet, so nothing and an empty file don't count.
    fn look(&mut self) -> bool {
        let Some(found) = fs::metadata(&self.path).ok().filter(Metadata::is_file) else {
            self.stamp = None;
            return false;
        };
        let stamp = Stamp::of(&found);
        if stamp.is_some() && stamp == self.stamp {
            return false;
        }
        let Ok(content) = fs::read(&self.path) else {
            return false;
        };
        if content.is_empty() {
            return false;
        }
        self.stamp = stamp.filter(|stamp| !stamp.is_fresh());
        let digest = Some(files::digest(&content));
        let is_new = digest != self.digest;
        self.digest = digest;
        is_new
    }
}

impl Others {
    /// All exercises' files as they are now.
    pub fn start(paths: impl Iterator<Item = PathBuf>, current: usize) -> Self {
        let known = |path| {
            let mut known = Known {
                path,
                stamp: None,
                digest: None,
            };
            known.look();
            known
        };
        Self {
            files: paths.map(known).collect(),
            current,
            ..Self::default()
        }
    }

    /// Makes another exercise the current one.
    pub fn turn_to(&mut self, index: usize) {
        // What was saved while it was the current one is known.
        self.take_note(self.current);
        self.current = index;
        self.changed.remove(&index);
    }

    /// Takes a file as it is now for seen: we wrote it ourselves.
    pub fn take_note(&mut self, index: usize) {
        if let Some(known) = self.files.get_mut(index) {
            known.look();
        }
        self.changed.remove(&index);
    }

    /// Takes all as they are now for seen.
    pub fn take_note_of_all(&mut self) {
        for known in &mut self.files {
            known.look();
        }
        self.changed.clear();
        self.last_change = None;
    }

    /// The exercises that were saved, once no more come.
    pub fn saved(&mut self) -> Vec<usize> {
        self.owes_a_look = self.last_look.is_some_and(|last| last.elapsed() < PAUSE);
        if !self.owes_a_look {
            self.last_look = Some(Instant::now());
            self.look();
        }
        let is_quiet = self.last_change.is_some_and(|last| last.elapsed() >= QUIET);
        if !is_quiet {
            return Vec::new();
        }
        self.last_change = None;
        std::mem::take(&mut self.changed).into_iter().collect()
    }

    fn look(&mut self) {
        for (index, known) in self.files.iter_mut().enumerate() {
            if known.look() && index != self.current {
                self.changed.insert(index);
                self.last_change = Some(Instant::now());
            }
        }
    }

    /// How long to wait before [`Self::saved`] must be asked again, if it must.
    pub fn patience(&self) -> Option<Duration> {
        let rest = |since: Instant, whole: Duration| whole.saturating_sub(since.elapsed());
        let quiet = self.last_change.map(|last| rest(last, QUIET));
        let pause = self.last_look.filter(|_| self.owes_a_look);
        let pause = pause.map(|last| rest(last, PAUSE));
        quiet.into_iter().chain(pause).min()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn others(dir: &tempfile::TempDir, names: &[&str]) -> Others {
        for name in names {
            fs::write(dir.path().join(name), name).expect("written");
        }
        Others::start(names.iter().map(|name| dir.path().join(name)), 0)
    }

    fn changed(others: &mut Others) -> Vec<usize> {
        others.look();
        others.changed.iter().copied().collect()
    }

    #[test]
    fn only_another_content_of_another_file_counts() {
        let dir = tempfile::tempdir().expect("temp");
        let mut others = others(&dir, &["a", "b", "c"]);
        let write = |name: &str, text: &str| {
            fs::write(dir.path().join(name), text).expect("written");
        };
        write("a", "the current one");
        write("b", "b");
        write("c", "");
        assert!(changed(&mut others).is_empty());
        fs::remove_file(dir.path().join("c")).expect("removed");
        assert!(changed(&mut others).is_empty());
        write("c", "c");
        assert!(changed(&mut others).is_empty());
        // As long as before, and at once.
        write("c", "d");
        assert_eq!(changed(&mut others), [2]);
        others.take_note_of_all();
        others.turn_to(1);
        write("a", "a");
        assert_eq!(changed(&mut others), [0]);
    }
}
