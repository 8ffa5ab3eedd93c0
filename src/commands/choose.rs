//! From the arguments of `verify` to the exercises that it checks.

use std::collections::BTreeSet;
use std::path::Path;

use anyhow::Result;
use glob::{MatchOptions, Pattern};

use crate::commands::args::VerifyArgs;
use crate::commands::context::OpenCourse;
use crate::engine::exercise_text::{self, Version};
use crate::engine::{files, git};
use crate::exit;
use crate::model::course::Exercise;
use crate::model::selection::{self, Selection};

/// The exercises that a run checks.
pub struct ChosenExercises<'a> {
    /// The exercises in the course's order, each with its position in the course from 1.
    pub exercises: Vec<(usize, &'a Exercise)>,
    /// The digest of the whole choice before partitioning. All parts of one run share it.
    pub digest: String,
}

/// Chooses the exercises. `--changed` looks for changed files in `sources`.
///
/// # Errors
/// A name, pattern, chapter or revision doesn't exist: exit code 2.
pub fn choose<'a>(
    opened: &'a OpenCourse,
    args: &VerifyArgs,
    sources: &Path,
) -> Result<ChosenExercises<'a>> {
    let selection = Selection {
        names: resolve(&args.names, |name| find_named(opened, name))?,
        chapters: resolve(&args.chapter, |word| find_chapters(opened, word))?,
        paths: match &args.changed {
            Some(revision) => {
                let exercises = opened.dir.course.exercises.iter();
                let paths_of = |exercise| {
                    let paths = all_paths(opened, exercise, args.solutions, sources);
                    (exercise, paths)
                };
                let paths: Vec<(&Exercise, Vec<String>)> = exercises.map(paths_of).collect();
                let all: Vec<String> = paths.iter().flat_map(|(_, paths)| paths.clone()).collect();
                let changed = git::changed(sources, revision, &all)?;
                let has_changed = |paths: &[String]| paths.iter().any(|it| changed.contains(it));
                let found = paths.iter().filter(|(_, paths)| has_changed(paths));
                Some(found.map(|(it, _)| path(it, args.solutions)).collect())
            }
            None => None,
        },
        partition: None,
    };
    let of = |selection: &Selection| {
        let path = |exercise: &Exercise| path(exercise, args.solutions);
        selection.of(&opened.dir.course, path)
    };
    let all: Vec<String> = of(&selection)
        .iter()
        .map(|(_, exercise)| path(exercise, args.solutions))
        .collect();
    let part = Selection {
        partition: args.partition,
        ..selection
    };
    Ok(ChosenExercises {
        exercises: of(&part),
        digest: files::digest(all.join("\n").as_bytes()),
    })
}

/// The exercises that names and patterns match, each once, in the order in which they're
/// named. Without names, the current exercise.
///
/// # Errors
/// A name or pattern matches nothing: exit code 2.
pub fn in_order<'a>(opened: &'a OpenCourse, words: &[String]) -> Result<Vec<&'a Exercise>> {
    if words.is_empty() {
        return Ok(vec![opened.exercise(None)?]);
    }
    let mut chosen: Vec<&Exercise> = Vec::new();
    for word in words {
        for name in find_named(opened, word)? {
            if chosen.iter().all(|exercise| exercise.name != name) {
                chosen.push(opened.exercise(Some(&name))?);
            }
        }
    }
    Ok(chosen)
}

/// The path of the file to check: the exercise's own, or its solution's.
pub fn path(exercise: &Exercise, solution: bool) -> String {
    if solution {
        exercise.solution_path()
    } else {
        exercise.path()
    }
}

/// The paths of all files of an exercise or its solution, also of those that the original has and that
/// may be gone.
fn all_paths(
    opened: &OpenCourse,
    exercise: &Exercise,
    solution: bool,
    sources: &Path,
) -> Vec<String> {
    let version = if solution {
        Version::Solution
    } else {
        Version::Own
    };
    let originals = exercise_text::pristine_folder(&opened.dir.state_folder());
    let places = [sources, &opened.dir.root, &originals];
    let found = places.map(|place| exercise_text::paths_of(place, exercise, version));
    let mut paths: Vec<String> = found.into_iter().flatten().flatten().collect();
    paths.push(path(exercise, solution));
    paths.sort();
    paths.dedup();
    paths
}

/// Everything that the words match together; `None` without words, which means everything.
fn resolve(
    words: &[String],
    meaning: impl Fn(&str) -> Result<Vec<String>>,
) -> Result<Option<BTreeSet<String>>> {
    let mut all = BTreeSet::new();
    for word in words {
        all.extend(meaning(word)?);
    }
    Ok((!words.is_empty()).then_some(all))
}

/// The names of the exercises that a name, a path or a pattern matches.
///
/// # Errors
/// It matches nothing: exit code 2.
pub fn find_named(opened: &OpenCourse, word: &str) -> Result<Vec<String>> {
    if !word.contains(['*', '?', '[']) {
        return Ok(vec![opened.exercise(Some(word))?.name.clone()]);
    }
    let wrong = |why: &str| exit::error(exit::USAGE, format!("the pattern {word:?} {why}"));
    let pattern = Pattern::new(word).map_err(|error| wrong(&format!("is invalid: {error}")))?;
    let options = MatchOptions {
        case_sensitive: false,
        ..MatchOptions::default()
    };
    let matches = |exercise: &&Exercise| {
        let in_chapter = format!("{}/{}", exercise.chapter(), exercise.name);
        let texts = [exercise.name.clone(), in_chapter, exercise.path()];
        texts.iter().any(|text| pattern.matches_with(text, options))
    };
    let all = opened.dir.course.exercises.iter();
    let found: Vec<String> = all.filter(matches).map(|e| e.name.clone()).collect();
    if found.is_empty() {
        Err(wrong(
            "matches no exercise; `rustlings-like list` shows all names",
        ))
    } else {
        Ok(found)
    }
}

/// The chapters that `word` names, at least one.
///
/// # Errors
/// There is none.
pub fn find_chapters(opened: &OpenCourse, word: &str) -> Result<Vec<String>> {
    let course = &opened.dir.course;
    let found = selection::chapters_called(course, word);
    if found.is_empty() {
        let all: Vec<&str> = course.chapters().iter().map(|(name, _)| *name).collect();
        let similar = course.similar_chapters(word);
        let advice = if similar.is_empty() {
            String::new()
        } else {
            format!(" (did you mean {}?)", similar.join(" or "))
        };
        let all = all.join(", ");
        let message = format!("there is no chapter {word:?}{advice}; the chapters are {all}");
        return Err(exit::error(exit::USAGE, message));
    }
    Ok(found)
}
