//! What an author should know about a course: findings with file and line.

use std::fmt;

use crate::model::course::{Course, Exercise};
use crate::model::package::{MADE_LOCK, OLD_INSTANTIATIONS};

/// Something to put right in a course.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    /// Below the course's root.
    pub file: String,
    /// From 1.
    pub line: usize,
    /// What is wrong.
    pub message: String,
}

impl Finding {
    /// A finding at a line of a file.
    pub fn new(file: impl Into<String>, line: usize, message: impl Into<String>) -> Self {
        Self {
            file: file.into(),
            line,
            message: message.into(),
        }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.file, self.line, self.message)
    }
}

/// What can be told from the manifest alone.
pub fn review_manifest(course: &Course) -> Vec<Finding> {
    course.exercises.iter().flat_map(review_entry).collect()
}

fn review_entry(exercise: &Exercise) -> Vec<Finding> {
    let name = &exercise.name;
    let hints = exercise.hints.len();
    let mut messages = Vec::new();
    if hints < 3 {
        messages.push(format!(
            "{name} has {hints} of 3 hints (hint, further_hints)"
        ));
    }
    if exercise.hints.iter().any(|hint| hint.trim().is_empty()) {
        messages.push(format!("{name} has an empty hint"));
    }
    if exercise.expect.is_empty() {
        messages.push(format!("{name} has no expect: say what its starter gives"));
    }
    let empty = |text: &Option<String>| text.as_ref().is_none_or(|text| text.trim().is_empty());
    if empty(&exercise.title) {
        messages.push(format!("{name} has no title"));
    }
    if exercise.concepts.is_empty() {
        messages.push(format!("{name} has no concepts"));
    }
    if empty(&exercise.source) {
        messages.push(format!("{name} has no source"));
    }
    if exercise.partial_credit && (!exercise.test || exercise.edit_tests) {
        let words = "is for exercises with tests that stay as they are";
        messages.push(format!("{name}: partial_credit {words}"));
    }
    let at_entry = |message| Finding::new("info.toml", exercise.line, message);
    messages.into_iter().map(at_entry).collect()
}

/// Files that stand in `exercises/` or `solutions/` and belong to no exercise.
///
/// `files` are paths below the course's root, with `/`.
pub fn unlisted(course: &Course, files: &[String]) -> Vec<Finding> {
    let belongs = |file: &String| {
        file.ends_with("README.md")
            || [MADE_LOCK, OLD_INSTANTIATIONS].contains(&file.as_str())
            || course
                .exercises
                .iter()
                .any(|e| e.path() == *file || e.solution_path() == *file)
    };
    let strangers = files.iter().filter(|file| !belongs(file));
    strangers
        .map(|file| Finding::new(file, 1, "is not listed in info.toml"))
        .collect()
}
