//! Where the files that are checked are, and what they hold.

use std::path::{Path, PathBuf};

use crate::engine::check::Checker;
use crate::engine::files;

impl Checker {
    /// Where a file of the learner's is.
    pub(super) fn file(&self, path: &str) -> PathBuf {
        self.grading.sources(&self.dir.root).join(path)
    }

    /// The text of a file of the learner's. When somebody else grades it, a link must not lead to
    /// somebody else's work.
    pub(super) fn read_source(&self, path: &str) -> Result<String, String> {
        let file = self.file(path);
        let text = files::read_source(&file)?;
        let real = |path: &Path| std::fs::canonicalize(path).ok();
        let Some(folder) = &self.grading.sources else {
            return Ok(text);
        };
        match (real(folder), real(&file)) {
            (Some(folder), Some(file)) if file.starts_with(&folder) => Ok(text),
            _ => Err("is a link that leads out of the learner's folder".to_owned()),
        }
    }
}
