//! Reports a build's progress: at its start, whenever a crate is built, and once a second.
//!
//! Cargo says which crates are built. To learn which ones are being compiled, our wrapper of the
//! compiler leaves a note while the compiler runs. To learn which build scripts are running, we
//! look at cargo's own files.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::time::{Duration, Instant, SystemTime};

use tempfile::TempDir;

use super::scripts;

use crate::engine::ordinary_file;
use crate::engine::parallel::lock;
use crate::model::building::{BuildStatus, Meanwhile, RunningCompile};

/// How often we report when nothing but the time has changed.
const TICK: Duration = Duration::from_secs(1);

/// The progress of one build.
pub struct BuildProgress<'a> {
    began: Instant,
    /// The same moment by the clock that files use.
    began_at: SystemTime,
    /// Cargo's target folder.
    target: PathBuf,
    meanwhile: Meanwhile,
    counts: Mutex<Counts>,
    /// The folder for the compilers' notes. Without it, the report doesn't name crates.
    notes: Option<TempDir>,
    /// Whether the crates are stored, as far as we know. Then we report nothing until a
    /// compiler runs.
    are_stored: bool,
    tell: &'a (dyn Fn(BuildStatus) + Sync),
}

#[derive(Default)]
struct Counts {
    done: BTreeSet<String>,
    total: Option<usize>,
}

impl<'a> BuildProgress<'a> {
    /// A build that starts now. If the crates are stored, cargo may find nothing to do.
    pub fn new(
        target: PathBuf,
        are_stored: bool,
        meanwhile: Meanwhile,
        tell: &'a (dyn Fn(BuildStatus) + Sync),
    ) -> Self {
        Self {
            are_stored,
            began: Instant::now(),
            began_at: SystemTime::now(),
            target,
            meanwhile,
            counts: Mutex::default(),
            notes: tempfile::tempdir().ok(),
            tell,
        }
    }

    /// The folder where compilers leave their notes.
    pub fn notes(&self) -> Option<&Path> {
        self.notes.as_ref().map(TempDir::path)
    }

    /// Does the work, and reports the progress meanwhile.
    pub fn report_during<T>(&self, work: impl FnOnce() -> T) -> T {
        self.tell();
        std::thread::scope(|scope| {
            let (ended, wait) = mpsc::channel::<()>();
            scope.spawn(move || {
                while wait.recv_timeout(TICK) == Err(RecvTimeoutError::Timeout) {
                    self.tell();
                }
            });
            let done = work();
            drop(ended);
            done
        })
    }

    /// Sets the number of crates.
    pub fn set_total(&self, total: usize) {
        lock(&self.counts).total = Some(total);
        self.tell();
    }

    /// Counts a crate that was built. A crate that's built more than once counts once.
    pub fn count_built(&self, id: String) {
        let is_new = lock(&self.counts).done.insert(id);
        if is_new {
            self.tell();
        }
    }

    fn tell(&self) {
        let oldest = self.oldest();
        if self.are_stored && oldest.is_none() {
            return;
        }
        let counts = lock(&self.counts);
        let done = counts.done.len();
        let building = BuildStatus {
            done,
            total: counts.total.map(|total| total.max(done)),
            seconds: self.began.elapsed().as_secs(),
            oldest,
            meanwhile: self.meanwhile,
        };
        drop(counts);
        (self.tell)(building);
    }

    /// The crate or build script that has been running longest. Some build scripts compile C.
    fn oldest(&self) -> Option<RunningCompile> {
        let entries = self.notes().and_then(|notes| fs::read_dir(notes).ok());
        let begun = entries.into_iter().flatten().flatten().filter_map(|entry| {
            let begun = entry.metadata().ok()?.modified().ok()?;
            // If the note is gone by now, its compiler has ended.
            Some((begun, ordinary_file::read_text(entry.path()).ok()?))
        });
        let begun = begun.filter(|(_, name)| !name.is_empty());
        let scripts = scripts::find_running(&self.target, self.began_at);
        let (begun, name) = begun.chain(scripts).min()?;
        let seconds = begun.elapsed().unwrap_or_default().as_secs();
        Some(RunningCompile { name, seconds })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_oldest_note_is_told_and_none_where_there_is_none() {
        let told = Mutex::new(Vec::new());
        let tell = |building: BuildStatus| lock(&told).push(building);
        let progress = BuildProgress::new(PathBuf::new(), false, Meanwhile::Nothing, &tell);
        progress.set_total(2);
        let notes = progress.notes().expect("a folder");
        fs::write(notes.join("1"), "first").expect("written");
        let old = std::time::SystemTime::now() - Duration::from_secs(90);
        let first = fs::File::options().write(true).open(notes.join("1"));
        first.and_then(|file| file.set_modified(old)).expect("old");
        fs::write(notes.join("2"), "second").expect("written");
        for id in ["a", "a", "b", "c"] {
            progress.count_built(id.to_owned());
        }
        let told = lock(&told);
        let counts: Vec<_> = told.iter().map(|b| (b.done, b.total)).collect();
        let wanted = [(0, Some(2)), (1, Some(2)), (2, Some(2)), (3, Some(3))];
        assert_eq!(counts, wanted);
        assert_eq!(told[0].oldest, None);
        let oldest = told[3].oldest.as_ref().expect("a compiler");
        assert!(oldest.name == "first" && oldest.seconds >= 90, "{oldest:?}");
    }
}
