//! `progress --format json`, as docs/json.md describes it.

use serde::Serialize;

use crate::model::course::{Course, Exercise};
use crate::model::journal::{CodeHistory, History};
use crate::model::progress::Progress;
use crate::model::timestamp;

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
    journal: Option<JournalEntry<'a>>,
}

/// What the journal tells, with what only the progress file knows.
#[derive(Serialize)]
struct JournalEntry<'a> {
    since: String,
    active_seconds: u64,
    skipped_lines: usize,
    chapters: Vec<ChapterTime<'a>>,
    exercises: Vec<ExerciseWork<'a>>,
    codes: Vec<CodeEntry>,
    days: Vec<Day>,
}

#[derive(Serialize)]
struct ChapterTime<'a> {
    name: &'a str,
    active_seconds: u64,
}

#[derive(Serialize)]
struct ExerciseWork<'a> {
    name: &'a str,
    active_seconds: u64,
    checks: u32,
    failed_attempts: u32,
    hints_seen: usize,
    resets: u32,
    passed_at: Option<u64>,
    codes: Vec<CodeEntry>,
}

#[derive(Serialize)]
struct Day {
    day: String,
    active_seconds: u64,
    checks: u32,
    passed: u32,
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

/// The progress as indented JSON that ends with a line break. If there's a journal, its history comes
/// with the number of its lines that can't be read.
pub fn document(
    course: &Course,
    progress: &Progress,
    history: Option<(&History, usize)>,
) -> String {
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
        journal: history.map(|(history, skipped)| journal(course, history, skipped)),
    };
    // Text and numbers always serialise.
    serde_json::to_string_pretty(&document).unwrap_or_default() + "\n"
}

fn journal<'a>(course: &'a Course, history: &'a History, skipped: usize) -> JournalEntry<'a> {
    let chapters = course.chapters().into_iter().map(|(name, members)| {
        let members = members.iter().map(|index| &course.exercises[*index].name);
        let times = members.map(|name| history.exercise(name).active_seconds);
        ChapterTime {
            name,
            active_seconds: times.sum(),
        }
    });
    let exercises = course.exercises.iter().filter_map(|exercise| {
        let work = history.exercises.get(&exercise.name)?;
        Some(ExerciseWork {
            name: &exercise.name,
            active_seconds: work.active_seconds,
            checks: work.checks,
            failed_attempts: work.failed_versions,
            hints_seen: work.highest_hint,
            resets: work.resets,
            passed_at: work.passed_at,
            codes: work.codes.iter().map(code_entry).collect(),
        })
    });
    let days = history.days.iter().map(|(day, work)| Day {
        day: timestamp::date(*day),
        active_seconds: work.active_seconds,
        checks: work.checks,
        passed: work.passed,
    });
    JournalEntry {
        since: timestamp::to_rfc3339(history.since),
        active_seconds: history.active_seconds(),
        skipped_lines: skipped,
        chapters: chapters.collect(),
        exercises: exercises.collect(),
        codes: history.codes().iter().map(code_entry).collect(),
        days: days.collect(),
    }
}

fn code_entry((code, found): (impl ToString, &CodeHistory)) -> CodeEntry {
    CodeEntry {
        code: code.to_string(),
        met: found.met,
        beaten: found.is_beaten,
    }
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
