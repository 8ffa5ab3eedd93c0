//! From the arguments of `verify` to the exercises that it checks.

use std::collections::BTreeSet;
use std::path::Path;

use anyhow::Result;
use glob::{MatchOptions, Pattern};

use crate::commands::args::VerifyArgs;
use crate::commands::context::Opened;
use crate::engine::{files, git};
use crate::exit;
use crate::model::course::Exercise;
use crate::model::selection::{self, Selection};

/// What was chosen.
pub struct Chosen<'a> {
    /// The exercises in the course's order, each with its place in it from 1.
    pub exercises: Vec<(usize, &'a Exercise)>,
    /// Stands for all that was chosen before it was divided into parts.
    pub digest: String,
}

/// The chosen exercises. The files that may have changed lie in `sources`.
///
/// # Errors
/// A name, pattern, chapter or revision that does not exist: exit code 2.
pub fn choose<'a>(opened: &'a Opened, args: &VerifyArgs, sources: &Path) -> Result<Chosen<'a>> {
    let selection = Selection {
        names: some_of(&args.names, |name| named(opened, name))?,
        chapters: some_of(&args.chapter, |word| chapters(opened, word))?,
        paths: match &args.changed {
            Some(revision) => Some(git::changed(sources, revision)?),
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
    Ok(Chosen {
        exercises: of(&part),
        digest: files::digest(all.join("\n").as_bytes()),
    })
}

/// The exercises that names and patterns stand for, in the order in which they were named and
/// each once; the current one without names.
///
/// # Errors
/// A name or pattern that stands for none: exit code 2.
pub fn in_order<'a>(opened: &'a Opened, words: &[String]) -> Result<Vec<&'a Exercise>> {
    if words.is_empty() {
        return Ok(vec![opened.exercise(None)?]);
    }
    let mut chosen: Vec<&Exercise> = Vec::new();
    for word in words {
        for name in named(opened, word)? {
            if chosen.iter().all(|exercise| exercise.name != name) {
                chosen.push(opened.exercise(Some(&name))?);
            }
        }
    }
    Ok(chosen)
}

/// The file of an exercise that is checked.
pub fn path(exercise: &Exercise, solution: bool) -> String {
    if solution {
        exercise.solution_path()
    } else {
        exercise.path()
    }
}

/// All that any of the words stands for; `None` without words.
fn some_of(
    words: &[String],
    meaning: impl Fn(&str) -> Result<Vec<String>>,
) -> Result<Option<BTreeSet<String>>> {
    let mut all = BTreeSet::new();
    for word in words {
        all.extend(meaning(word)?);
    }
    Ok((!words.is_empty()).then_some(all))
}

fn named(opened: &Opened, word: &str) -> Result<Vec<String>> {
    if !word.contains(['*', '?', '[']) {
        return Ok(vec![opened.exercise(Some(word))?.name.clone()]);
    }
    let wrong = |why: &str| exit::error(exit::USAGE, format!("the pattern {word:?} {why}"));
    let pattern = Pattern::new(word).map_err(|error| wrong(&format!("is broken: {error}")))?;
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

fn chapters(opened: &Opened, word: &str) -> Result<Vec<String>> {
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
        let message = format!("there is no chapter {word:?}{advice}; there are {all}");
        return Err(exit::error(exit::USAGE, message));
    }
    Ok(found)
}
