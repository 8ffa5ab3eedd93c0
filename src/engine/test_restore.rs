//! Restores an exercise's original tests and keeps the learner's code.

use std::path::PathBuf;

use anyhow::{Context, Result};

use crate::engine::course_dir::CourseDir;
use crate::engine::files;
use crate::engine::grading::originals::Originals;
use crate::engine::starters::{back_up, no_pristine_copy, pristine};
use crate::exit;
use crate::grading::test_changes::{self, Restoration};
use crate::model::course::Exercise;
use crate::model::progress::Progress;
use crate::rust::Outline;

/// What restoring an exercise's tests did.
#[derive(Debug, PartialEq, Eq)]
pub enum TestRestoration {
    /// The original tests are back.
    Restored {
        /// The folder with the learner's version.
        backup: PathBuf,
        /// Open tests that lost the learner's part, since more than that part was changed.
        reset_tests: Vec<String>,
    },
    /// The tests were the original ones already.
    AlreadyOriginal,
}

/// Restores the original tests and keeps the learner's code, after a backup.
///
/// # Errors
/// The exercise has no tests, its tests are the learner's to write, there's no copy of the
/// original, the tests can't be told from the learner's code, or a file can't be read or
/// written. In all these cases nothing is changed.
pub fn restore_tests(
    dir: &CourseDir,
    progress: &Progress,
    exercise: &Exercise,
) -> Result<TestRestoration> {
    let name = &exercise.name;
    if exercise.has_learners_tests() {
        let message = format!("the tests of {name} are yours to write; nothing was changed");
        return Err(exit::error(exit::USAGE, message));
    }
    let original = pristine(dir, exercise).ok_or_else(|| no_pristine_copy(exercise))?;
    if !Outline::of(&dir.package.read(original.as_str())).has_tests {
        let message = format!("the original of {name} has no tests; nothing was changed");
        return Err(exit::error(exit::USAGE, message));
    }
    let path = dir.root.join(exercise.path());
    let current = files::read_source(&path)
        .map_err(|problem| exit::error(exit::FAILED, format!("{} {problem}", exercise.path())))?;
    // In open tests, the learner's statements stay if nothing else was changed.
    let read = |text: &str| dir.package.read(text);
    let (original, now) = (read(&original), read(&current));
    let tests = Originals::own_copies().tests(dir, exercise, original, &now);
    let (original, reset_tests) = match tests.open {
        Some(open) => (read(&open.fitting), open.edited),
        None => (tests.original, Vec::new()),
    };
    let restored = test_changes::restore(&original, &now).map_err(|obstacle| {
        let message = format!(
            "the tests of {name} can't be restored alone, since {obstacle} in {}; nothing was \
             changed. Fix that first, or reset the whole exercise",
            exercise.path()
        );
        exit::error(exit::FAILED, message)
    })?;
    let Some(Restoration { text, .. }) = restored else {
        return Ok(TestRestoration::AlreadyOriginal);
    };
    let backup = back_up(dir, progress, &[exercise])?;
    files::write_atomic(&path, text.as_bytes())
        .with_context(|| format!("{} cannot be written", path.display()))?;
    Ok(TestRestoration::Restored {
        backup,
        reset_tests,
    })
}

/// Says what became of the learner's code, as a clause of a sentence.
pub fn describe_kept_code(reset_tests: &[String]) -> String {
    if reset_tests.is_empty() {
        return "your code hasn't changed".to_owned();
    }
    let names = reset_tests.join(", ");
    format!("your part of {names} is gone, because more than that part was changed")
}
