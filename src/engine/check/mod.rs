//! The pipeline that checks one exercise. Each stage is a value that is complete when it is made:
//!
//! 1. [`Subject`]: what is checked, read and graded once;
//! 2. [`BuildPlan`]: what it is built with, and the key of the result. A stored report ends here;
//! 3. [`Build`]: the plan with folders for its programs;
//! 4. [`BuildOutcome`]: what compilers and programs did;
//! 5. the report.

use std::io;
use std::sync::{Arc, OnceLock};

use crate::engine::attempts::Attempts;
use crate::engine::cache::Cache;
use crate::engine::course_dir::CourseDir;
use crate::engine::crates::CrateStore;
use crate::engine::fast::FastRunner;
use crate::engine::fast::incremental::Incremental;
use crate::engine::fast::linker::Linking;
use crate::engine::grading::{Grade, Grading};
use crate::engine::process::{self, Cancel, Job, Runner};
use crate::engine::scratch::Scratch;
use crate::engine::toolchain::Toolchain;
use crate::engine::wasm::WasmCrates;
use crate::model::check_report::CheckReport;
use crate::model::course::Exercise;
use crate::model::verdict::Reason;

mod ask;
mod build;
mod build_script;
mod gate;
mod jobs;
mod messages;
mod outcome;
mod package;
mod package_subject;
mod plan;
mod pristine;
mod report;
mod request;
mod sources;
mod stopwatch;
mod store;
mod subject;
mod tools;

pub use request::CheckRequest;

use build::Build;
pub(in crate::engine) use outcome::{BuildOutcome, ProgramOutcome};
pub(in crate::engine) use plan::BuildPlan;
pub(in crate::engine) use pristine::write_sealed;
pub(in crate::engine) use report::report;
pub(in crate::engine) use stopwatch::Stopwatch;
pub(in crate::engine) use subject::Subject;

/// Checks the exercises of one course. Its clones share the crates and all else that can be
/// shared.
#[derive(Clone)]
pub struct Checker {
    dir: CourseDir,
    runner: Arc<dyn Runner>,
    cache: Cache,
    /// Where grades under the originals' tests are kept, if they are.
    grades: Option<Cache>,
    course_digest: Arc<OnceLock<Option<String>>>,
    crates: Arc<CrateStore>,
    wasm_crates: Arc<WasmCrates>,
    toolchain: Arc<Attempts<Result<Toolchain, String>>>,
    scratch: Arc<Attempts<Result<Scratch, String>>>,
    starts_ahead: bool,
    incremental: Arc<Incremental>,
    sandboxed: bool,
    grading: Grading,
}

/// The report of a check, and what the check is worth.
#[derive(Debug, Clone)]
pub struct GradedReport {
    /// All that the check found out about the exercise.
    pub report: CheckReport,
    /// What it is worth.
    pub grade: Grade,
}

/// The compiles of the next check of an exercise, as far as they're known.
#[derive(Debug, Default)]
pub struct ExpectedCompiles(Vec<Job>);

/// How far a check gets without a compiler.
pub(in crate::engine) enum Start<'a> {
    /// Nothing can be compiled: this is the report.
    Refused(Box<GradedReport>),
    /// The report was stored.
    Stored(Box<GradedReport>, Box<BuildPlan<'a>>),
    /// This has to be built.
    Planned(Box<BuildPlan<'a>>),
}

impl Checker {
    /// A checker with real processes.
    ///
    /// # Errors
    /// This program's own file can't be found.
    pub fn new(dir: CourseDir) -> io::Result<Self> {
        let runner: Arc<dyn Runner> = Arc::new(FastRunner::new()?);
        let cache = Cache::of(&dir.state_folder());
        Ok(Self {
            crates: Arc::new(CrateStore::new(dir.clone(), Arc::clone(&runner))),
            wasm_crates: Arc::new(WasmCrates::new(dir.clone(), Arc::clone(&runner))),
            dir,
            runner,
            cache,
            grades: None,
            course_digest: Arc::default(),
            toolchain: Arc::default(),
            scratch: Arc::default(),
            starts_ahead: false,
            incremental: Arc::default(),
            sandboxed: false,
            grading: Grading::for_learner(),
        })
    }

    /// The course that it checks.
    pub fn dir(&self) -> &CourseDir {
        &self.dir
    }

    /// Keeps compilers running that wait for the next check. This is for a checker that lives
    /// long.
    #[must_use]
    pub fn starting_ahead(mut self) -> Self {
        self.starts_ahead = true;
        self
    }

    /// Grades what it checks in this way.
    #[must_use]
    pub fn grading(mut self, grading: Grading) -> Self {
        self.grading = grading;
        self
    }

    /// Keeps grades that were earned in the sandbox under the originals' tests.
    #[must_use]
    pub fn keeping_grades(mut self, store: Option<Cache>) -> Self {
        self.grades = store;
        self
    }

    /// Compiles and runs in the sandbox.
    ///
    /// # Errors
    /// What this machine lacks for it.
    pub fn in_sandbox(mut self) -> Result<Self, String> {
        if let Some(missing) = process::find_missing_for_sandbox() {
            return Err(missing);
        }
        self.sandboxed = true;
        Ok(self)
    }

    /// Checks one exercise. `None` if it was cancelled: then nothing is known.
    pub fn check(
        &self,
        exercise: &Exercise,
        request: CheckRequest,
        cancel: &Cancel,
    ) -> Option<GradedReport> {
        let mut found = None;
        self.check_then(exercise, request, cancel, |graded| found = Some(graded));
        found
    }

    /// Checks one exercise and gives `tell` the report, unless it was cancelled. What can be done
    /// later is done after that, but for getting ready for the next check ([`Self::get_ready`]).
    pub fn check_then(
        &self,
        exercise: &Exercise,
        request: CheckRequest,
        cancel: &Cancel,
        tell: impl FnOnce(GradedReport),
    ) -> ExpectedCompiles {
        self.await_crates(exercise, request, cancel);
        let _turn = request.again.then(|| self.incremental.turn());
        let stopwatch = Stopwatch::start();
        let tell = |graded: GradedReport| {
            if !cancel.is_cancelled() {
                tell(graded);
            }
        };
        match self.start(exercise, request, cancel, &stopwatch) {
            Start::Refused(graded) => {
                tell(*graded);
                ExpectedCompiles::default()
            }
            Start::Stored(graded, plan) => {
                tell(*graded);
                if plan.subject.package().is_some() {
                    return ExpectedCompiles::default();
                }
                self.expected(&Build::expected(&plan), request)
            }
            Start::Planned(plan) => self.check_planned(&plan, cancel, &stopwatch, tell),
        }
    }

    /// Reads and plans, and looks into the cache.
    pub(in crate::engine) fn start<'a>(
        &'a self,
        exercise: &'a Exercise,
        request: CheckRequest,
        cancel: &Cancel,
        stopwatch: &Stopwatch,
    ) -> Start<'a> {
        let refused = |reason| {
            let path = request.path(exercise);
            let report = CheckReport {
                duration_ms: stopwatch.milliseconds(),
                ..CheckReport::without_check(&exercise.name, &path, reason)
            };
            Start::Refused(Box::new(ungraded(report)))
        };
        let subject = match self.subject(exercise, request) {
            Ok(subject) => subject,
            Err(reason) => return refused(reason),
        };
        let plan = match self.plan(subject, cancel, stopwatch) {
            Ok(plan) => plan,
            Err(message) => return refused(Reason::ToolFailure { message }),
        };
        match self.stored(&plan) {
            Some(report) => {
                let report = CheckReport {
                    duration_ms: stopwatch.milliseconds(),
                    ..report
                };
                let graded = self.grade(&plan.subject, report);
                Start::Stored(Box::new(graded), Box::new(plan))
            }
            None => Start::Planned(Box::new(plan)),
        }
    }

    /// Builds what was planned, tells the report, and stores it.
    fn check_planned(
        &self,
        plan: &BuildPlan,
        cancel: &Cancel,
        stopwatch: &Stopwatch,
        tell: impl FnOnce(GradedReport),
    ) -> ExpectedCompiles {
        if let Some(package) = plan.subject.package() {
            let report = self.check_package(plan, package, cancel);
            let report = CheckReport {
                duration_ms: stopwatch.milliseconds(),
                ..report
            };
            tell(self.grade(&plan.subject, report.clone()));
            self.store_package(plan, &report, cancel);
            return ExpectedCompiles::default();
        }
        let build = match self.prepare(plan, cancel) {
            Ok(build) => build,
            Err(report) => {
                let duration_ms = stopwatch.milliseconds();
                tell(ungraded(CheckReport {
                    duration_ms,
                    ..*report
                }));
                return ExpectedCompiles::default();
            }
        };
        let (build, outcome) = self.carry_out(build, cancel);
        let report = match outcome {
            Ok(outcome) => report::blame_full_disk(report(plan, &outcome), &build.output),
            Err(message) => plan.subject.report(Reason::ToolFailure { message }),
        };
        let report = CheckReport {
            duration_ms: stopwatch.milliseconds(),
            ..report
        };
        tell(self.grade(&plan.subject, report.clone()));
        self.store(&build, &report, cancel);
        build.clean_up();
        self.expected(&build, plan.subject.request)
    }

    /// A report with its grade.
    pub(in crate::engine) fn grade(&self, subject: &Subject, report: CheckReport) -> GradedReport {
        let exercise = subject.exercise;
        let grade = self
            .grading
            .grade(&self.dir, exercise, &subject.graded, &report);
        GradedReport { report, grade }
    }

    fn expected(&self, build: &Build, request: CheckRequest) -> ExpectedCompiles {
        // What a build script will say at the next check isn't known.
        if !self.starts_ahead || !request.again || build.script.is_some() {
            return ExpectedCompiles::default();
        }
        // Where they write is among the arguments that come later.
        let job = |target| build.job(target, Linking::Direct, None, &self.dir.root);
        ExpectedCompiles(build.targets().map(job).collect())
    }

    /// Starts compilers that wait for the next check of an exercise.
    pub fn get_ready(&self, expected: &ExpectedCompiles) {
        if !expected.0.is_empty() {
            self.runner.expect(&expected.0);
        }
    }
}

/// The report of an exercise that couldn't be compiled.
fn ungraded(report: CheckReport) -> GradedReport {
    let grade = Grade::nothing();
    GradedReport { report, grade }
}
