//! The original exercises, from a place where no learner can have changed them.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::PathBuf;

use anyhow::{Context, Result};

use crate::engine::course_dir::CourseDir;
use crate::engine::exercise_text::{self, Version};
use crate::engine::unpacked::InUse;
use crate::engine::{embedded, starters, unpacked};
use crate::grading::open_tests::{self, OpenTests};
use crate::grading::reference::Reference;
use crate::grading::settings::{edited_settings, entry_of};
use crate::model::course::{Course, Exercise};
use crate::model::formats::Format;
use crate::model::origin::Origin;
use crate::rust::Source;

/// What `--originals` names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OriginalsSource {
    /// The course inside this program.
    BuiltIn,
    /// A folder with a course.
    Folder(PathBuf),
}

/// The original exercises of a course.
#[derive(Debug, Clone)]
pub struct Originals {
    /// Where they come from.
    pub origin: Origin,
    /// The original course; `None` if there are only the copies in the learner's folder.
    pub course: Option<Course>,
    /// The folder that `--originals` names, if it names one.
    dir: Option<CourseDir>,
}

/// The tests that a learner's file is held against.
#[derive(Debug, Clone)]
pub struct OriginalTests {
    /// The original file.
    pub original: Source,
    /// The course's solution, if there is one.
    solution: Option<Source>,
    /// The open tests, if some of their statements are the learner's to write.
    pub open: Option<OpenTests>,
    /// The original file with the learner's statements in the open tests.
    filled: Option<Source>,
}

impl OriginalTests {
    /// The original file, with the learner's statements where the tests are open.
    pub fn source(&self) -> &Source {
        self.filled.as_ref().unwrap_or(&self.original)
    }

    /// The open tests in which the learner changed more than they may.
    pub fn edited(&self) -> &[String] {
        self.open.as_ref().map_or(&[], |open| &open.edited)
    }

    /// The same for the functions that compare tests. `crates` are the course's.
    pub fn reference<'a>(&'a self, crates: &'a [String]) -> Reference<'a> {
        Reference {
            original: &self.original,
            tests: self.source(),
            solution: self.solution.as_ref(),
            crates,
        }
    }
}

impl Originals {
    /// The copies in the learner's folder. They only decide what we tell the learner.
    pub fn own_copies() -> Self {
        Self {
            origin: Origin::OwnCopies,
            course: None,
            dir: None,
        }
    }

    /// The originals that `source` names. Without it, those of the built-in course if
    /// `learners` is that course, and otherwise the copies in the learner's folder.
    ///
    /// # Errors
    /// There is no course in the folder, or it is broken.
    pub fn find(source: Option<&OriginalsSource>, learners: Option<&Course>) -> Result<Self> {
        match source {
            Some(OriginalsSource::Folder(folder)) => {
                let dir = CourseDir::find(Some(folder), folder)
                    .context("--originals must name a folder with a course")?;
                let folder = folder.to_string_lossy().into_owned();
                Ok(Self {
                    origin: Origin::Folder { folder },
                    course: Some(dir.course.clone()),
                    dir: Some(dir),
                })
            }
            Some(OriginalsSource::BuiltIn) => Self::built_in(),
            None if learners.is_some_and(is_built_in) => Self::built_in(),
            None => Ok(Self::own_copies()),
        }
    }

    fn built_in() -> Result<Self> {
        Ok(Self {
            origin: Origin::BuiltIn,
            course: Some(embedded::course()?),
            dir: None,
        })
    }

    /// A folder that holds the whole original course, in which its crates stay built for the next
    /// time. `None` if all we have is in the learner's folder.
    ///
    /// # Errors
    /// The built-in course can't be written into the user's cache folder.
    pub fn unpacked(&self) -> Result<Option<(CourseDir, Option<InUse>)>> {
        match self.origin {
            Origin::OwnCopies => Ok(None),
            Origin::Folder { .. } => Ok(self.dir.clone().map(|dir| (dir, None))),
            Origin::BuiltIn => {
                let (dir, in_use) = unpacked::unpack()?;
                Ok(Some((dir, Some(in_use))))
            }
        }
    }

    /// The original text of an exercise, if there is one.
    pub fn text(&self, learners: &CourseDir, exercise: &Exercise) -> Option<String> {
        match &self.dir {
            Some(dir) => exercise_text::read_kept(&dir.root, exercise, Version::Own),
            None if self.origin == Origin::BuiltIn => {
                let starter = embedded::starter(exercise).map(Cow::into_owned);
                starter.or_else(|| starters::pristine(learners, exercise))
            }
            None => starters::pristine(learners, exercise),
        }
    }

    /// Whether another version of this program may have written the learner's folder: its copies
    /// of the exercises differ from ours, or it has none.
    pub fn may_be_of_another_version(&self, learners: &CourseDir) -> bool {
        let Some(course) = self.course.as_ref().filter(|_| self.dir.is_none()) else {
            return false;
        };
        let state = learners.state_folder();
        let kept = course.exercises.iter().filter_map(|exercise| {
            let kept = starters::pristine_copy(&state, exercise)?;
            Some(embedded::starter(exercise).as_deref() == Some(kept.as_str()))
        });
        let kept: Vec<bool> = kept.collect();
        kept.is_empty() || kept.contains(&false)
    }

    /// The tests that count for `current`, the learner's file of an exercise whose original is
    /// this one.
    pub fn tests(
        &self,
        learners: &CourseDir,
        exercise: &Exercise,
        original: Source,
        current: &Source,
    ) -> OriginalTests {
        let package = &learners.package;
        let solution = self.solution(learners, exercise);
        let path = exercise.solution_path();
        let solution = solution.and_then(|text| package.read_program(exercise, &path, &text));
        // Where the manifest says who writes the tests, the starter doesn't decide it.
        let may_be_open = exercise.edit_tests.is_none();
        let open = may_be_open
            .then(|| open_tests::fill(&original, solution.as_ref(), current, &package.crates))
            .flatten();
        OriginalTests {
            original,
            solution,
            filled: open.as_ref().map(|open| package.read(open.text.as_str())),
            open,
        }
    }

    /// The course's own solution of an exercise, if there is one.
    pub fn solution(&self, learners: &CourseDir, exercise: &Exercise) -> Option<String> {
        match &self.dir {
            Some(dir) => embedded::read_solution(&dir.root, exercise),
            None if self.origin == Origin::BuiltIn => {
                embedded::solution(exercise).map(Cow::into_owned)
            }
            None => embedded::read_solution(&learners.root, exercise),
        }
    }

    /// Gives the exercises of a learner's course their original settings. Returns the settings
    /// that the learner had changed, by the exercises' names.
    pub fn restore_settings(&self, learners: &mut Course) -> BTreeMap<String, Vec<String>> {
        let mut edited = BTreeMap::new();
        let Some(course) = &self.course else {
            return edited;
        };
        // What such a folder doesn't say, nobody has changed.
        let says_settings = learners.format != Format::RustlingsInit;
        for exercise in &mut learners.exercises {
            let Some(original) = entry_of(course, exercise) else {
                continue;
            };
            let settings = edited_settings(original, exercise);
            if says_settings && settings.is_empty() {
                continue;
            }
            if says_settings {
                edited.insert(exercise.name.clone(), settings);
            }
            *exercise = Exercise {
                line: exercise.line,
                ..original.clone()
            };
        }
        edited
    }
}

/// Whether this is the built-in course. Its exercises tell it too, so it doesn't help to remove
/// the course's name.
fn is_built_in(course: &Course) -> bool {
    let all_ours = || {
        let mut exercises = course.exercises.iter();
        exercises.all(|exercise| embedded::starter(exercise).is_some())
    };
    course.id.as_deref() == Some(embedded::ID) || all_ours()
}
