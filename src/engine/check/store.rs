//! Stores what a check came to.

use crate::engine::cache::{Cache, Input};
use crate::engine::check::Checker;
use crate::engine::check::build::Build;
use crate::engine::check::plan::BuildPlan;
use crate::engine::files;
use crate::engine::ordinary_file;
use crate::engine::process::Cancel;
use crate::engine::rustc::{self, Target};
use crate::model::check_report::{CheckReport, MissingClippy};
use crate::model::diagnostic::Diagnostic;

impl Checker {
    /// Stores a fresh report, if another check of the same file would give the same.
    pub(super) fn store(&self, build: &Build, report: &CheckReport, cancel: &Cancel) {
        let may_be_stored = report.reason.may_be_cached()
            && build.plan.may_be_cached()
            // A clippy that broke down may do its work the next time.
            && !matches!(report.without_clippy, Some(MissingClippy::Failed { .. }))
            && !misses_a_file(report)
            && !cancel.is_cancelled();
        if may_be_stored && let Some(inputs) = self.inputs(build) {
            self.put(build.plan, report, inputs);
        }
    }

    /// The same for a package, whose result depends on its files alone.
    pub(super) fn store_package(&self, plan: &BuildPlan, report: &CheckReport, cancel: &Cancel) {
        if report.reason.may_be_cached() && plan.may_be_cached() && !cancel.is_cancelled() {
            self.put(plan, report, Vec::new());
        }
    }

    /// Stores a report, unless the file has changed since we read it: the compiler may have read
    /// it later than we did.
    pub(in crate::engine) fn put(
        &self,
        plan: &BuildPlan,
        report: &CheckReport,
        inputs: Vec<Input>,
    ) {
        let subject = &plan.subject;
        let text = self.read_exercise(subject.exercise, subject.request);
        let text = text.unwrap_or_default();
        if files::digest(text.as_bytes()) == plan.subject.version
            && let Some(cache) = self.cache_for(plan)
        {
            cache.put(&plan.key, report, inputs);
        }
    }

    /// Where the result of a plan is kept: grades in the grader's own store.
    pub(super) fn cache_for(&self, plan: &BuildPlan) -> Option<&Cache> {
        match &plan.subject.graded.sealed {
            Some(_) => self
                .grades
                .as_ref()
                .filter(|_| self.course_digest().is_some()),
            None => Some(&self.cache),
        }
    }

    /// The digest of the original course, for grades. `None` if it can't be read as a whole.
    pub fn course_digest(&self) -> Option<&str> {
        let digest = self.course_digest.get_or_init(|| self.dir.digest());
        digest.as_deref()
    }

    /// The files beside the source that the compilers read. `None` if we don't know them, or if
    /// the result depends on more than files: then it must not be stored.
    fn inputs(&self, build: &Build) -> Option<Vec<Input>> {
        let plan = build.plan;
        let has_crates = plan.tools.crates.is_some();
        let list =
            |target| ordinary_file::read_text(rustc::inputs_file(&build.program(target))).ok();
        let finding_errors = [plan.first_target(), Target::Errors].map(list);
        if finding_errors.iter().all(Option::is_none) {
            return None;
        }
        // These may read more; after a failed compile there are none.
        let others = [Target::QuietMain, Target::Lints, Target::Wasm].map(list);
        let mut paths = Vec::new();
        for list in finding_errors.into_iter().chain(others).flatten() {
            paths.extend(rustc::read_inputs(&list, has_crates)?);
        }
        if plan.subject.graded.sealed.is_some() {
            // The key has all of the original's files.
            return self.foreign_files(build).is_empty().then(Vec::new);
        }
        let copy = build.copy(plan.first_target());
        let is_copy = |path: &str| {
            let file = self.dir.root.join(path);
            copy.as_ref().is_some_and(|folder| file.starts_with(folder))
        };
        // The key has the exercise's own files.
        let is_own = |path: &str| path == plan.subject.path || plan.subject.has_module(path);
        let others = paths.iter().filter(|it| !is_own(it) && !is_copy(it));
        others.map(|path| Input::of(&self.dir.root, path)).collect()
    }
}

/// Whether the compile failed because of a missing file: no list of inputs names it, and it may
/// appear.
fn misses_a_file(report: &CheckReport) -> bool {
    report.diagnostics.iter().any(Diagnostic::misses_a_file)
}
