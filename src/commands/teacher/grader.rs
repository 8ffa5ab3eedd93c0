//! From a plan to the checkers that grade it.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Result;

use crate::class::grading::{PlanShard, ShardResults, ShardWorker};
use crate::class::plan::{GradingBasis, PlanFolder};
use crate::commands::bar::Bars;
use crate::commands::context::Context;
use crate::commands::grade::{self, GradedCourse};
use crate::commands::verify::no_sandbox;
use crate::commands::verify_many::folders_in;
use crate::engine::cache::Cache;
use crate::engine::check::Checker;
use crate::engine::course_dir::CLASS_FILE;
use crate::engine::grading::originals::OriginalsSource;
use crate::engine::{refused_settings, verify};
use crate::exit;
use crate::model::course::Course;

/// The folder with the grades of a class.
const GRADES: &str = "grades";

/// The original course, and what checks code against it.
pub struct Grader {
    graded: GradedCourse,
    checker: Checker,
    sandbox: bool,
    /// Where grades are kept: in the class's folder, or beside the plan. They have lines of learners'
    /// code in them, so they go when the class goes.
    grades: PathBuf,
}

impl Grader {
    /// Opens the original course. Nothing is checked yet, so no sandbox is needed yet. `folder` is the
    /// class's or the plan's, whose files no learner's code may read.
    ///
    /// # Errors
    /// There is no course there, or the folder lies where it would be taken for a part of the course.
    pub fn new(source: &OriginalsSource, folder: &Path, context: &mut Context) -> Result<Self> {
        let mut graded = grade::originals(Some(source), context)?;
        let root = &graded.opened.dir.root;
        let inside = folders_in(root, &[folder]);
        let is_class = |it: &PathBuf| it.ancestors().any(|it| it.join(CLASS_FILE).exists());
        if let Some(folder) = inside.iter().find(|it| !is_class(it)) {
            let message = format!(
                "{} lies in the course's own folder, so it would change the course: move it elsewhere",
                folder.display()
            );
            return Err(exit::error(exit::USAGE, message));
        }
        let class = fs::canonicalize(folder).unwrap_or_else(|_| folder.to_owned());
        let class = class.ancestors().find(|it| it.join(CLASS_FILE).exists());
        let class = class.unwrap_or(folder);
        let grades = match class.join(CLASS_FILE).exists() {
            true => class.join(GRADES),
            false => folder.with_file_name(GRADES),
        };
        graded.grading.hand_ins_in_course = folders_in(root, &[class]);
        Ok(Self {
            checker: graded.opened.checker()?.grading(graded.grading.clone()),
            graded,
            sandbox: false,
            grades,
        })
    }

    /// The original course.
    pub fn course(&self) -> &Course {
        &self.graded.opened.dir.course
    }

    /// What verdicts depend on here and now.
    ///
    /// # Errors
    /// There is no toolchain, or a file of the course can't be read.
    pub fn basis(&self) -> Result<GradingBasis> {
        GradingBasis::of(&self.checker).map_err(|message| exit::error(exit::MACHINE, message))
    }

    /// Grades in the sandbox from now on, and keeps the grades.
    ///
    /// # Errors
    /// This machine has no sandbox: exit code 4.
    pub fn in_sandbox(self) -> Result<Self> {
        let checker = self.checker.in_sandbox().map_err(|missing| {
            let advice = "--no-sandbox grades without one, and such results stay claims";
            exit::error(exit::MACHINE, format!("{}; {advice}", no_sandbox(missing)))
        });
        Ok(Self {
            checker: checker?.keeping_grades(Some(Cache::of_grades_in(self.grades.clone()))),
            sandbox: true,
            ..self
        })
    }

    /// Makes sure that this plan's results can be reached, or counted, here and now.
    ///
    /// # Errors
    /// The plan is of another course, program or toolchain.
    pub fn refuse_other_plan(&self, folder: &PlanFolder) -> Result<()> {
        match folder.plan.basis.difference(&self.basis()?) {
            Some(message) => Err(exit::error(exit::USAGE, message)),
            None => Ok(()),
        }
    }

    /// Builds the course's crates, if some of this work needs them.
    ///
    /// # Errors
    /// They can't be built, or the plan's folder can't be read.
    pub fn build_crates(&self, folder: &PlanFolder, bars: &Bars) -> Result<()> {
        let package = &self.graded.opened.dir.package;
        let needs_crates = |item| -> Result<bool> {
            let code = folder.code(item)?;
            Ok(package.is_needed_by(&String::from_utf8_lossy(&code)))
        };
        let is_needed = package.has_crates()
            && folder
                .plan
                .work
                .iter()
                .map(needs_crates)
                .find(|it| !matches!(it, Ok(false)))
                .transpose()?
                .is_some();
        if is_needed {
            self.checker.listen_to_crates(bars.crates());
            let built = self.checker.build_crates();
            built.map_err(|message| exit::error(exit::MACHINE, message))?;
        }
        Ok(())
    }

    /// Grades a shard and writes its results.
    ///
    /// # Errors
    /// The plan's folder can't be read or written.
    pub fn grade(
        &self,
        folder: &PlanFolder,
        shard: PlanShard,
        jobs: Option<u16>,
        each: &(dyn Fn() + Sync),
    ) -> Result<ShardResults> {
        let checker = |hand_in: &Path| {
            refused_settings::refuse_to_grade(hand_in)?;
            let graded = self.graded.of_learner(hand_in)?;
            Ok(self.checker.clone().grading(graded.grading))
        };
        let worker = ShardWorker {
            folder,
            course: self.course(),
            checker: &checker,
            sandbox: self.sandbox,
            jobs: jobs.map_or_else(verify::default_jobs, usize::from),
        };
        worker.grade(shard, each)
    }
}
