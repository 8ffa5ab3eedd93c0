//! The exercises as they came: pristine copies, resets and their undoing.
//!
//! A reset moves what the learner wrote into `.rustlings-like/backups/NUMBER/`, where `undo`
//! finds it. Nothing in `backups` is ever removed by this program.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};

use crate::engine::course_dir::CourseDir;
use crate::engine::{embedded, files};
use crate::exit;
use crate::model::course::Exercise;
use crate::model::progress::{Change, Progress, Record};

/// Where the pristine copy of an exercise is kept.
pub fn pristine_path(state_folder: &Path, exercise: &Exercise) -> PathBuf {
    state_folder.join("pristine").join(exercise.path())
}

/// The exercise as it came: the copy that was kept, else the built-in one.
pub fn pristine(dir: &CourseDir, exercise: &Exercise) -> Option<String> {
    let kept = fs::read_to_string(pristine_path(&dir.state_folder(), exercise)).ok();
    let built_in = || {
        let is_ours = dir.course.id.as_deref() == Some(embedded::ID);
        embedded::starter(exercise).filter(|_| is_ours)
    };
    kept.or_else(|| built_in().map(str::to_owned))
}

/// Keeps a pristine copy of every exercise that has none. Called before a learner works in
/// a course for the first time. Failing to do so only means that `reset` has less to offer.
pub fn keep_pristine(dir: &CourseDir) {
    let state = dir.state_folder();
    for exercise in &dir.course.exercises {
        let path = pristine_path(&state, exercise);
        if path.exists() {
            continue;
        }
        if let Ok(text) = files::read_source(&dir.root.join(exercise.path())) {
            let _ = files::write_atomic(&path, text.as_bytes());
        }
    }
}

/// What a reset did.
#[derive(Debug, PartialEq, Eq)]
pub struct ResetDone {
    /// The exercises that were put back.
    pub names: Vec<String>,
    /// The folder with what was there before; `None` if none of the files was there.
    pub backup: Option<PathBuf>,
}

#[derive(Serialize, Deserialize)]
struct BackupNote {
    exercises: Vec<BackedUp>,
}

#[derive(Serialize, Deserialize)]
struct BackedUp {
    name: String,
    path: String,
    record: Option<Record>,
    /// Whether there was a file at all.
    had_file: bool,
}

/// Puts exercises back to their start, after a backup of all of them.
///
/// # Errors
/// An exercise has no pristine copy, or a file cannot be written. Before the first file is
/// changed the backup is complete.
pub fn reset(dir: &CourseDir, progress: &Progress, exercises: &[&Exercise]) -> Result<ResetDone> {
    let originals: Vec<(&Exercise, String)> = exercises
        .iter()
        .map(|exercise| {
            Ok((
                *exercise,
                pristine(dir, exercise).ok_or_else(|| nothing_kept(exercise))?,
            ))
        })
        .collect::<Result<_>>()?;
    let had_file = |exercise: &&Exercise| dir.root.join(exercise.path()).is_file();
    let is_backed_up = exercises.iter().any(had_file);
    let backup = back_up(dir, progress, exercises)?;
    if !is_backed_up {
        // There is nothing that `undo` could bring back.
        files::write_atomic(&backup.join(UNDONE), b"held no file\n")?;
    }
    for (exercise, text) in &originals {
        let path = dir.root.join(exercise.path());
        files::write_atomic(&path, text.as_bytes())
            .with_context(|| format!("{} cannot be written", path.display()))?;
    }
    Ok(ResetDone {
        names: exercises.iter().map(|e| e.name.clone()).collect(),
        backup: is_backed_up.then_some(backup),
    })
}

pub(super) fn nothing_kept(exercise: &Exercise) -> anyhow::Error {
    exit::error(
        exit::MACHINE,
        format!(
            "no original of {} was kept, so it cannot be reset; git may have one",
            exercise.name
        ),
    )
}

/// Copies the files and what is known of them into a new backup folder.
pub(super) fn back_up(
    dir: &CourseDir,
    progress: &Progress,
    exercises: &[&Exercise],
) -> Result<PathBuf> {
    let folder = new_backup(dir)?;
    let mut note = BackupNote {
        exercises: Vec::new(),
    };
    for exercise in exercises {
        let source = dir.root.join(exercise.path());
        let target = folder.join(exercise.path());
        let had_file = source.is_file();
        if had_file {
            let content = fs::read(&source)?;
            files::write_atomic(&target, &content)
                .with_context(|| format!("no backup can be written to {}", target.display()))?;
        }
        note.exercises.push(BackedUp {
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
const UNDONE: &str = "undone";

/// Said where somebody undoes more resets than there were.
pub const NOTHING_TO_UNDO: &str = "There is no reset to undo.";

/// A folder whose number is higher than that of every other one.
fn new_backup(dir: &CourseDir) -> Result<PathBuf> {
    let folder = dir.state_folder().join("backups");
    fs::create_dir_all(&folder)
        .with_context(|| format!("no backup can be kept in {}", folder.display()))?;
    let mut number = numbers(&folder).last().map_or(1, |last| last + 1);
    loop {
        let candidate = folder.join(format!("{number:04}"));
        match fs::create_dir(&candidate) {
            Ok(()) => return Ok(candidate),
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => number += 1,
            Err(error) => return Err(error.into()),
        }
    }
}

fn numbers(folder: &Path) -> Vec<u32> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut numbers: Vec<u32> = entries
        .filter_map(|entry| entry.file_name().to_str()?.parse().ok())
        .collect();
    numbers.sort_unstable();
    numbers
}

/// What undoing a reset brought back.
pub struct Undone {
    /// The names of the exercises.
    pub names: Vec<String>,
    /// What to change in the progress.
    pub changes: Vec<Change>,
}

/// Undoes the last reset that was not undone yet; `None` if there is none. What the files
/// held just before is kept in a backup of its own.
///
/// # Errors
/// A backup cannot be read, or a file cannot be written.
pub fn undo(dir: &CourseDir, progress: &Progress) -> Result<Option<Undone>> {
    let folder = dir.state_folder().join("backups");
    let last = numbers(&folder)
        .into_iter()
        .rev()
        .map(|number| folder.join(format!("{number:04}")))
        .find(|backup| backup.join(NOTE).is_file() && !backup.join(UNDONE).exists());
    let Some(last) = last else {
        return Ok(None);
    };
    let note: BackupNote = serde_json::from_str(&fs::read_to_string(last.join(NOTE))?)
        .with_context(|| format!("{} is damaged", last.join(NOTE).display()))?;
    let names: Vec<String> = note.exercises.iter().map(|e| e.name.clone()).collect();
    let touched: Vec<&Exercise> = dir
        .course
        .exercises
        .iter()
        .filter(|e| names.contains(&e.name))
        .collect();
    let before = back_up(dir, progress, &touched)?;
    files::write_atomic(&before.join(UNDONE), b"made by undo\n")?;
    let mut changes = Vec::new();
    for exercise in note.exercises {
        changes.extend(restore(dir, &last, exercise)?);
    }
    files::write_atomic(&last.join(UNDONE), b"undone\n")?;
    Ok(Some(Undone { names, changes }))
}

fn restore(dir: &CourseDir, backup: &Path, exercise: BackedUp) -> Result<Option<Change>> {
    if exercise.had_file {
        let content = fs::read(backup.join(&exercise.path))
            .with_context(|| format!("the backup of {} cannot be read", exercise.name))?;
        files::write_atomic(&dir.root.join(&exercise.path), &content)?;
    }
    Ok(exercise.record.map(|record| Change::Restored {
        name: exercise.name,
        record: Box::new(record),
    }))
}
