//! The exercises as they came, from where no learner can have changed them.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::engine::course_dir::CourseDir;
use crate::engine::unpacked::InUse;
use crate::engine::{embedded, starters, unpacked};
use crate::grading::open_tests::{self, OpenTests};
use crate::grading::settings;
use crate::model::course::{Course, Exercise};
use crate::model::formats::Format;
use crate::model::origin::Origin;
use crate::rust::Source;

/// The originals that a grader names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Asked {
    /// The course that this program brings along.
    BuiltIn,
    /// A course's folder.
    Folder(PathBuf),
}

/// What exercises are held against.
#[derive(Debug, Clone)]
pub struct Originals {
    /// Where it comes from.
    pub origin: Origin,
    /// The course as it came; `None` where there are but the learner's own copies.
    pub course: Option<Course>,
    /// The folder, where that is where it comes from.
    dir: Option<CourseDir>,
}

impl Originals {
    /// The learner's own copies, which decide nothing but what a learner is told.
    pub fn own_copies() -> Self {
        Self {
            origin: Origin::OwnCopies,
            course: None,
            dir: None,
        }
    }

    /// What was asked for; else the built-in course if `learners` is one, and their own copies
    /// if not.
    ///
    /// # Errors
    /// There is no course in the folder, or it is broken.
    pub fn find(asked: Option<&Asked>, learners: Option<&Course>) -> Result<Self> {
        match asked {
            Some(Asked::Folder(folder)) => {
                let dir = CourseDir::find(Some(folder), folder)
                    .context("the originals cannot be taken from there")?;
                let folder = folder.to_string_lossy().into_owned();
                Ok(Self {
                    origin: Origin::Folder { folder },
                    course: Some(dir.course.clone()),
                    dir: Some(dir),
                })
            }
            Some(Asked::BuiltIn) => Self::built_in(),
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

    /// The course as it came in a folder of its own, if it comes from anywhere but the
    /// learner's. What it builds of its crates stays there for the next time.
    ///
    /// # Errors
    /// The built-in course cannot be written into the user's folder for such.
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

    /// An exercise as it came.
    pub fn text(&self, learners: &CourseDir, exercise: &Exercise) -> Option<String> {
        match &self.dir {
            Some(dir) => fs::read_to_string(dir.root.join(exercise.path())).ok(),
            None if self.origin == Origin::BuiltIn => {
                let starter = embedded::starter(exercise).map(str::to_owned);
                starter.or_else(|| starters::pristine(learners, exercise))
            }
            None => starters::pristine(learners, exercise),
        }
    }

    /// Whether a learner's folder may have been written by a program with another built-in
    /// course: the copies that were kept there are not this one's, or there are none that
    /// could tell.
    pub fn may_be_of_another_version(&self, learners: &CourseDir) -> bool {
        let Some(course) = self.course.as_ref().filter(|_| self.dir.is_none()) else {
            return false;
        };
        let state = learners.state_folder();
        let kept = course.exercises.iter().filter_map(|exercise| {
            let kept = fs::read_to_string(starters::pristine_path(&state, exercise)).ok()?;
            Some(embedded::starter(exercise) == Some(kept.as_str()))
        });
        let kept: Vec<bool> = kept.collect();
        kept.is_empty() || kept.contains(&false)
    }

    /// The tests of an exercise that came with `original`, if some of their statements are the
    /// learner's.
    pub fn open_tests(
        &self,
        learners: &CourseDir,
        exercise: &Exercise,
        original: &Source,
        current: &Source,
    ) -> Option<OpenTests> {
        if exercise.edit_tests.is_some() {
            return None;
        }
        let solution = self.solution(learners, exercise);
        let solution = solution.map(|text| learners.package.read(text));
        let crates = &learners.package.crates;
        open_tests::fill(original, solution.as_ref(), current, crates)
    }

    /// The course's own solution of an exercise.
    pub fn solution(&self, learners: &CourseDir, exercise: &Exercise) -> Option<String> {
        match &self.dir {
            Some(dir) => embedded::read_solution(&dir.root, exercise),
            None if self.origin == Origin::BuiltIn => {
                embedded::solution(exercise).map(str::to_owned)
            }
            None => embedded::read_solution(&learners.root, exercise),
        }
    }

    /// Gives the exercises of a learner's course the settings that they came with. Returns
    /// which were others, by the exercises' names.
    pub fn put_settings_back(&self, learners: &mut Course) -> BTreeMap<String, Vec<String>> {
        let mut edited = BTreeMap::new();
        let Some(course) = &self.course else {
            return edited;
        };
        for exercise in &mut learners.exercises {
            if let Some(original) = settings::entry_of(course, exercise) {
                let differing = settings::edited_settings(original, exercise);
                if learners.format == Format::RustlingsInit {
                    // What the folder doesn't say, nobody has changed.
                    *exercise = Exercise {
                        line: exercise.line,
                        ..original.clone()
                    };
                } else if !differing.is_empty() {
                    edited.insert(exercise.name.clone(), differing);
                    *exercise = Exercise {
                        line: exercise.line,
                        ..original.clone()
                    };
                }
            }
        }
        edited
    }
}

/// By its name, or by its exercises, so that taking the name away gains nothing.
fn is_built_in(course: &Course) -> bool {
    let all_ours = || {
        let mut exercises = course.exercises.iter();
        exercises.all(|exercise| embedded::starter(exercise).is_some())
    };
    course.id.as_deref() == Some(embedded::ID) || all_ours()
}

/// How a checker grades.
#[derive(Debug, Clone)]
pub struct Grading {
    /// What the exercises are held against.
    pub originals: Originals,
    /// Whether the learner's code is put above the original's tests.
    pub pristine: bool,
    /// Where the learner's files lie, if not in the course's folder.
    pub sources: Option<PathBuf>,
    /// Settings of exercises that were others than they came with.
    pub edited_settings: BTreeMap<String, Vec<String>>,
}

impl Grading {
    /// As a learner is told: against the copies that were kept.
    pub fn for_learner() -> Self {
        Self {
            originals: Originals::own_copies(),
            pristine: false,
            sources: None,
            edited_settings: BTreeMap::new(),
        }
    }

    /// The folder with the learner's files.
    pub fn sources<'a>(&'a self, root: &'a Path) -> &'a Path {
        self.sources.as_deref().unwrap_or(root)
    }
}
