//! Results of earlier checks, one file each, named by the digest of all they depend on.
//!
//! A record begins with the digest of its own text, so we never believe one that was cut short or
//! altered.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::engine::files;
use crate::engine::ordinary_file::{self, LONGEST_FILE, Links};

/// How large the cache may become, in bytes.
pub const LIMIT: u64 = 256 * 1024 * 1024;

/// How large a grader's store may become, in bytes: room for large classes and many courses.
pub const LIMIT_OF_GRADES: u64 = 2 * 1024 * 1024 * 1024;

/// How many records there are, and how large they are together.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Amount {
    /// How many records.
    pub records: usize,
    /// The size of all of them together.
    pub bytes: u64,
}

/// A record on disk.
struct RecordFile {
    path: PathBuf,
    bytes: u64,
    written: SystemTime,
}

/// The stored results of a course. If its folder can't be written, it keeps nothing and doesn't
/// complain.
#[derive(Debug, Clone)]
pub struct Cache {
    folder: PathBuf,
    limit: u64,
}

/// What is stored: the report of a check, or a reply of the compiler.
#[derive(Serialize, Deserialize)]
struct Record<T> {
    inputs: Vec<Input>,
    report: T,
}

/// A file other than the source that the compiler read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Input {
    /// Below the course's root, or absolute.
    pub path: String,
    /// The digest of its content.
    pub digest: String,
}

impl Input {
    /// The input as it is now; `None` if it can't be read.
    pub fn of(root: &Path, path: &str) -> Option<Self> {
        let content = ordinary_file::read(root.join(path), Links::Follow, LONGEST_FILE).ok()?;
        Some(Self {
            path: path.to_owned(),
            digest: files::digest(&content),
        })
    }

    /// Whether the file is still what it was.
    pub fn is_unchanged(&self, root: &Path) -> bool {
        Self::of(root, &self.path).as_ref() == Some(self)
    }
}

impl Cache {
    /// A cache in this folder, which needn't exist.
    pub fn new(folder: PathBuf) -> Self {
        Self {
            folder,
            limit: LIMIT,
        }
    }

    /// The grader's store, in the user's cache folder and outside of every learner's. `None` if there
    /// is no such folder.
    pub fn of_grades() -> Option<Self> {
        Some(Self::of_grades_in(files::cache_folder()?.join("grades")))
    }

    /// A grader's store in this folder, which needn't exist.
    pub fn of_grades_in(folder: PathBuf) -> Self {
        Self {
            folder,
            limit: LIMIT_OF_GRADES,
        }
    }

    /// The cache of the course whose state folder this is.
    pub fn of(state_folder: &Path) -> Self {
        Self::new(state_folder.join("cache"))
    }

    /// What was stored under this key, if all its inputs are as they were.
    pub fn get<T: DeserializeOwned>(&self, key: &str, root: &Path) -> Option<T> {
        let text = ordinary_file::read_own_text(self.path(key)).ok()?;
        let (digest, body) = text.split_once('\n')?;
        if files::digest(body.as_bytes()) != digest {
            return None;
        }
        let record: Record<T> = serde_json::from_str(body).ok()?;
        let unchanged = record.inputs.iter().all(|input| input.is_unchanged(root));
        unchanged.then_some(record.report)
    }

    /// Stores a report or a reply. If that fails, it only costs time later.
    pub fn put<T: Serialize>(&self, key: &str, report: &T, inputs: Vec<Input>) {
        let record = Record { inputs, report };
        if let Ok(body) = serde_json::to_string(&record) {
            let text = format!("{}\n{body}", files::digest(body.as_bytes()));
            let _ = write_quickly(&self.path(key), &text);
        }
        if is_time_to_look(key) {
            self.trim(self.limit);
        }
    }

    /// How much is stored.
    pub fn amount(&self) -> Amount {
        amount(&self.stored())
    }

    /// Removes the records that are older than `age`, or all of them. Returns what was removed.
    pub fn clean(&self, age: Option<Duration>) -> Amount {
        let before = age.and_then(|age| SystemTime::now().checked_sub(age));
        let old = |stored: &RecordFile| before.is_none_or(|before| stored.written < before);
        let old = self.stored().into_iter().filter(old).collect();
        remove(old)
    }

    /// If more than `limit` bytes are stored, removes the oldest records until a quarter of the
    /// limit is free again.
    pub fn trim(&self, limit: u64) -> Amount {
        let mut stored = self.stored();
        let mut surplus = amount(&stored).bytes;
        if surplus <= limit {
            return Amount::default();
        }
        stored.sort_by_key(|stored| stored.written);
        let is_too_many = |stored: &RecordFile| {
            let too_many = surplus > limit / 4 * 3;
            surplus -= stored.bytes;
            too_many
        };
        remove(stored.into_iter().take_while(is_too_many).collect())
    }

    /// All records; temporary files of writers that were killed are among them.
    fn stored(&self) -> Vec<RecordFile> {
        let shelves = fs::read_dir(&self.folder).into_iter().flatten().flatten();
        let files = shelves.flat_map(|shelf| fs::read_dir(shelf.path()).into_iter().flatten());
        let stored = files.flatten().filter_map(|file| {
            let found = file.metadata().ok().filter(fs::Metadata::is_file)?;
            Some(RecordFile {
                path: file.path(),
                bytes: found.len(),
                written: found.modified().ok()?,
            })
        });
        stored.collect()
    }

    fn path(&self, key: &str) -> PathBuf {
        let (shelf, _) = key.split_at(key.len().min(2));
        self.folder.join(shelf).join(format!("{key}.json"))
    }
}

/// Whether to look at the size after storing this record: once in 64 records, by the last digits
/// of the key, which are as good as random.
fn is_time_to_look(key: &str) -> bool {
    let digits = key.get(key.len().saturating_sub(2)..).unwrap_or("");
    u8::from_str_radix(digits, 16).is_ok_and(|number| number % 64 == 0)
}

fn amount(stored: &[RecordFile]) -> Amount {
    Amount {
        records: stored.len(),
        bytes: stored.iter().map(|stored| stored.bytes).sum(),
    }
}

/// Removes records. What another program has already removed, or is using, isn't counted.
fn remove(stored: Vec<RecordFile>) -> Amount {
    let mut removed = stored;
    removed.retain(|stored| fs::remove_file(&stored.path).is_ok());
    amount(&removed)
}

/// Renamed into place like everything else, but not forced to the disk: we don't believe a record
/// that a power cut spoiled, and that only costs a compile.
fn write_quickly(path: &Path, text: &str) -> std::io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    let file = tempfile::NamedTempFile::new_in(folder)?;
    fs::write(file.path(), text)?;
    file.persist(path).map_err(|error| error.error)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::check_report::CheckReport;
    use crate::model::verdict::Reason;

    #[test]
    fn the_oldest_records_go_when_there_are_too_many() {
        let dir = tempfile::tempdir().expect("temp");
        let cache = Cache::new(dir.path().join("cache"));
        let report = CheckReport::without_check("a", "exercises/a.rs", Reason::Passed);
        assert_eq!(cache.amount(), Amount::default());
        let keys = ["aa01", "bb01", "cc01", "dd01"];
        for (age, key) in (1..).zip(keys) {
            cache.put(key, &report, Vec::new());
            let file = fs::File::options()
                .write(true)
                .open(cache.path(key))
                .expect("open");
            let then = SystemTime::now() - Duration::from_secs(age * 86400);
            file.set_modified(then).expect("touch");
        }
        let all = cache.amount();
        assert_eq!(all.records, 4);
        assert_eq!(cache.trim(all.bytes), Amount::default());

        let removed = cache.trim(all.bytes - 1);
        assert_eq!(removed.records, 2);
        let get = |key| cache.get::<CheckReport>(key, dir.path());
        assert!(get("aa01").is_some());
        assert!(get("bb01").is_some());
        assert!(get("dd01").is_none());

        let old = Duration::from_secs(86400 * 3 / 2);
        assert_eq!(cache.clean(Some(old)).records, 1);
        assert!(get("aa01").is_some());
        assert_eq!(cache.clean(None).records, 1);
        assert_eq!(cache.amount(), Amount::default());
    }

    #[test]
    fn one_record_in_64_makes_it_look() {
        let keys = (0..256).map(|n| format!("{:064x}", n));
        assert_eq!(keys.filter(|key| is_time_to_look(key)).count(), 4);
    }

    #[test]
    fn a_record_is_believed_only_while_whole_and_its_inputs_unchanged() {
        let dir = tempfile::tempdir().expect("temp");
        let cache = Cache::new(dir.path().join("cache"));
        let report = CheckReport::without_check("a", "exercises/a.rs", Reason::Passed);
        fs::write(dir.path().join("data.txt"), "1").expect("write");
        let inputs = || vec![Input::of(dir.path(), "data.txt").expect("input")];

        cache.put("abcd", &report, inputs());
        assert_eq!(cache.get("abcd", dir.path()), Some(report.clone()));
        fs::write(dir.path().join("data.txt"), "2").expect("write");
        assert_eq!(cache.get::<CheckReport>("abcd", dir.path()), None);

        cache.put("abcd", &report, inputs());
        let path = cache.path("abcd");
        let text = fs::read_to_string(&path).expect("read");
        fs::write(&path, text.replace("\"passed\"", "\"too_much_output\"")).expect("write");
        assert_eq!(cache.get::<CheckReport>("abcd", dir.path()), None);
    }
}
