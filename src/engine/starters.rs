//! The original exercises: pristine copies, resets and undo.
//!
//! A reset keeps what the learner wrote in `.rustlings-like/backups/NUMBER/`, where `undo`
//! finds it. This program never removes anything from `backups`.

use std::borrow::Cow;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};

use crate::engine::course_dir::CourseDir;
use crate::engine::exercise_text::{self, Version};
use crate::engine::ordinary_file::{self, LONGEST_TEXT, Links};
use crate::engine::{embedded, files};
use crate::exit;
use crate::model::course::Exercise;
use crate::model::progress::{ExerciseRecord, Progress, ProgressChange};

/// The pristine copy of an exercise.
pub fn pristine_copy(state_folder: &Path, exercise: &Exercise) -> Option<String> {
    exercise_text::read_kept(
        &exercise_text::pristine_folder(state_folder),
        exercise,
        Version::Own,
    )
}

/// The original text of an exercise: its pristine copy, or the built-in starter.
pub fn pristine(dir: &CourseDir, exercise: &Exercise) -> Option<String> {
    let built_in = || {
        let is_ours = dir.course.id.as_deref() == Some(embedded::ID);
        embedded::starter(exercise).filter(|_| is_ours)
    };
    let kept = pristine_copy(&dir.state_folder(), exercise);
    kept.or_else(|| built_in().map(Cow::into_owned))
}

/// Makes a pristine copy of every exercise that has none, before a learner works in a course
/// for the first time. If that fails, `reset` just has less to offer.
pub fn keep_pristine(dir: &CourseDir) {
    let folder = exercise_text::pristine_folder(&dir.state_folder());
    for exercise in &dir.course.exercises {
        if folder.join(exercise.path()).exists() {
            continue;
        }
        if let Ok(text) = exercise_text::read(&dir.root, exercise, Version::Own) {
            let _ = exercise_text::write(&folder, exercise, Version::Own, &text);
        }
    }
}

/// What a reset did.
#[derive(Debug, PartialEq, Eq)]
pub struct ResetResult {
    /// The exercises that were reset.
    pub names: Vec<String>,
    /// The folder with the learner's versions; `None` if there were no files to back up.
    pub backup: Option<PathBuf>,
}

#[derive(Serialize, Deserialize)]
struct BackupNote {
    exercises: Vec<BackupEntry>,
}

#[derive(Serialize, Deserialize)]
struct BackupEntry {
    name: String,
    path: String,
    record: Option<ExerciseRecord>,
    /// Whether the exercise had a file.
    had_file: bool,
}

/// Resets exercises to their start, after a backup of all of them.
///
/// # Errors
/// An exercise has no pristine copy, or a file can't be written. The backup is complete before
/// the first file changes.
pub fn reset(dir: &CourseDir, progress: &Progress, exercises: &[&Exercise]) -> Result<ResetResult> {
    let originals: Vec<(&Exercise, String)> = exercises
        .iter()
        .map(|exercise| {
            Ok((
                *exercise,
                pristine(dir, exercise).ok_or_else(|| no_pristine_copy(exercise))?,
            ))
        })
        .collect::<Result<_>>()?;
    let has_files = |exercise: &&Exercise| {
        let paths = exercise_text::paths_below(&dir.root, exercise);
        paths.is_ok_and(|paths| !paths.is_empty())
    };
    let is_backed_up = exercises.iter().any(has_files);
    let backup = back_up(dir, progress, exercises)?;
    if !is_backed_up {
        // `undo` would have nothing to bring back.
        files::write_atomic(&backup.join(UNDONE_MARK), b"held no file\n")?;
    }
    for (exercise, text) in &originals {
        let path = dir.root.join(exercise.path());
        exercise_text::write(&dir.root, exercise, Version::Own, text)
            .with_context(|| format!("{} cannot be written", path.display()))?;
    }
    Ok(ResetResult {
        names: exercises.iter().map(|e| e.name.clone()).collect(),
        backup: is_backed_up.then_some(backup),
    })
}

pub(super) fn no_pristine_copy(exercise: &Exercise) -> anyhow::Error {
    exit::error(
        exit::MACHINE,
        format!(
            "there is no original copy of {}, so it cannot be reset; git may have one",
            exercise.name
        ),
    )
}

/// Copies the exercises' files and progress into a new backup folder.
pub(super) fn back_up(
    dir: &CourseDir,
    progress: &Progress,
    exercises: &[&Exercise],
) -> Result<PathBuf> {
    let folder = make_backup_folder(dir)?;
    let mut note = BackupNote {
        exercises: Vec::new(),
    };
    for exercise in exercises {
        let target = folder.join(exercise.path());
        let had_file = exercise_text::copy(&dir.root, &folder, exercise)
            .with_context(|| format!("no backup can be written to {}", target.display()))?;
        note.exercises.push(BackupEntry {
            name: exercise.name.clone(),
            path: exercise.path(),
            record: progress.record(&exercise.name).cloned(),
            had_file,
        });
    }
    let text = serde_json::to_string_pretty(&note)?;
    files::write_atomic(&folder.join(NOTE), text.as_bytes())?;
    Ok(folder)
}

const NOTE: &str = "backup.json";
/// A file of this name marks a backup that `undo` skips.
const UNDONE_MARK: &str = "undone";

/// The answer to `undo` when there is no reset left to undo.
pub const NOTHING_TO_UNDO: &str = "There is no reset to undo.";

/// Makes a backup folder with the next free number.
fn make_backup_folder(dir: &CourseDir) -> Result<PathBuf> {
    let folder = dir.state_folder().join("backups");
    fs::create_dir_all(&folder)
        .with_context(|| format!("no backup can be kept in {}", folder.display()))?;
    let mut number = backup_numbers(&folder).last().map_or(1, |last| last + 1);
    loop {
        let candidate = folder.join(format!("{number:04}"));
        match fs::create_dir(&candidate) {
            Ok(()) => return Ok(candidate),
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => number += 1,
            Err(error) => return Err(error.into()),
        }
    }
}

fn backup_numbers(folder: &Path) -> Vec<u32> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut numbers: Vec<u32> = entries
        .filter_map(|entry| entry.file_name().to_str()?.parse().ok())
        .collect();
    numbers.sort_unstable();
    numbers
}

/// What undoing a reset brought back.
pub struct UndoResult {
    /// The names of the exercises.
    pub names: Vec<String>,
    /// The changes to apply to the progress.
    pub changes: Vec<ProgressChange>,
}

/// Undoes the last reset that hasn't been undone; `None` if there is none. The files get a
/// backup first.
///
/// # Errors
/// A backup can't be read, or a file can't be written.
pub fn undo(dir: &CourseDir, progress: &Progress) -> Result<Option<UndoResult>> {
    let folder = dir.state_folder().join("backups");
    let last = backup_numbers(&folder)
        .into_iter()
        .rev()
        .map(|number| folder.join(format!("{number:04}")))
        .find(|backup| backup.join(NOTE).is_file() && !backup.join(UNDONE_MARK).exists());
    let Some(last) = last else {
        return Ok(None);
    };
    let note: BackupNote = serde_json::from_str(&ordinary_file::read_text(last.join(NOTE))?)
        .with_context(|| format!("{} is damaged", last.join(NOTE).display()))?;
    let names: Vec<String> = note.exercises.iter().map(|e| e.name.clone()).collect();
    let touched: Vec<&Exercise> = dir
        .course
        .exercises
        .iter()
        .filter(|e| names.contains(&e.name))
        .collect();
    let before = back_up(dir, progress, &touched)?;
    files::write_atomic(&before.join(UNDONE_MARK), b"made by undo\n")?;
    let mut changes = Vec::new();
    for exercise in note.exercises {
        changes.extend(restore(dir, &last, exercise)?);
    }
    files::write_atomic(&last.join(UNDONE_MARK), b"undone\n")?;
    Ok(Some(UndoResult { names, changes }))
}

fn restore(
    dir: &CourseDir,
    backup: &Path,
    exercise: BackupEntry,
) -> Result<Option<ProgressChange>> {
    let mut folders = dir.course.exercises.iter().filter(|e| e.has_folder());
    let folder = folders.find(|e| e.name == exercise.name && e.path() == exercise.path);
    if let Some(folder) = folder.filter(|_| exercise.had_file) {
        exercise_text::copy(backup, &dir.root, folder)
            .with_context(|| format!("the backup of {} cannot be read", exercise.name))?;
    } else if exercise.had_file {
        let kept = backup.join(&exercise.path);
        let content = ordinary_file::read(&kept, Links::Follow, LONGEST_TEXT)
            .with_context(|| format!("the backup of {} cannot be read", exercise.name))?;
        files::write_atomic(&dir.root.join(&exercise.path), &content)?;
    }
    Ok(exercise.record.map(|record| ProgressChange::Restored {
        name: exercise.name,
        record: Box::new(record),
    }))
}
