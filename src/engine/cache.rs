//! Results of earlier checks, one file each, named by the digest of all they depend on.
//!
//! A record begins with the digest of its own text, so that one that was cut short or
//! altered is never believed.

use std::fs;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::engine::files;
use crate::model::check_report::CheckReport;

/// The store. Where its folder cannot be written it keeps nothing and says nothing.
#[derive(Debug, Clone)]
pub struct Cache {
    folder: PathBuf,
}

#[derive(Serialize, Deserialize)]
struct Record {
    inputs: Vec<Input>,
    report: CheckReport,
}

/// A file beside the source that the compiler read, and its digest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Input {
    /// Below the course's root, or absolute.
    pub path: String,
    /// Of its content.
    pub digest: String,
}

impl Input {
    /// The input as it is now; `None` if it cannot be read.
    pub fn of(root: &Path, path: &str) -> Option<Self> {
        let content = fs::read(root.join(path)).ok()?;
        Some(Self {
            path: path.to_owned(),
            digest: files::digest(&content),
        })
    }
}

impl Cache {
    /// A cache in this folder, which need not exist.
    pub fn new(folder: PathBuf) -> Self {
        Self { folder }
    }

    /// The report that was stored under this key, if all its inputs are as they were.
    pub fn get(&self, key: &str, root: &Path) -> Option<CheckReport> {
        let text = fs::read_to_string(self.path(key)).ok()?;
        let (digest, body) = text.split_once('\n')?;
        if files::digest(body.as_bytes()) != digest {
            return None;
        }
        let record: Record = serde_json::from_str(body).ok()?;
        let unchanged = record
            .inputs
            .iter()
            .all(|input| Input::of(root, &input.path).as_ref() == Some(input));
        unchanged.then_some(record.report)
    }

    /// Stores a report. Failing to do so only costs time later.
    pub fn put(&self, key: &str, report: &CheckReport, inputs: Vec<Input>) {
        let record = Record {
            inputs,
            report: report.clone(),
        };
        if let Ok(body) = serde_json::to_string(&record) {
            let text = format!("{}\n{body}", files::digest(body.as_bytes()));
            let _ = write_quickly(&self.path(key), &text);
        }
    }

    fn path(&self, key: &str) -> PathBuf {
        let (shelf, _) = key.split_at(key.len().min(2));
        self.folder.join(shelf).join(format!("{key}.json"))
    }
}

/// Renamed into place like everything else, but not forced to the disk: a record that a
/// power cut spoils is not believed, and only costs a compile.
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
    use crate::model::verdict::Reason;

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
        assert_eq!(cache.get("abcd", dir.path()), None);

        cache.put("abcd", &report, inputs());
        let path = cache.path("abcd");
        let text = fs::read_to_string(&path).expect("read");
        fs::write(&path, text.replace("\"passed\"", "\"too_much_output\"")).expect("write");
        assert_eq!(cache.get("abcd", dir.path()), None);
    }
}
