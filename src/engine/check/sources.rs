//! Where the files that are checked are, and what they hold.

use std::borrow::Cow;
use std::path::{Path, PathBuf};

use crate::engine::check::{CheckRequest, Checker};
use crate::engine::{exercise_text, files};
use crate::model::course::Exercise;

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
        self.refuse_link(&file)?;
        Ok(text)
    }

    /// The text of an exercise, which may have several files, with the same rule.
    pub(super) fn read_exercise(
        &self,
        exercise: &Exercise,
        request: CheckRequest,
    ) -> Result<String, String> {
        let sources = self.grading.sources(&self.dir.root);
        let allow = |file: &Path| self.refuse_link(file);
        let exercise = self.as_found(exercise);
        exercise_text::read_with(sources, &exercise, request.version(), &allow)
    }

    /// The exercise with the file that it has in a folder that's graded, which may be of an older course.
    pub(super) fn as_found<'e>(&self, exercise: &'e Exercise) -> Cow<'e, Exercise> {
        let graded = self.grading.sources.as_deref();
        let moved = graded.and_then(|folder| exercise_text::find_moved(folder, exercise));
        moved.map_or(Cow::Borrowed(exercise), Cow::Owned)
    }

    fn refuse_link(&self, file: &Path) -> Result<(), String> {
        let real = |path: &Path| std::fs::canonicalize(path).ok();
        let Some(folder) = &self.grading.sources else {
            return Ok(());
        };
        match (real(folder), real(file)) {
            (Some(folder), Some(file)) if file.starts_with(&folder) => Ok(()),
            _ => Err("is a link that leads out of the learner's folder".to_owned()),
        }
    }
}
