//! The course's own texts: what learners begin with, and what's right.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::Result;

use crate::engine::course_dir::CourseDir;
use crate::engine::exercise_text::{self, Version};
use crate::engine::grading::originals::OriginalsSource;
use crate::engine::{embedded, ordinary_file};
use crate::model::course::{Course, Exercise};
use crate::model::pack::originals_digest;

/// The texts of a course's exercises, each list in the course's order.
#[derive(Debug, Clone, Default)]
pub struct CourseTexts {
    /// What learners begin with; empty if it can't be read.
    pub starters: Vec<String>,
    /// The solutions; `None` where the course has none.
    pub solutions: Vec<Option<String>>,
    /// Repairs that must not pass, as authors keep them in `tests/wrong_repairs/`.
    pub wrong_repairs: Vec<Vec<String>>,
    /// The edition of Rust that the exercises are written in.
    pub edition: String,
}

impl CourseTexts {
    /// Reads the texts of the course that `source` names.
    ///
    /// # Errors
    /// There is no such course.
    pub fn load(source: &OriginalsSource, course: &Course) -> Result<Self> {
        let mut texts = Self::default();
        match source {
            OriginalsSource::BuiltIn => {
                texts.edition = "2024".to_owned();
                for exercise in &course.exercises {
                    let starter = embedded::starter(exercise).unwrap_or_default();
                    let solution = embedded::solution(exercise).map(Cow::into_owned);
                    texts.add(starter.into_owned(), solution, Vec::new());
                }
            }
            OriginalsSource::Folder(folder) => {
                let dir = CourseDir::find(Some(folder), folder)?;
                texts.edition = dir.package.flags.edition.clone();
                for exercise in &course.exercises {
                    let starter = exercise_text::read_kept(&dir.root, exercise, Version::Own);
                    let solution = embedded::read_solution(&dir.root, exercise);
                    let wrong = wrong_repairs(&dir.root, exercise);
                    texts.add(starter.unwrap_or_default(), solution, wrong);
                }
            }
        }
        Ok(texts)
    }

    fn add(&mut self, starter: String, solution: Option<String>, wrong_repairs: Vec<String>) {
        self.starters.push(starter);
        self.solutions.push(solution);
        self.wrong_repairs.push(wrong_repairs);
    }

    /// What learners begin with, by the exercises' names.
    pub fn starters_by_name(self, course: &Course) -> BTreeMap<String, String> {
        let names = course.exercises.iter().map(|it| it.name.clone());
        names.zip(self.starters).collect()
    }

    /// The digest of the original exercises, as packs have it.
    pub fn digest(&self, course: &Course) -> String {
        let names = course.exercises.iter().map(|it| it.name.as_str());
        originals_digest(names.zip(self.starters.iter().map(String::as_str)))
    }
}

/// The wrong repairs of an exercise in their files' order: `CHAPTER/EXERCISE.WHAT.rs`.
fn wrong_repairs(root: &Path, exercise: &Exercise) -> Vec<String> {
    let mut folder = root.join("tests").join("wrong_repairs");
    if let Some(dir) = &exercise.dir {
        folder.push(dir);
    }
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let start = format!("{}.", exercise.name);
    let mut names: Vec<_> = entries
        .filter(|entry| {
            let name = entry.file_name().to_string_lossy().into_owned();
            name.starts_with(&start) && name.ends_with(".rs")
        })
        .map(|entry| entry.path())
        .collect();
    names.sort();
    let texts = names
        .iter()
        .filter_map(|path| ordinary_file::read_text(path).ok());
    texts.collect()
}
