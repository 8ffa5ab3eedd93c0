//! Restores an exercise's original tests and keeps the learner's code.

use std::path::PathBuf;

use anyhow::{Context, Result};

use crate::engine::course_dir::CourseDir;
use crate::engine::exercise_text::{self as texts, Version};
use crate::engine::grading::originals::Originals;
use crate::engine::starters::{back_up, no_pristine_copy, pristine};
use crate::exit;
use crate::grading::edited_tests::edited_tests;
use crate::grading::package_tests::OriginalPackage;
use crate::grading::test_changes::{self, Restoration};
use crate::model::course::Exercise;
use crate::model::exercise_text;
use crate::model::module_files::ExerciseFile;
use crate::model::progress::Progress;
use crate::rust::{ItemKind, Outline, Source};

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
    let kept = pristine(dir, exercise).ok_or_else(|| no_pristine_copy(exercise))?;
    if exercise.is_package() {
        return restore_package(dir, progress, exercise, &kept);
    }
    let path = exercise.path();
    let cannot = |problem| exit::error(exit::FAILED, format!("{path} {problem}"));
    let program = |text: &str| {
        let program = exercise_text::program(exercise, &path, text, dir.package.edition());
        program.map(|program| dir.package.read(program.text))
    };
    let original = program(&kept).map_err(cannot)?;
    if !Outline::of(&original).has_tests {
        let message = format!("the original of {name} has no tests; nothing was changed");
        return Err(exit::error(exit::USAGE, message));
    }
    let current = texts::read(&dir.root, exercise, Version::Own).map_err(cannot)?;
    let now = program(&current).map_err(cannot)?;
    let blocked = |obstacle: String| {
        let message = format!(
            "the tests of {name} can't be restored alone, since {obstacle}; nothing was \
             changed. Fix that first, or reset the whole exercise"
        );
        exit::error(exit::FAILED, message)
    };
    // In open tests, the learner's statements stay if nothing else was changed.
    let tests = Originals::own_copies().tests(dir, exercise, original, &now);
    let (text, reset_tests) = if exercise.has_folder() {
        if edited_tests(tests.reference(&dir.package.crates), &now).is_empty() {
            return Ok(TestRestoration::AlreadyOriginal);
        }
        let restored = in_files(dir, &kept, &current).map_err(blocked)?;
        let again = program(&restored).map_err(cannot)?;
        if !edited_tests(tests.reference(&dir.package.crates), &again).is_empty() {
            return Err(blocked("they can't be told from your code".to_owned()));
        }
        (restored, Vec::new())
    } else {
        let (original, reset_tests) = match tests.open {
            Some(open) => (dir.package.read(open.fitting), open.edited),
            None => (tests.original, Vec::new()),
        };
        let restored = test_changes::restore(&original, &now);
        let restored = restored.map_err(|obstacle| blocked(format!("{obstacle} in {path}")))?;
        let Some(Restoration { text, .. }) = restored else {
            return Ok(TestRestoration::AlreadyOriginal);
        };
        (text, reset_tests)
    };
    let backup = back_up(dir, progress, &[exercise])?;
    texts::write(&dir.root, exercise, Version::Own, &text)
        .with_context(|| format!("{path} cannot be written"))?;
    Ok(TestRestoration::Restored {
        backup,
        reset_tests,
    })
}

/// The same for a cargo package: its tests are in files of their own and beside the code.
fn restore_package(
    dir: &CourseDir,
    progress: &Progress,
    exercise: &Exercise,
    original: &str,
) -> Result<TestRestoration> {
    let failed = |message: String| exit::error(exit::FAILED, message);
    let read = texts::read(&dir.root, exercise, Version::Own);
    let current = read.map_err(|problem| failed(format!("{} {problem}", exercise.path())))?;
    let split = |text: &str| exercise_text::split(text).unwrap_or_default();
    let (originals, learners) = (split(original), split(&current));
    let package = OriginalPackage {
        files: &originals,
        solution: &[],
        edition: dir.package.edition(),
    };
    if package.edited(&learners).is_empty() {
        return Ok(TestRestoration::AlreadyOriginal);
    }
    let restored = package.restored(&learners).map_err(|obstacle| {
        let name = &exercise.name;
        failed(format!(
            "the tests of {name} can't be restored alone, since {obstacle}; nothing was changed. \
             Fix that first, or reset the whole exercise"
        ))
    })?;
    let backup = back_up(dir, progress, &[exercise])?;
    texts::write(
        &dir.root,
        exercise,
        Version::Own,
        &exercise_text::join(&restored),
    )
    .with_context(|| format!("{} cannot be written", exercise.path()))?;
    Ok(TestRestoration::Restored {
        backup,
        reset_tests: Vec::new(),
    })
}

/// The learner's text of a folder with the original tests in each file. A file that the original
/// has for tests alone comes back as a whole.
///
/// # Errors
/// What's in the way.
fn in_files(dir: &CourseDir, original: &str, current: &str) -> Result<String, String> {
    let split = |text: &str| exercise_text::split(text).ok_or("its files are lost");
    let (originals, mut files) = (split(original)?, split(current)?);
    let read = |text: &str| dir.package.read(text);
    let of_tests = test_files(&originals, read);
    for original in originals {
        let has_tests = || Outline::of(&read(&original.text)).has_tests;
        let now = files.iter_mut().find(|file| file.path == original.path);
        match now {
            Some(now) if of_tests.contains(&original.path) => now.text = original.text,
            Some(now) => {
                let restored = test_changes::restore(&read(&original.text), &read(&now.text));
                let restored = restored.map_err(|what| format!("{what} in {}", now.path))?;
                now.text = restored.map_or_else(|| now.text.clone(), |restored| restored.text);
            }
            None if has_tests() || of_tests.contains(&original.path) => files.push(original),
            None => {}
        }
    }
    Ok(exercise_text::join(&files))
}

/// The paths of files that are modules for tests alone: `#[cfg(test)] mod tests;`.
fn test_files(files: &[ExerciseFile], read: impl Fn(&str) -> Source) -> Vec<String> {
    let mut found = Vec::new();
    for file in files {
        let source = read(&file.text);
        let folder = match file.path.rsplit_once('/') {
            Some((folder, "mod.rs")) => format!("{folder}/"),
            None if ["main.rs", "lib.rs"].contains(&file.path.as_str()) => String::new(),
            _ => format!("{}/", file.path.trim_end_matches(".rs")),
        };
        let items = source.items(source.all()).into_iter();
        let modules = items.filter(|item| item.kind == ItemKind::Module && item.body.is_none());
        let names = modules
            .filter(|it| it.is_test_code(&source))
            .filter_map(|it| it.name);
        found.extend(names.flat_map(|name| {
            [
                format!("{folder}{name}.rs"),
                format!("{folder}{name}/mod.rs"),
            ]
        }));
    }
    found
}

/// Says what became of the learner's code, as a clause of a sentence.
pub fn describe_kept_code(reset_tests: &[String]) -> String {
    if reset_tests.is_empty() {
        return "your code hasn't changed".to_owned();
    }
    let names = reset_tests.join(", ");
    format!("your part of {names} is gone, because more than that part was changed")
}
