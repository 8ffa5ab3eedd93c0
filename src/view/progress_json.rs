//! `progress --format json`, as docs/json.md describes it.

use serde::Serialize;

use crate::model::course::{Course, Exercise};
use crate::model::progress::Progress;

/// `progress` alone is the schema of the progress file.
const SCHEMA: &str = "rustlings-like/progress-report/v1";

#[derive(Serialize)]
struct ProgressDocument<'a> {
    schema: &'static str,
    course: Option<&'a str>,
    current: &'a str,
    done: usize,
    total: usize,
    chapters: Vec<Chapter<'a>>,
    codes: Vec<CodeEntry>,
}

#[derive(Serialize)]
struct Chapter<'a> {
    name: &'a str,
    done: usize,
    total: usize,
    failed_attempts: u32,
    hints_seen: usize,
    exercises: Vec<ProgressEntry<'a>>,
}

#[derive(Serialize)]
struct ProgressEntry<'a> {
    name: &'a str,
    done: bool,
    passed_at: Option<u64>,
    failed_attempts: u32,
    hints_seen: usize,
}

#[derive(Serialize)]
struct CodeEntry {
    code: String,
    met: u32,
    beaten: bool,
}

/// The progress as indented JSON that ends with a line break.
pub fn document(course: &Course, progress: &Progress) -> String {
    let chapters = course.chapters().into_iter();
    let codes = progress.codes().into_iter();
    let document = ProgressDocument {
        schema: SCHEMA,
        course: course.id.as_deref(),
        current: &course.exercises[progress.current_index(course)].name,
        done: progress.count_done(course),
        total: course.exercises.len(),
        chapters: chapters
            .map(|(name, members)| chapter(course, progress, name, &members))
            .collect(),
        codes: codes
            .map(|(code, (met, beaten))| CodeEntry { code, met, beaten })
            .collect(),
    };
    // Text and numbers always serialise.
    serde_json::to_string_pretty(&document).unwrap_or_default() + "\n"
}

fn chapter<'a>(
    course: &'a Course,
    progress: &Progress,
    name: &'a str,
    members: &[usize],
) -> Chapter<'a> {
    let exercises = members.iter().map(|index| &course.exercises[*index]);
    let exercises: Vec<ProgressEntry> = exercises.map(|e| entry(e, progress)).collect();
    Chapter {
        name,
        done: exercises.iter().filter(|e| e.done).count(),
        total: exercises.len(),
        failed_attempts: exercises.iter().map(|e| e.failed_attempts).sum(),
        hints_seen: exercises.iter().map(|e| e.hints_seen).sum(),
        exercises,
    }
}

fn entry<'a>(exercise: &'a Exercise, progress: &Progress) -> ProgressEntry<'a> {
    let record = progress.record(&exercise.name);
    ProgressEntry {
        name: &exercise.name,
        done: progress.is_done(&exercise.name),
        passed_at: record.and_then(|r| r.passed_at),
        failed_attempts: record.map_or(0, |r| r.attempts),
        hints_seen: record.map_or(0, |r| r.hints_seen),
    }
}
