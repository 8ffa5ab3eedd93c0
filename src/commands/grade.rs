//! From the arguments of `verify` to what exercises are held against, and where they lie.

use std::path::{Path, PathBuf};

use anyhow::Result;

use crate::commands::args::VerifyArgs;
use crate::commands::context::{Context, OpenCourse as Opened};
use crate::engine::originals::{Grading, Originals};
use crate::engine::unpacked::InUse;
use crate::exit;
use crate::grading::bypasses::find_bypasses;
use crate::grading::reference::Reference;
use crate::model::course::Exercise;
use crate::model::originals;
use crate::model::verify_report::VerifyReport;

/// What a learner is told whose folder may be older or newer than the program.
const OTHER_VERSION: &str = "tests and settings were held against the built-in course of this program\n\
     If you did not edit them, this folder may be of another version of the course.\n\
     `rustlings-like run NAME` checks an exercise against the copies that this folder came with.\n\
     `rustlings-like verify --originals DIR` takes another folder with the course as it came.\n\
     `rustlings-like init NEW-FOLDER` writes the course of this program; copy your code there.";

/// The tests of an exercise, in the file that it came in.
pub struct TestsThatCount {
    /// That file, with the learner's statements where its tests are open.
    pub text: String,
    /// Whether an open test has more changes than it may have.
    pub are_edited: bool,
    /// Whether the source goes around its tests, or has edited an open one.
    pub is_bypassed: bool,
}

/// What `verify` works with.
pub struct Graded {
    /// The course that is checked: with `--pristine` the original, if it can be had.
    pub opened: Opened,
    /// How it is graded.
    pub grading: Grading,
    /// Exercises of the original that the learner's course has not.
    pub missing: Vec<String>,
    /// Keeps the built-in course's folder from being removed.
    _in_use: Option<InUse>,
}

impl Graded {
    /// The folder with the learner's files.
    pub fn sources(&self) -> &Path {
        self.grading.sources(&self.opened.dir.root)
    }

    /// The tests that a source of the learner's is graded under, if the original is known.
    pub fn tests(&self, exercise: &Exercise, source: &str) -> Option<TestsThatCount> {
        let (originals, dir) = (&self.grading.originals, &self.opened.dir);
        let original = originals.text(dir, exercise)?;
        let open = originals.open_tests(dir, exercise, &original, source);
        let (tests, edited) = open.map_or_else(
            || (original.clone(), Vec::new()),
            |open| (open.text, open.edited),
        );
        let solution = originals.solution(dir, exercise);
        let read = |text: &str| dir.package.read(text);
        let solution = solution.as_deref().map(read);
        let reference = Reference {
            original: &read(&original),
            tests: &read(&tests),
            solution: solution.as_ref(),
            crates: &dir.package.crates,
        };
        Some(TestsThatCount {
            is_bypassed: !edited.is_empty() || !find_bypasses(reference, &read(source)).is_empty(),
            are_edited: !edited.is_empty(),
            text: tests,
        })
    }

    /// What the learner's folder leaves open, where no originals say it.
    pub fn what_is_unknown(&self) -> Option<&'static str> {
        let unknown = self.opened.dir.course.format.what_is_unknown();
        unknown.filter(|_| self.grading.originals.course.is_none())
    }

    /// What to say where a difference may come from a version and not from the learner.
    pub fn note_on_versions(&self, report: &VerifyReport) -> Option<&'static str> {
        let differs = |reason: &str| ["tests_edited", "tests_missing"].contains(&reason);
        let differ = report.exercises.iter().any(|e| differs(&e.reason));
        let blames = differ || !report.run.missing.is_empty();
        let originals = &self.grading.originals;
        let may_be = blames && originals.may_be_of_another_version(&self.opened.dir);
        (may_be && !self.grading.pristine).then_some(OTHER_VERSION)
    }
}

/// Finds the learner's folder and the originals.
///
/// # Errors
/// There is no course, or one of the two is broken.
pub fn prepare(args: &VerifyArgs, context: &mut Context) -> Result<Graded> {
    match args.pristine {
        true => under_originals(args, context),
        false => compared(args, context),
    }
}

/// The learner's course, with the settings of the original.
fn compared(args: &VerifyArgs, context: &mut Context) -> Result<Graded> {
    let mut opened = context.open()?;
    let course = &mut opened.dir.course;
    let originals = Originals::find(args.originals.as_ref(), Some(course))?;
    let original = originals.course.as_ref();
    Ok(Graded {
        missing: original.map_or_else(Vec::new, |original| originals::missing(original, course)),
        grading: Grading {
            edited_settings: originals.put_settings_back(course),
            originals,
            ..Grading::for_learner()
        },
        opened,
        _in_use: None,
    })
}

/// The original, with nothing but the sources from the learner's folder.
fn under_originals(args: &VerifyArgs, context: &mut Context) -> Result<Graded> {
    let learners = context.open();
    let asked = args.originals.as_ref();
    let course = learners.as_ref().ok().map(|opened| &opened.dir.course);
    let originals = Originals::find(asked, course)?;
    let grading = Grading {
        originals,
        pristine: true,
        ..Grading::for_learner()
    };
    let missing = Vec::new();
    let Some((dir, in_use)) = grading.originals.unpacked()? else {
        return Ok(Graded {
            opened: learners?,
            grading,
            missing,
            _in_use: None,
        });
    };
    // With the originals named, a broken info.toml of the learner's stands in nobody's way.
    let sources = match learners {
        Ok(opened) => opened.dir.root,
        Err(_) => folder_with_exercises(context.folder()?)?,
    };
    Ok(Graded {
        opened: context.open_at(dir)?,
        grading: Grading {
            sources: Some(sources),
            ..grading
        },
        missing,
        _in_use: in_use,
    })
}

fn folder_with_exercises(folder: PathBuf) -> Result<PathBuf> {
    if folder.join("exercises").is_dir() {
        return Ok(folder);
    }
    let message = format!(
        "there is nothing to grade in {} (no folder exercises); name the learner's folder by \
         --course DIR",
        folder.display()
    );
    Err(exit::error(exit::COURSE, message))
}
