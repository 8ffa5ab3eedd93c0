//! Grades a shard of a plan.

use std::fs;
use std::io;
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Mutex;

use anyhow::{Context, Result};

use crate::class::grading::results::{ShardResults, WorkResult};
use crate::class::grading::shard::{self, PlanShard};
use crate::class::plan::PlanFolder;
use crate::engine::check::{CheckRequest, Checker};
use crate::engine::exercise_text::{self, Version};
use crate::engine::files;
use crate::engine::ordinary_file::{self, LONGEST_FILE, Links};
use crate::engine::parallel::{self, lock};
use crate::engine::process::Cancel;
use crate::engine::verify::{self, ExerciseResult, Plan as VerifyPlan};
use crate::exit;
use crate::model::check_report::MissingClippy;
use crate::model::course::{Course, Exercise};
use crate::model::database::Database;
use crate::model::diagnostic::Diagnostic;
use crate::model::exercise_text::split;

/// Whether the results of a shard are there already, at least as good as those that we would get.
pub fn is_done(folder: &PlanFolder, shard: PlanShard, sandbox: bool, course: &Course) -> bool {
    let path = folder.results().join(shard.file_name());
    let found = ordinary_file::read(path, Links::Refuse, LONGEST_FILE).ok();
    let found = found.and_then(|text| ShardResults::read(&text, folder, shard, course).ok());
    found.is_some_and(|found| {
        (found.sandbox || !sandbox) && found.results.iter().all(WorkResult::is_graded)
    })
}

/// What grades shards.
pub struct ShardWorker<'a> {
    /// The plan.
    pub folder: &'a PlanFolder,
    /// The original course.
    pub course: &'a Course,
    /// The same checker with the exercises of a folder.
    pub checker: &'a (dyn Fn(&Path) -> Result<Checker> + Sync),
    /// Whether the checkers use the sandbox.
    pub sandbox: bool,
    /// How many checks run at once.
    pub jobs: usize,
}

impl ShardWorker<'_> {
    /// Grades a shard and writes its file of results. `each` is called for each piece of work that has
    /// ended. What the grader's store knows already isn't done again.
    ///
    /// # Errors
    /// The plan's folder can't be read or written, or the course lacks an exercise.
    pub fn grade(&self, shard: PlanShard, each: &(dyn Fn() + Sync)) -> Result<ShardResults> {
        let positions = self.folder.plan.positions(self.course);
        positions.map_err(|message| exit::error(exit::COURSE, message))?;
        let work = &self.folder.plan.work;
        let hand_ins = shard::hand_ins(work, shard.work(work));
        // Each has a share of the jobs: what files have in common is compiled once.
        let at_once = self.jobs.min(hand_ins.len()).max(1);
        let jobs = self.jobs / at_once;
        let (results, problem) = (Mutex::default(), Mutex::new(None));
        parallel::each(at_once, hand_ins.len(), |number| {
            match self.grade_hand_in(&hand_ins[number], jobs, each) {
                Ok(graded) => {
                    let mut results: std::sync::MutexGuard<'_, Vec<WorkResult>> = lock(&results);
                    results.extend(graded);
                    ControlFlow::Continue(())
                }
                Err(error) => {
                    lock(&problem).get_or_insert(error);
                    ControlFlow::Break(())
                }
            }
        });
        if let Some(error) = lock(&problem).take() {
            return Err(error);
        }
        let mut results = std::mem::take(&mut *lock(&results));
        results.sort();
        let results = ShardResults::new(self.folder, shard, self.sandbox, results);
        let path = self.folder.results().join(shard.file_name());
        files::write_atomic(&path, results.to_text()?.as_bytes())
            .with_context(|| format!("{} can't be written", path.display()))?;
        Ok(results)
    }

    /// Grades versions of different exercises that one learner handed in.
    fn grade_hand_in(
        &self,
        hand_in: &[usize],
        jobs: usize,
        each: &(dyn Fn() + Sync),
    ) -> Result<Vec<WorkResult>> {
        let scratch = tempfile::tempdir().context("the code can't be laid out")?;
        let mut exercises: Vec<&Exercise> = Vec::new();
        for at in hand_in {
            let item = &self.folder.plan.work[*at];
            let mut all = self.course.exercises.iter();
            // A plan with other exercises has been refused before.
            let exercise = all.find(|it| it.name == item.exercise);
            let exercise = exercise.context("the plan has an exercise that the course lacks")?;
            let code = self.folder.code(item)?;
            lay_out(scratch.path(), exercise, &code).context("the code can't be laid out")?;
            exercises.push(exercise);
        }
        // Where the course has none.
        fs::create_dir_all(scratch.path().join("exercises"))?;
        let checker = (self.checker)(scratch.path())?;
        let plan = VerifyPlan {
            request: CheckRequest::default(),
            jobs,
            retries: 0,
            fail_fast: false,
        };
        let results = Mutex::new(Vec::new());
        let keep = |place: usize, result: ExerciseResult| {
            lock(&results).push(self.result(hand_in[place], &result));
            each();
        };
        verify::verify_as_planned(&checker, &exercises, plan, &Cancel::default(), &keep);
        Ok(std::mem::take(&mut *lock(&results)))
    }

    fn result(&self, work: usize, result: &ExerciseResult) -> WorkResult {
        let item = &self.folder.plan.work[work];
        let report = &result.last.report;
        let is_lasting = report.reason.may_be_cached()
            && result.earlier.is_empty()
            && report.database != Some(Database::Given)
            && !matches!(report.without_clippy, Some(MissingClippy::Failed { .. }))
            && !report.diagnostics.iter().any(Diagnostic::misses_a_file);
        WorkResult {
            work,
            exercise: item.exercise.clone(),
            code: item.code.clone(),
            reason: report.reason.kind().to_owned(),
            passed: report.passed(),
            points: result.last.grade.score,
            lasting: is_lasting,
        }
    }
}

/// Writes a learner's code where the exercise is in a course. What isn't the text of a folder is
/// written as the file that the folder's crate begins with.
fn lay_out(root: &Path, exercise: &Exercise, code: &[u8]) -> io::Result<()> {
    let text = std::str::from_utf8(code).ok();
    let text = text.filter(|text| exercise.has_folder() && split(text).is_some());
    if let Some(text) = text {
        return exercise_text::write(root, exercise, Version::Own, text);
    }
    let file = root.join(exercise.path());
    fs::create_dir_all(file.parent().unwrap_or(root))?;
    fs::write(file, code)
}
