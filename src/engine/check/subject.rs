//! The first stage of a check: what is checked.

use std::time::Duration;

use crate::engine::check::{CheckRequest, Checker};
use crate::engine::grading::{FileToGrade, GradedSource};
use crate::engine::{embedded, files, starters};
use crate::model::check_report::CheckReport;
use crate::model::course::Exercise;
use crate::model::formats::v5;
use crate::model::limits::{DEFAULT_PROGRAM_TIME, Limits};
use crate::model::verdict::{RESET_RESTORES_IT, Reason};
use crate::rust::{Outline, Source};

/// What is checked: a file of an exercise, read once.
pub(in crate::engine) struct Subject<'a> {
    pub exercise: &'a Exercise,
    pub request: CheckRequest,
    /// The file, below the course's root.
    pub path: String,
    /// The digest of what the file holds.
    pub version: String,
    /// The text that is compiled, and what grading found out about the file.
    pub graded: GradedSource,
    /// What there is in that text.
    pub outline: Outline,
    /// The line of a comment that keeps the exercise from passing.
    pub not_done: Option<usize>,
    /// What its programs may use.
    pub limits: Limits,
}

impl Subject<'_> {
    /// What is compiled.
    pub fn source(&self) -> &Source {
        &self.graded.source
    }

    /// Whether its tests are compiled and run.
    pub fn runs_tests(&self) -> bool {
        self.exercise.test && self.outline.has_tests
    }

    /// Whether its `main` is run.
    pub fn runs_main(&self) -> bool {
        let is_run_beside_tests =
            self.outline.main_does_something && self.exercise.legacy.is_none();
        !self.runs_tests() || is_run_beside_tests
    }

    /// A report about this subject, with nothing but a reason.
    pub fn report(&self, reason: Reason) -> CheckReport {
        self.sign(self.unsigned_report(reason))
    }

    /// The same without what the subject itself tells, for a check that never began.
    pub fn unsigned_report(&self, reason: Reason) -> CheckReport {
        CheckReport::without_check(&self.exercise.name, &self.path, reason)
    }

    /// Adds to a report what the subject itself tells, which the cache doesn't store.
    pub fn sign(&self, report: CheckReport) -> CheckReport {
        CheckReport {
            version: self.version.clone(),
            source: self.source().text().to_owned(),
            edition: self.source().edition(),
            open_tests: self.graded.open_tests.clone(),
            test_changes: self.graded.test_changes.clone(),
            ..report
        }
    }
}

impl Checker {
    /// Reads the file that a request is about.
    ///
    /// # Errors
    /// Why it can't be checked.
    pub(super) fn subject<'a>(
        &self,
        exercise: &'a Exercise,
        request: CheckRequest,
    ) -> Result<Subject<'a>, Reason> {
        let path = request.path(exercise);
        let text = self
            .read_program(exercise, request, &path)
            .map_err(|problem| Reason::BadSource { problem })?;
        let original = self.original(exercise, request);
        let original = original.map(|original| self.dir.package.read(original));
        let grade = |source| {
            let file = FileToGrade {
                exercise,
                is_solution: request.solution,
                original,
                source,
            };
            self.grading.grade_source(&self.dir, file)
        };
        self.new_subject(exercise, request, text, grade)
            .map_err(|message| Reason::ToolFailure { message })
    }

    /// The same without grading and for its messages alone: nothing of it is run.
    ///
    /// # Errors
    /// Why the file can't be read, to follow its path.
    pub(super) fn ungraded_subject<'a>(
        &self,
        exercise: &'a Exercise,
        request: CheckRequest,
    ) -> Result<Subject<'a>, String> {
        let text = self.read_source(&request.path(exercise))?;
        let ungraded = |source| Ok(GradedSource::ungraded(source));
        self.new_subject(exercise, request, text, ungraded)
    }

    /// The text of the file that is checked. The error follows its path.
    fn read_program(
        &self,
        exercise: &Exercise,
        request: CheckRequest,
        path: &str,
    ) -> Result<String, String> {
        let text = match self.read_source(path) {
            Ok(text) => text,
            // No command brings it back.
            Err(_) if request.solution && !self.file(path).exists() => {
                return Err("does not exist".to_owned());
            }
            Err(problem) => return Err(self.with_way_out(problem, exercise, request)),
        };
        let seal = embedded::seal_in_words(&text).filter(|_| request.solution);
        seal.map_or(Ok(text), |words| Err(words.to_owned()))
    }

    /// Says how a missing file comes back, if it can.
    fn with_way_out(&self, problem: String, exercise: &Exercise, request: CheckRequest) -> String {
        if problem != files::MISSING || request.solution {
            return problem;
        }
        if starters::pristine(&self.dir, exercise).is_some() {
            format!("{problem}; {RESET_RESTORES_IT}")
        } else {
            format!("{problem}, and we have no copy of it")
        }
    }

    /// The original of an exercise, if the tests are to be held against it.
    fn original(&self, exercise: &Exercise, request: CheckRequest) -> Option<String> {
        // The author's solutions are held against the starters only if the author asks.
        let is_trusted = request.solution && !request.author && !self.grading.pristine;
        if !exercise.test || exercise.has_learners_tests() || is_trusted {
            return None;
        }
        if request.author {
            files::read_source(&self.dir.root.join(exercise.path())).ok()
        } else {
            self.grading.originals.text(&self.dir, exercise)
        }
    }

    fn new_subject<'a>(
        &self,
        exercise: &'a Exercise,
        request: CheckRequest,
        text: String,
        grade: impl FnOnce(Source) -> Result<GradedSource, String>,
    ) -> Result<Subject<'a>, String> {
        let version = files::digest(text.as_bytes());
        let source = self.dir.package.read(text);
        let says_when_done = exercise.legacy.is_some();
        let not_done = says_when_done.then(|| v5::line_not_done(&source)).flatten();
        let graded = grade(source)?;
        let own_time = exercise.timeout.map(Duration::from_secs);
        let time = own_time.or(request.time).unwrap_or(DEFAULT_PROGRAM_TIME);
        Ok(Subject {
            exercise,
            request,
            path: request.path(exercise),
            version,
            outline: Outline::of(&graded.source),
            graded,
            not_done,
            limits: Limits::program(time),
        })
    }
}
