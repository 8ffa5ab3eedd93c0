//! The journal on disk: `journal.ndjson` in a course's state folder, and older files beside it.
//!
//! A thread writes it, so that no disk holds up a check or a screen. Whatever fails there (a full
//! disk, a read-only folder, a pipe in the journal's place) costs lines of the journal and nothing
//! else. Each line is one write to the end of the file, so lines of two processes never mix. A lock
//! lets one process after the other find the next number and rename a full file. Where there are no
//! locks, or somebody holds this one for too long, the line is written all the same; then a number
//! may come twice, and the file isn't renamed.

use std::fs::{self, File, TryLockError};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::iter;
use std::path::PathBuf;
use std::sync::mpsc::{self, Receiver, SyncSender};
use std::thread;
use std::time::{Duration, Instant};

use crate::engine::ordinary_file::{self, LONGEST_TEXT, Links};
use crate::engine::{files, progress_store};
use crate::model::journal::{self, JournalEvent, JournalLines};

/// The name of the file that's written.
const FILE: &str = "journal.ndjson";

/// The file that's locked while a line is written.
const LOCK: &str = "journal.lock";

/// How long a file may get, in bytes. Then it's renamed, and a new one begins.
const MOST_BYTES: u64 = 4 << 20;

/// How much of a file's end we look at for the last number and earlier outcomes, in bytes.
const TAIL: u64 = 64 << 10;

/// How many events may wait to be written. More than that are dropped: the disk is stuck.
const MOST_WAITING: usize = 1024;

/// How long the end of the program waits for what isn't written yet.
const LONGEST_DRAIN: Duration = Duration::from_secs(1);

/// How long we wait for the lock.
const LONGEST_LOCK: Duration = Duration::from_millis(500);

/// Takes events, and writes them in the background. Dropping it waits a moment for the last ones.
#[derive(Debug)]
pub struct Journal {
    /// `None` if no thread could be started, and while the journal is dropped.
    sender: Option<SyncSender<JournalEvent>>,
    /// Ends when the thread does.
    ended: Receiver<()>,
}

impl Journal {
    /// The journal in a course's state folder, which doesn't have to exist yet.
    pub fn start(state_folder: PathBuf) -> Self {
        let (sender, receiver) = mpsc::sync_channel::<JournalEvent>(MOST_WAITING);
        let (is_alive, ended) = mpsc::channel();
        let write = move || {
            // Dropped at the end of the thread, however it ends.
            let _is_alive: mpsc::Sender<()> = is_alive;
            let files = JournalFiles::new(state_folder);
            while let Ok(event) = receiver.recv() {
                let events: Vec<JournalEvent> =
                    iter::once(event).chain(receiver.try_iter()).collect();
                // The journal is never worth a word in the learner's way.
                let _ = files.append(&events);
            }
        };
        let thread = thread::Builder::new().name("journal".to_owned());
        let started = thread.spawn(write);
        Self {
            sender: started.is_ok().then_some(sender),
            ended,
        }
    }

    /// Notes that something happened now.
    pub fn record(&self, event: JournalEvent) {
        if let Some(sender) = &self.sender {
            let at = files::now();
            let _ = sender.try_send(JournalEvent { at, ..event });
        }
    }
}

impl Drop for Journal {
    fn drop(&mut self) {
        self.sender = None;
        let _ = self.ended.recv_timeout(LONGEST_DRAIN);
    }
}

/// The journal's files in a course's state folder.
#[derive(Debug)]
pub struct JournalFiles {
    folder: PathBuf,
}

/// What the journal's files hold.
#[derive(Debug, Default)]
pub struct LoadedJournal {
    /// Their lines, the oldest first.
    pub lines: JournalLines,
    /// A sentence for each file that can't be read.
    pub problems: Vec<String>,
}

impl JournalFiles {
    /// The files in this folder, which doesn't have to exist yet.
    pub fn new(state_folder: PathBuf) -> Self {
        Self {
            folder: state_folder,
        }
    }

    /// Writes events as the last lines, with the next numbers, without those that repeat what was said
    /// within 30 s.
    ///
    /// # Errors
    /// The folder or the file can't be written, or something else is in the file's place. The lines
    /// before the one that failed are written.
    pub fn append(&self, events: &[JournalEvent]) -> io::Result<()> {
        progress_store::prepare(&self.folder)?;
        let lock = ordinary_file::open_to_append(self.folder.join(LOCK)).ok();
        let lock = lock.and_then(|file| wait_for_lock(file, File::try_lock));
        let mut file = ordinary_file::open_to_append(self.path())?;
        let mut length = file.metadata()?.len();
        let tail = read_tail(&mut file, length)?;
        // Whoever was killed in the middle of a line gets an end to it.
        let mut is_line_open = tail.last().is_some_and(|byte| *byte != b'\n');
        let mut recent = journal::read(&tail);
        let next_seq = recent.next_seq();
        let mut seq = next_seq.unwrap_or_else(|| self.seq_after_all());
        for event in events {
            if journal::is_repeat(event, &recent.events) {
                continue;
            }
            if lock.is_some() && length >= MOST_BYTES && self.rotate().is_some() {
                file = ordinary_file::open_to_append(self.path())?;
                (length, is_line_open) = (0, false);
            }
            let event = JournalEvent {
                seq,
                ..event.clone()
            };
            let mut line = journal::to_line(&event, length == 0);
            if is_line_open {
                line.insert(0, '\n');
            }
            // A second write could land behind somebody else's line.
            let written = file.write(line.as_bytes())?;
            if written < line.len() {
                return Err(io::ErrorKind::WriteZero.into());
            }
            length = length.saturating_add(u64::try_from(written).unwrap_or(u64::MAX));
            is_line_open = false;
            recent.events.push(event);
            seq = recent.next_seq().unwrap_or(seq);
        }
        Ok(())
    }

    /// Reads all lines, the oldest first.
    pub fn read(&self) -> LoadedJournal {
        // So that nobody renames files meanwhile. Nothing is made here only to read.
        let lock = ordinary_file::open(self.folder.join(LOCK), Links::Refuse).ok();
        let _lock = lock.and_then(|file| wait_for_lock(file, File::try_lock_shared));
        let mut loaded = LoadedJournal::default();
        let rotated = self.rotated().into_iter().map(rotated_name);
        for name in rotated.chain([FILE.to_owned()]) {
            let path = self.folder.join(&name);
            match ordinary_file::read(path, Links::Refuse, LONGEST_TEXT) {
                Ok(bytes) => loaded.lines.append(journal::read(&bytes)),
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                Err(error) => {
                    let what = files::unreadable(&error);
                    loaded
                        .problems
                        .push(format!(".rustlings-like/{name} {what}"));
                }
            }
        }
        loaded
    }

    fn path(&self) -> PathBuf {
        self.folder.join(FILE)
    }

    /// The next number if the end of the newest file has none: after a rotation, for instance.
    fn seq_after_all(&self) -> u64 {
        let newest = self.rotated().last().map(|number| rotated_name(*number));
        for name in [Some(FILE.to_owned()), newest].into_iter().flatten() {
            let read = ordinary_file::read(self.folder.join(name), Links::Refuse, LONGEST_TEXT);
            let next = read.ok().and_then(|bytes| journal::read(&bytes).next_seq());
            if let Some(next) = next {
                return next;
            }
        }
        1
    }

    /// Gives the file the next free number in its name. `None` if that isn't possible.
    fn rotate(&self) -> Option<()> {
        let last = self.rotated().last().copied().unwrap_or(0);
        let target = self.folder.join(rotated_name(last.checked_add(1)?));
        if fs::symlink_metadata(&target).is_ok() {
            return None;
        }
        fs::rename(self.path(), target).ok()
    }

    /// The numbers in the names of older files, the oldest first.
    fn rotated(&self) -> Vec<u64> {
        let entries = fs::read_dir(&self.folder).into_iter().flatten().flatten();
        let mut numbers: Vec<u64> = entries
            .filter_map(|entry| {
                let name = entry.file_name();
                let number = name.to_str()?.strip_prefix("journal.")?;
                let number: u64 = number.strip_suffix(".ndjson")?.parse().ok()?;
                // `journal.01.ndjson` isn't one of ours.
                (name.to_str()? == rotated_name(number)).then_some(number)
            })
            .collect();
        numbers.sort_unstable();
        numbers
    }
}

fn rotated_name(number: u64) -> String {
    format!("journal.{number}.ndjson")
}

/// The end of a file, from the beginning of a line on.
fn read_tail(file: &mut File, length: u64) -> io::Result<Vec<u8>> {
    let start = length.saturating_sub(TAIL);
    file.seek(SeekFrom::Start(start))?;
    let mut bytes = Vec::new();
    file.take(TAIL).read_to_end(&mut bytes)?;
    if start > 0 {
        let first_line = bytes.iter().position(|byte| *byte == b'\n');
        bytes.drain(..first_line.unwrap_or(0));
    }
    Ok(bytes)
}

/// The locked file. `None` if there are no locks here, or somebody holds this one for too long.
fn wait_for_lock(file: File, try_lock: impl Fn(&File) -> Result<(), TryLockError>) -> Option<File> {
    let deadline = Instant::now() + LONGEST_LOCK;
    loop {
        match try_lock(&file) {
            Ok(()) => return Some(file),
            Err(TryLockError::WouldBlock) if Instant::now() < deadline => {
                thread::sleep(Duration::from_millis(2));
            }
            Err(_) => return None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::journal::EventKind;

    fn event(at: u64) -> JournalEvent {
        JournalEvent {
            at,
            ..JournalEvent::new(EventKind::Opened, "a")
        }
    }

    fn folder() -> (tempfile::TempDir, JournalFiles) {
        let folder = tempfile::tempdir().expect("a folder");
        let files = JournalFiles::new(folder.path().join("state"));
        (folder, files)
    }

    fn numbers(files: &JournalFiles) -> Vec<u64> {
        let loaded = files.read();
        assert_eq!(loaded.problems, Vec::<String>::new());
        loaded.lines.events.iter().map(|event| event.seq).collect()
    }

    #[test]
    fn a_full_file_gets_a_number_and_nothing_is_lost() {
        let (_folder, files) = folder();
        files.append(&[event(1)]).expect("written");
        for older in 1..=2 {
            let filler = format!("{}\n", "x".repeat(1023)).repeat(4096);
            let mut file = File::options()
                .append(true)
                .open(files.path())
                .expect("open");
            file.write_all(filler.as_bytes()).expect("filled");
            // The last number is far from the file's end.
            files.append(&[event(2)]).expect("written");
            assert_eq!(files.rotated().len(), older);
        }
        files.append(&[event(3)]).expect("written");
        assert_eq!(numbers(&files), [1, 2, 3, 4]);
        let text = fs::read_to_string(files.path()).expect("read");
        assert!(text.starts_with("{\"schema\":") && text.lines().count() == 2);
        assert!(text.matches("schema").count() == 1);
    }

    #[test]
    fn the_line_after_a_broken_one_is_whole() {
        let (_folder, files) = folder();
        files.append(&[event(1)]).expect("written");
        let mut file = File::options()
            .append(true)
            .open(files.path())
            .expect("open");
        file.write_all(b"{\"seq\":2,\"at\":\"20").expect("cut off");
        files.append(&[event(2)]).expect("written");
        files.append(&[event(3)]).expect("written");
        assert_eq!(numbers(&files), [1, 2, 3]);
        assert_eq!(files.read().lines.skipped, 1);
    }

    #[test]
    fn writers_at_the_same_time_get_different_numbers() {
        let (_folder, files) = folder();
        thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| {
                    for at in 0..25 {
                        files.append(&[event(at)]).expect("written");
                    }
                });
            }
        });
        let expected: Vec<u64> = (1..=100).collect();
        assert_eq!(numbers(&files), expected);
    }

    #[test]
    fn a_lock_that_nobody_gives_back_costs_no_line() {
        let (_folder, files) = folder();
        files.append(&[event(1)]).expect("written");
        let held = File::options()
            .append(true)
            .open(files.folder.join(LOCK))
            .expect("open");
        held.lock().expect("locked");
        files.append(&[event(2)]).expect("written");
        assert_eq!(numbers(&files), [1, 2]);
    }

    #[test]
    fn the_end_waits_for_what_was_recorded() {
        let (_folder, files) = folder();
        let journal = Journal::start(files.folder.clone());
        for _ in 0..10 {
            journal.record(event(0));
        }
        drop(journal);
        assert_eq!(numbers(&files).len(), 10);
    }

    #[cfg(unix)]
    #[test]
    fn whatever_stands_in_its_place_stays_and_is_named() {
        use rustix::fs::{CWD, FileType, Mode, mknodat};
        use std::os::unix::fs::symlink;

        for kind in ["pipe", "device", "link", "folder"] {
            let (folder, files) = folder();
            fs::create_dir(&files.folder).expect("a folder");
            let elsewhere = folder.path().join("elsewhere");
            fs::write(&elsewhere, "mine\n").expect("written");
            for path in [files.path(), files.folder.join(LOCK)] {
                match kind {
                    "pipe" => mknodat(CWD, &path, FileType::Fifo, Mode::RWXU, 0).expect("a pipe"),
                    "device" => symlink("/dev/zero", &path).expect("a link"),
                    "link" => symlink(&elsewhere, &path).expect("a link"),
                    _ => fs::create_dir(&path).expect("a folder"),
                }
            }
            assert!(files.append(&[event(1)]).is_err(), "{kind}");
            let loaded = files.read();
            assert_eq!(loaded.problems.len(), 1, "{kind}");
            assert_eq!(fs::read_to_string(&elsewhere).expect("read"), "mine\n");
        }
    }
}
