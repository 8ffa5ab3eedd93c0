//! Notices saves of other exercises than the current one.
//!
//! The content decides: writing the same content again is not a save. Changes that come together
//! are reported together, so a checkout of many files is one message.

use std::collections::BTreeSet;
use std::fs::{self, Metadata};
use std::path::PathBuf;
use std::time::{Duration, Instant, SystemTime};

use crate::engine::files;
use crate::engine::ordinary_file::{self, LONGEST_TEXT, Links};

/// How long nothing may change before we report what did.
const QUIET: Duration = Duration::from_millis(250);
/// How much time is between two looks, at least.
const PAUSE: Duration = Duration::from_millis(50);
/// For how long after a change another one may get the same time from the file system's clock.
const CLOCK: Duration = Duration::from_secs(2);

/// The files of all exercises, as we last saw them.
#[derive(Default)]
pub struct OtherFiles {
    /// Those of an exercise together.
    files: Vec<Vec<KnownFile>>,
    current: usize,
    /// Exercises whose changes we haven't reported yet.
    changed: BTreeSet<usize>,
    last_change: Option<Instant>,
    last_look: Option<Instant>,
    /// Whether we skipped a look because it came too soon after the last one.
    owes_a_look: bool,
}

/// A file as we last saw it.
struct KnownFile {
    path: PathBuf,
    stamp: Option<Stamp>,
    /// The digest of its content, if it ever had any.
    digest: Option<String>,
}

/// Time and length of a file: if neither changed, neither did the content.
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

    /// Whether the file is so new that a later change might have the same stamp.
    fn is_fresh(&self) -> bool {
        // A time in the future doesn't mean that the file is old.
        self.modified.elapsed().map_or(true, |age| age < CLOCK)
    }
}

impl KnownFile {
    /// Looks at the file, and says whether its content has changed. A missing or empty file doesn't
    /// count: an editor that saves by removing or emptying it isn't finished yet.
    fn has_changed(&mut self) -> bool {
        let Some(found) = fs::metadata(&self.path).ok().filter(Metadata::is_file) else {
            self.stamp = None;
            return false;
        };
        let stamp = Stamp::of(&found);
        if stamp.is_some() && stamp == self.stamp {
            return false;
        }
        let read = ordinary_file::read(&self.path, Links::Follow, LONGEST_TEXT);
        let Ok(content) = read else {
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

/// Looks at all files of an exercise, and says whether one of them has changed.
fn have_changed(files: &mut [KnownFile]) -> bool {
    let changed = files
        .iter_mut()
        .filter_map(|file| file.has_changed().then_some(()));
    changed.count() > 0
}

impl OtherFiles {
    /// Remembers all exercises' files as they are now.
    pub fn start(paths: impl Iterator<Item = Vec<PathBuf>>, current: usize) -> Self {
        let known = |path| {
            let mut known = KnownFile {
                path,
                stamp: None,
                digest: None,
            };
            known.has_changed();
            known
        };
        Self {
            files: paths
                .map(|paths| paths.into_iter().map(known).collect())
                .collect(),
            current,
            ..Self::default()
        }
    }

    /// Makes another exercise the current one.
    pub fn set_current(&mut self, index: usize) {
        // Saves of the exercise while it was the current one aren't news.
        self.mark_seen(self.current);
        self.current = index;
        self.changed.remove(&index);
    }

    /// Marks a file's content as seen, after we wrote it ourselves.
    pub fn mark_seen(&mut self, index: usize) {
        if let Some(known) = self.files.get_mut(index) {
            have_changed(known);
        }
        self.changed.remove(&index);
    }

    /// Marks the content of all files as seen.
    pub fn mark_all_seen(&mut self) {
        for known in &mut self.files {
            have_changed(known);
        }
        self.changed.clear();
        self.last_change = None;
    }

    /// The exercises that were saved, once no further saves come.
    pub fn find_saves(&mut self) -> Vec<usize> {
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
            if have_changed(known) && index != self.current {
                self.changed.insert(index);
                self.last_change = Some(Instant::now());
            }
        }
    }

    /// How long to wait before calling [`Self::find_saves`] again, if anything is due.
    pub fn max_wait(&self) -> Option<Duration> {
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

    fn others(dir: &tempfile::TempDir, names: &[&str]) -> OtherFiles {
        for name in names {
            fs::write(dir.path().join(name), name).expect("written");
        }
        OtherFiles::start(names.iter().map(|name| vec![dir.path().join(name)]), 0)
    }

    fn changed(others: &mut OtherFiles) -> Vec<usize> {
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
        others.mark_all_seen();
        others.set_current(1);
        write("a", "a");
        assert_eq!(changed(&mut others), [0]);
    }
}
