//! What a shell offers when somebody presses Tab.
//!
//! Nothing here may fail or print: a shell has nowhere to show it during completion.

use std::ffi::{OsStr, OsString};
use std::path::PathBuf;

use clap_complete::engine::{
    ArgValueCandidates, ArgValueCompleter, CompletionCandidate, PathCompleter, ValueCompleter as _,
};

use crate::engine::course_dir::CourseDir;
use crate::lens::codes;
use crate::model::course::Course;
use crate::view::text::safe;

/// The names of the course's exercises, each with its title.
pub fn exercises() -> ArgValueCandidates {
    ArgValueCandidates::new(|| course().as_ref().map(names).unwrap_or_default())
}

/// What `verify` takes: exercises, and folders that were handed in.
pub fn exercises_and_folders() -> ArgValueCompleter {
    ArgValueCompleter::new(|typed: &OsStr| {
        let names = course().as_ref().map(names).unwrap_or_default();
        let mut candidates = starting_with(typed, names.into_iter());
        let is_grading = std::env::args_os().any(|word| word == "--pristine");
        if is_grading {
            candidates.extend(PathCompleter::dir().complete(typed));
        }
        candidates
    })
}

/// The course's chapters, each with its number of exercises.
pub fn chapters() -> ArgValueCandidates {
    ArgValueCandidates::new(|| {
        let course = course();
        let chapters = course.iter().flat_map(Course::chapters);
        let candidates = chapters.map(|(chapter, members)| {
            let help = crate::view::text::count(members.len(), "exercise");
            CompletionCandidate::new(chapter).help(Some(help.into()))
        });
        candidates.collect()
    })
}

/// What `explain` takes: exercises, error codes and Rust files.
pub fn explainable() -> ArgValueCompleter {
    ArgValueCompleter::new(|typed: &OsStr| {
        let codes = codes::entries();
        let codes = codes
            .into_iter()
            .map(|entry| CompletionCandidate::new(entry.code));
        let words = course().as_ref().map(names).unwrap_or_default();
        let words = words.into_iter().chain(codes);
        let mut candidates = starting_with(typed, words);
        let is_rust = |path: &std::path::Path| path.extension().is_some_and(|end| end == "rs");
        candidates.extend(PathCompleter::any().filter(is_rust).stdio().complete(typed));
        candidates
    })
}

fn starting_with(
    typed: &OsStr,
    candidates: impl Iterator<Item = CompletionCandidate>,
) -> Vec<CompletionCandidate> {
    let typed = typed.to_string_lossy();
    let is_candidate = |candidate: &CompletionCandidate| {
        let value = candidate.get_value().to_string_lossy();
        value.starts_with(&*typed)
    };
    candidates.filter(is_candidate).collect()
}

fn names(course: &Course) -> Vec<CompletionCandidate> {
    let exercises = course.exercises.iter();
    let candidate = exercises.map(|exercise| {
        let title = exercise.title.as_deref().map(|title| safe(title, false));
        CompletionCandidate::new(&exercise.name).help(title.map(Into::into))
    });
    candidate.collect()
}

/// The course that `--course` names on the command line, or else the one around this folder.
pub fn course() -> Option<Course> {
    let here = std::env::current_dir().ok()?;
    let folder = named_folder(std::env::args_os());
    let dir = CourseDir::find_if_any(folder.as_deref(), &here)?;
    Some(dir.course)
}

/// The value of `--course` on a command line that clap hasn't parsed yet.
fn named_folder(words: impl Iterator<Item = OsString>) -> Option<PathBuf> {
    let mut words = words.skip_while(|word| word != "--course" && !is_joined(word));
    let word = words.next()?;
    let text = word.to_str().unwrap_or_default();
    match text.strip_prefix("--course=") {
        Some(folder) => Some(folder.into()),
        None => words.next().map(Into::into),
    }
}

fn is_joined(word: &OsStr) -> bool {
    word.to_str()
        .is_some_and(|word| word.starts_with("--course="))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_named_course_is_found_among_the_words() {
        let found = |line: &str| named_folder(line.split(' ').map(OsString::from));
        assert_eq!(found("p -- p run x"), None);
        assert_eq!(found("p -- p --course a run x"), Some("a".into()));
        assert_eq!(found("p -- p run --course=a/b x"), Some("a/b".into()));
        assert_eq!(found("p -- p run --course"), None);
    }
}
