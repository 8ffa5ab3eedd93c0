//! Tells of a build: at its start, whenever a crate is there, and once a second.
//!
//! Cargo says which crates are there. Which ones are being compiled is told by our wrapper of the
//! compiler: it leaves a note for as long as the compiler runs. Which build scripts are at work is
//! told by cargo's files.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::time::{Duration, Instant, SystemTime};

use tempfile::TempDir;

use super::scripts;

use crate::engine::parallel::lock;
use crate::model::building::{Building, Compiling, Meanwhile};

/// How often is told what only time changes.
const TICK: Duration = Duration::from_secs(1);

/// How far one build is.
pub struct Progress<'a> {
    began: Instant,
    /// The same by the clock of files.
    began_at: SystemTime,
    /// Where cargo builds.
    target: PathBuf,
    meanwhile: Meanwhile,
    counts: Mutex<Counts>,
    /// Where compilers leave notes; without it nothing is said of them.
    notes: Option<TempDir>,
    /// Whether they are there already, as far as we know. Then nothing is told before a
    /// compiler is at work.
    are_stored: bool,
    tell: &'a (dyn Fn(Building) + Sync),
}

#[derive(Default)]
struct Counts {
    done: BTreeSet<String>,
    total: Option<usize>,
}

impl<'a> Progress<'a> {
    /// A build that begins now. Where crates are stored, cargo may find nothing to do.
    pub fn new(
        target: PathBuf,
        are_stored: bool,
        meanwhile: Meanwhile,
        tell: &'a (dyn Fn(Building) + Sync),
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

    /// The folder for the notes.
    pub fn notes(&self) -> Option<&Path> {
        self.notes.as_ref().map(TempDir::path)
    }

    /// Does the work and tells of it.
    pub fn during<T>(&self, work: impl FnOnce() -> T) -> T {
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

    /// Says how many crates there are.
    pub fn set_total(&self, total: usize) {
        lock(&self.counts).total = Some(total);
        self.tell();
    }

    /// Counts a crate. One that is built more than once counts once.
    pub fn built(&self, id: String) {
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
        let building = Building {
            done,
            total: counts.total.map(|total| total.max(done)),
            seconds: self.began.elapsed().as_secs(),
            oldest,
            meanwhile: self.meanwhile,
        };
        drop(counts);
        (self.tell)(building);
    }

    /// What has been compiling longest, build scripts included: some compile C.
    fn oldest(&self) -> Option<Compiling> {
        let entries = self.notes().and_then(|notes| fs::read_dir(notes).ok());
        let begun = entries.into_iter().flatten().flatten().filter_map(|entry| {
            let begun = entry.metadata().ok()?.modified().ok()?;
            // A note that is gone by now is of a compiler that has ended.
            Some((begun, fs::read_to_string(entry.path()).ok()?))
        });
        let begun = begun.filter(|(_, name)| !name.is_empty());
        let scripts = scripts::at_work(&self.target, self.began_at);
        let (begun, name) = begun.chain(scripts).min()?;
        let seconds = begun.elapsed().unwrap_or_default().as_secs();
        Some(Compiling { name, seconds })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_oldest_note_is_told_and_none_where_there_is_none() {
        let told = Mutex::new(Vec::new());
        let tell = |building: Building| lock(&told).push(building);
        let progress = Progress::new(PathBuf::new(), false, Meanwhile::Nothing, &tell);
        progress.set_total(2);
        let notes = progress.notes().expect("a folder");
        fs::write(notes.join("1"), "first").expect("written");
        let old = std::time::SystemTime::now() - Duration::from_secs(90);
        let first = fs::File::options().write(true).open(notes.join("1"));
        first.and_then(|file| file.set_modified(old)).expect("old");
        fs::write(notes.join("2"), "second").expect("written");
        for id in ["a", "a", "b", "c"] {
            progress.built(id.to_owned());
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
