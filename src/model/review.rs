//! Reviews a course for its author: findings with file and line.

use std::collections::BTreeMap;
use std::fmt;

use crate::model::bounded::{PROBLEM, bound_lines};
use crate::model::course::{Course, Exercise, Layout};
use crate::model::formats::Format;
use crate::model::leftovers;
use crate::model::package::{MADE_LOCK, OLD_INSTANTIATIONS};
use crate::rust::{Edition, Outline, Source};

/// How much a finding matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum FindingKind {
    /// The course breaks one of its promises: a learner or a grader would run into it.
    Error,
    /// The course works, but could be better.
    Advice,
}

/// A place in a course: a file below its root, and a line from 1.
pub type CoursePlace = (String, usize);

/// Something to fix or to improve in a course.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    /// Errors sort before advice.
    pub kind: FindingKind,
    /// The file below the course's root.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// What is wrong, or what could be better.
    pub message: String,
    /// Other places with the same advice, in order. Only [`merge`] fills this.
    pub further: Vec<CoursePlace>,
}

impl Finding {
    /// An error at a line of a file.
    pub fn error(file: impl Into<String>, line: usize, message: impl AsRef<str>) -> Self {
        Self::new(FindingKind::Error, file, line, message)
    }

    /// Advice at a line of a file. Findings with the same message are merged, so the message
    /// shouldn't repeat the place.
    pub fn advice(file: impl Into<String>, line: usize, message: impl AsRef<str>) -> Self {
        Self::new(FindingKind::Advice, file, line, message)
    }

    fn new(
        kind: FindingKind,
        file: impl Into<String>,
        line: usize,
        message: impl AsRef<str>,
    ) -> Self {
        Self {
            kind,
            file: file.into(),
            line,
            message: bound_lines(message.as_ref(), PROBLEM).into_owned(),
            further: Vec::new(),
        }
    }

    /// How many places it applies to.
    pub fn count(&self) -> usize {
        1 + self.further.len()
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.file, self.line, self.message)
    }
}

/// Sorts findings, errors first, and merges advice that's the same in several places.
pub fn merge(mut findings: Vec<Finding>) -> Vec<Finding> {
    findings.sort();
    findings.dedup();
    let mut merged: Vec<Finding> = Vec::new();
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    for finding in findings {
        let known = match finding.kind {
            FindingKind::Error => None,
            FindingKind::Advice => places.get(&finding.message),
        };
        match known {
            Some(index) => merged[*index].further.push((finding.file, finding.line)),
            None => {
                places.insert(finding.message.clone(), merged.len());
                merged.push(finding);
            }
        }
    }
    merged
}

/// Reviews the manifest alone.
pub fn review_manifest(course: &Course) -> Vec<Finding> {
    if course.format != Format::Own {
        // Other programs' manifests don't have these keys.
        return Vec::new();
    }
    course.exercises.iter().flat_map(review_entry).collect()
}

fn review_entry(exercise: &Exercise) -> Vec<Finding> {
    let hints = exercise.hints.len();
    let mut advice = Vec::new();
    if hints < 3 {
        advice.push(format!(
            "the exercise has {hints} of 3 hints (hint, further_hints)"
        ));
    }
    if exercise.hints.iter().any(|hint| hint.trim().is_empty()) {
        advice.push("the exercise has an empty hint".to_owned());
    }
    if exercise.expect.is_empty() {
        advice.push("the exercise has no expect, which says how its starter fails".to_owned());
    }
    let is_empty = |text: &Option<String>| text.as_ref().is_none_or(|text| text.trim().is_empty());
    if is_empty(&exercise.title) {
        advice.push("the exercise has no title".to_owned());
    }
    if exercise.concepts.is_empty() {
        advice.push("the exercise has no concepts".to_owned());
    }
    if is_empty(&exercise.source) {
        advice.push("the exercise has no source".to_owned());
    }
    let advice = advice.into_iter();
    let advice = advice.map(|message| Finding::advice("info.toml", exercise.line, message));
    advice.chain(misplaced_partial_credit(exercise)).collect()
}

fn misplaced_partial_credit(exercise: &Exercise) -> Option<Finding> {
    let is_misplaced = exercise.partial_credit && (!exercise.test || exercise.has_learners_tests());
    is_misplaced.then(|| {
        let message = format!(
            "{}: partial_credit needs tests that learners don't edit",
            exercise.name
        );
        Finding::error("info.toml", exercise.line, message)
    })
}

/// Finds the files that belong to no exercise and weren't left behind by a tool.
///
/// `files` are paths below the course's root, with `/`.
pub fn find_unlisted<'a>(course: &Course, files: &'a [String]) -> Vec<&'a String> {
    let belongs = |file: &String| {
        file.ends_with("README.md")
            || (course.format != Format::Own && !file.ends_with(".rs"))
            || course
                .exercises
                .iter()
                .any(|e| e.build_script() == Some(file))
            || [MADE_LOCK, OLD_INSTANTIATIONS].contains(&file.as_str())
            || course
                .exercises
                .iter()
                .any(|e| e.owns(file) || e.owns_solution(file) || may_lie_in_folder(e, file))
    };
    let strangers = files.iter().filter(|file| !belongs(file));
    strangers
        .filter(|file| !leftovers::is_leftover(file))
        .collect()
}

/// Whether a file in the folder of an exercise may be there without being one of its files: what
/// cargo makes when somebody builds a package there, and data that a program with modules reads.
fn may_lie_in_folder(exercise: &Exercise, file: &str) -> bool {
    let folders = [exercise.folder(), exercise.solution_folder()];
    folders.into_iter().flatten().any(|folder| {
        let below = file
            .strip_prefix(&folder)
            .and_then(|it| it.strip_prefix('/'));
        below.is_some_and(|below| match exercise.layout {
            Layout::Package => below == "Cargo.lock" || below.starts_with("target/"),
            _ => !below.ends_with(".rs"),
        })
    })
}

/// A finding about a file that belongs to no exercise. `text` is its content, if it's Rust.
pub fn review_unlisted(course: &Course, file: &str, text: Option<&str>) -> Finding {
    let manifest = course.format.manifest();
    if file.ends_with("/Cargo.toml") {
        return Finding::advice(
            file,
            1,
            format!("is ignored: only a Cargo.toml beside {manifest} counts"),
        );
    }
    let is_program = text.is_some_and(|text| {
        let outline = Outline::of(&Source::new(text, Edition::default()));
        outline.has_main || outline.has_tests
    });
    if is_program {
        Finding::error(file, 1, format!("is not listed in {manifest}"))
    } else {
        // A module that exercises share, or data.
        let message = format!("is not listed in {manifest} and isn't a program");
        Finding::advice(file, 1, message)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identical_advice_is_one_finding_and_errors_come_first() {
        let merged = merge(vec![
            Finding::advice("info.toml", 9, "no title"),
            Finding::advice("b.rs", 1, "no title"),
            Finding::error("z.rs", 2, "broken"),
            Finding::error("z.rs", 2, "broken"),
            Finding::error("y.rs", 2, "broken"),
            Finding::advice("info.toml", 4, "no title"),
            Finding::advice("info.toml", 4, "no source"),
        ]);
        let shown: Vec<String> = merged.iter().map(Finding::to_string).collect();
        assert_eq!(
            shown,
            [
                "y.rs:2: broken",
                "z.rs:2: broken",
                "b.rs:1: no title",
                "info.toml:4: no source"
            ]
        );
        assert_eq!(merged[2].count(), 3);
        assert_eq!(merged[2].further[1], ("info.toml".to_owned(), 9));
    }
}
