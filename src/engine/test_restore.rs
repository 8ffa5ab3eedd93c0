//! Puts an exercise's original tests back and keeps the learner's code.

use std::path::PathBuf;

use anyhow::{Context, Result};

use crate::engine::course_dir::CourseDir;
use crate::engine::files;
use crate::engine::grading::originals::Originals;
use crate::engine::starters::{back_up, nothing_kept, pristine};
use crate::exit;
use crate::model::course::Exercise;
use crate::model::progress::Progress;
use crate::model::{source, test_changes};

/// What became of an exercise's tests.
#[derive(Debug, PartialEq, Eq)]
pub enum TestsRestored {
    /// They are the original ones again.
    Done {
        /// The folder in which what was there before is kept.
        backup: PathBuf,
        /// Tests that the learner had changed beyond their own part, which went with that.
        begun_anew: Vec<String>,
    },
    /// They were already.
    AsTheyCame,
}

/// Puts the original tests back and keeps the learner's code, after a backup.
///
/// # Errors
/// There are none, they are the learner's to write, nothing was kept of them, they can't be told from the
/// learner's code, or a file cannot be read or written. Then nothing is changed.
pub fn restore_tests(
    dir: &CourseDir,
    progress: &Progress,
    exercise: &Exercise,
) -> Result<TestsRestored> {
    let name = &exercise.name;
    if exercise.has_learners_tests() {
        let message = format!("in {name} the tests are yours to write; nothing was changed");
        return Err(exit::error(exit::USAGE, message));
    }
    let original = pristine(dir, exercise).ok_or_else(|| nothing_kept(exercise))?;
    if !source::outline(&original).has_tests {
        let message = format!("{name} came without tests; nothing was changed");
        return Err(exit::error(exit::USAGE, message));
    }
    let path = dir.root.join(exercise.path());
    let current = files::read_source(&path)
        .map_err(|problem| exit::error(exit::FAILED, format!("{} {problem}", exercise.path())))?;
    // The learner's statements stay where the tests are open and nothing else was changed.
    let tests = Originals::own_copies().tests(dir, exercise, original, &current);
    let (original, begun_anew) = match tests.open {
        Some(open) => (open.fitting, open.edited),
        None => (tests.original, Vec::new()),
    };
    let restored = test_changes::restored(&original, &current).map_err(|unclear| {
        let message = format!(
            "the tests of {name} can't be put back alone, since {unclear} in {}; nothing was \
             changed. Mend that first, or reset the whole exercise",
            exercise.path()
        );
        exit::error(exit::FAILED, message)
    })?;
    let Some(text) = restored else {
        return Ok(TestsRestored::AsTheyCame);
    };
    let backup = back_up(dir, progress, &[exercise])?;
    files::write_atomic(&path, text.as_bytes())
        .with_context(|| format!("{} cannot be written", path.display()))?;
    Ok(TestsRestored::Done { backup, begun_anew })
}

/// What to say about the learner's code.
pub fn what_stays(begun_anew: &[String]) -> String {
    if begun_anew.is_empty() {
        return "your code is as it was".to_owned();
    }
    let names = begun_anew.join(", ");
    format!("your part of {names} is gone, since more than that was changed there")
}
