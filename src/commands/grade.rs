//! From the arguments of `verify` to the learner's files and the originals.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::Result;

use crate::commands::args::VerifyArgs;
use crate::commands::context::{Context, OpenCourse};
use crate::engine::grading::Grading;
use crate::engine::grading::originals::{Originals, OriginalsSource};
use crate::engine::refused_settings;
use crate::engine::tool_settings::ToolSettings;
use crate::engine::unpacked::InUse;
use crate::exit;
use crate::grading::settings;
use crate::model::verify_report::VerifyReport;

/// What we tell a learner whose folder may be older or newer than this program.
const OTHER_VERSION: &str = "tests and settings were compared with this program's built-in course\n\
     If you didn't edit them, this folder may be of another version of the course.\n\
     `rustlings-like run NAME` compares an exercise with the copies in this folder.\n\
     `rustlings-like verify --originals DIR` compares with the original course in another folder.\n\
     `rustlings-like init NEW-FOLDER` writes this program's course; copy your code there.";

/// The course that `verify` checks, and how it is graded.
#[derive(Clone)]
pub struct GradedCourse {
    /// The course that is checked: with `--pristine` the original, if there is one.
    pub opened: Arc<OpenCourse>,
    /// How it is graded.
    pub grading: Grading,
    /// Exercises of the original that the learner's course lacks.
    pub missing: Vec<String>,
    /// Keeps the built-in course's folder from being removed.
    _in_use: Option<Arc<InUse>>,
}

impl GradedCourse {
    /// The folder with the learner's files.
    pub fn sources(&self) -> &Path {
        self.grading.sources(&self.opened.dir.root)
    }

    /// What neither the learner's folder nor the originals tell us.
    pub fn what_is_unknown(&self) -> Option<&'static str> {
        let unknown = self.opened.dir.course.format.what_is_unknown();
        unknown.filter(|_| self.grading.originals.course.is_none())
    }

    /// What to say if another version may have made the difference, and not the learner.
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
pub fn prepare(args: &VerifyArgs, context: &mut Context) -> Result<GradedCourse> {
    if args.pristine {
        under_originals(args, context)
    } else {
        compared(args, context)
    }
}

/// The learner's course, with the settings of the original.
fn compared(args: &VerifyArgs, context: &mut Context) -> Result<GradedCourse> {
    let mut opened = context.open()?;
    if args.sandbox {
        refused_settings::refuse_to_grade(&opened.dir.root)?;
        opened.dir.tool_settings = ToolSettings::NoFolder;
    }
    let course = &mut opened.dir.course;
    let originals = Originals::find(args.originals.as_ref(), Some(course))?;
    let original = originals.course.as_ref();
    Ok(GradedCourse {
        missing: original.map_or_else(Vec::new, |original| settings::missing(original, course)),
        grading: Grading {
            edited_settings: originals.restore_settings(course),
            originals,
            ..Grading::for_learner()
        },
        opened: Arc::new(opened),
        _in_use: None,
    })
}

/// The original, with nothing but the sources from the learner's folder.
fn under_originals(args: &VerifyArgs, context: &mut Context) -> Result<GradedCourse> {
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
    let Some((mut dir, in_use)) = grading.originals.unpacked()? else {
        let mut opened = learners?;
        refused_settings::refuse_to_grade(&opened.dir.root)?;
        opened.dir.tool_settings = ToolSettings::NoFolder;
        return Ok(GradedCourse {
            opened: Arc::new(opened),
            grading,
            missing,
            _in_use: None,
        });
    };
    // With --originals, a broken info.toml of the learner's doesn't matter.
    let sources = match learners {
        Ok(opened) => opened.dir.root,
        Err(_) => folder_with_exercises(context.folder()?)?,
    };
    refused_settings::refuse_to_grade(&sources)?;
    refused_settings::refuse_learners_workspace(&dir, &sources)?;
    dir.tool_settings = ToolSettings::FolderOnly;
    Ok(GradedCourse {
        opened: Arc::new(context.open_at(dir)?),
        grading: Grading {
            sources: Some(sources),
            ..grading
        },
        missing,
        _in_use: in_use.map(Arc::new),
    })
}

/// The original course alone; [`GradedCourse::of_learner`] adds what a learner has handed in.
///
/// # Errors
/// There is no original, or it is broken.
pub fn originals(source: Option<&OriginalsSource>, context: &mut Context) -> Result<GradedCourse> {
    let originals = Originals::find(source, None)?;
    let Some((mut dir, in_use)) = originals.unpacked()? else {
        let message = "name the original course with --originals DIR";
        return Err(exit::error(exit::USAGE, message));
    };
    dir.tool_settings = ToolSettings::FolderOnly;
    Ok(GradedCourse {
        opened: Arc::new(context.open_at(dir)?),
        grading: Grading {
            originals,
            pristine: true,
            ..Grading::for_learner()
        },
        missing: Vec::new(),
        _in_use: in_use.map(Arc::new),
    })
}

impl GradedCourse {
    /// The same, with the code in this learner's folder.
    ///
    /// # Errors
    /// The folder can't be read, or has settings that are refused.
    pub fn of_learner(&self, folder: &Path) -> Result<Self> {
        let exercises = folder.join("exercises");
        let exercises = Some(exercises).filter(|it| it.symlink_metadata().is_ok());
        for folder in [folder.to_owned()].into_iter().chain(exercises) {
            fs::read_dir(&folder).map_err(|error| {
                let message = format!("{} can't be read: {error}", folder.display());
                exit::error(exit::MACHINE, message)
            })?;
        }
        refused_settings::refuse_to_grade(folder)?;
        refused_settings::refuse_learners_workspace(&self.opened.dir, folder)?;
        let mut graded = self.clone();
        graded.grading.sources = Some(folder.to_owned());
        Ok(graded)
    }
}

fn folder_with_exercises(folder: PathBuf) -> Result<PathBuf> {
    if folder.join("exercises").is_dir() {
        return Ok(folder);
    }
    let message = format!(
        "there is nothing to grade in {} (no folder called exercises); name the learner's folder \
         with --course DIR",
        folder.display()
    );
    Err(exit::error(exit::COURSE, message))
}
