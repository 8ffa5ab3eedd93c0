//! What a folder in which a learner works tells of the learner's work.

use std::collections::BTreeSet;

use anyhow::Result;

use crate::engine::course_dir::CourseDir;
use crate::engine::exercise_text::{self, Version};
use crate::engine::journal::JournalFiles;
use crate::engine::progress_store::ProgressStore;
use crate::engine::{files, starters};
use crate::model::journal::{History, JournalEvent};
use crate::model::pack::{self, ExerciseWork, Pack, PackFile, PackHead, PackLevel};

/// A pack, and what isn't in it.
#[derive(Debug)]
pub struct Packed {
    /// The pack.
    pub pack: Pack,
    /// A sentence for each thing that can't be read.
    pub problems: Vec<String>,
}

/// Packs the work in a folder. Nothing in the folder changes.
///
/// # Errors
/// A newer version of this program wrote the progress.
pub fn pack(dir: &CourseDir, learner: &str, level: PackLevel) -> Result<Packed> {
    let state = dir.state_folder();
    let loaded = ProgressStore::new(state.clone()).load(&dir.course)?;
    let journal = JournalFiles::new(state).read();
    let mut problems: Vec<String> = loaded.notice.into_iter().collect();
    problems.extend(journal.problems);
    let events = journal.lines.events;
    let history = History::of(&dir.course, &loaded.progress, &events);
    let mut work: Vec<ExerciseWork> = history
        .exercises
        .iter()
        .map(|(name, history)| ExerciseWork::new(name, history))
        .collect();
    if level < PackLevel::Timeline {
        work = work.into_iter().map(ExerciseWork::without_times).collect();
    }
    let files = match level {
        PackLevel::Code => {
            let is_passed = |name: &str| loaded.progress.is_done(name);
            code(dir, is_passed, &mut problems)
        }
        _ => Vec::new(),
    };
    let head = PackHead {
        schema: pack::SCHEMA.to_owned(),
        learner: learner.to_owned(),
        level,
        course: dir.course.id.clone(),
        originals: originals_digest(dir),
        tool: env!("CARGO_PKG_VERSION").to_owned(),
        made_at: files::now(),
    };
    let events = match level {
        PackLevel::Summary => Vec::new(),
        _ => known_events(dir, events),
    };
    Ok(Packed {
        pack: Pack {
            head,
            work,
            events,
            files,
        },
        problems,
    })
}

/// The digest of the original exercises of a course in which a learner works.
pub fn originals_digest(dir: &CourseDir) -> String {
    let exercises = dir.course.exercises.iter();
    let texts = exercises.map(|it| (it.name.as_str(), starters::pristine(dir, it)));
    let texts: Vec<(&str, String)> = texts
        .map(|(name, text)| (name, text.unwrap_or_default()))
        .collect();
    pack::originals_digest(texts.iter().map(|(name, text)| (*name, text.as_str())))
}

/// The events as they are, without what this version doesn't know.
fn known_events(dir: &CourseDir, events: Vec<JournalEvent>) -> Vec<JournalEvent> {
    let exercises = dir.course.exercises.iter();
    let names: BTreeSet<&str> = exercises
        .flat_map(|it| {
            it.aliases
                .iter()
                .map(String::as_str)
                .chain([it.name.as_str()])
        })
        .collect();
    let is_known = |event: &JournalEvent| names.contains(event.exercise.as_str());
    let events = events.into_iter().filter(is_known);
    let without_schema = events.map(|event| JournalEvent {
        schema: None,
        ..event
    });
    without_schema.take(pack::MOST_EVENTS).collect()
}

/// The exercises that differ from their originals, and those that pass as they began.
fn code(
    dir: &CourseDir,
    is_passed: impl Fn(&str) -> bool,
    problems: &mut Vec<String>,
) -> Vec<PackFile> {
    let mut found = Vec::new();
    let mut bytes: usize = 0;
    for exercise in &dir.course.exercises {
        let path = exercise.path();
        let text = match exercise_text::read(&dir.root, exercise, Version::Own) {
            Ok(text) => text,
            Err(what) => {
                problems.push(format!("{path} {what}"));
                continue;
            }
        };
        let is_original = || starters::pristine(dir, exercise).is_some_and(|it| it == text);
        if !is_passed(&exercise.name) && is_original() {
            continue;
        }
        bytes = bytes.saturating_add(text.len());
        if bytes > pack::MOST_CODE || found.len() >= pack::MOST_FILES {
            bytes -= text.len();
            problems.push(format!(
                "{path} is left out: a pack has room for 1 MiB of code"
            ));
            continue;
        }
        found.push(PackFile {
            exercise: exercise.name.clone(),
            text,
        });
    }
    found
}
