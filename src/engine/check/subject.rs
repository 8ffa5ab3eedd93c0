//! The first stage of a check: what is checked.

use std::time::Duration;

use crate::engine::check::package_subject::PackageToBuild;
use crate::engine::check::{CheckRequest, Checker};
use crate::engine::exercise_text::{self as texts, Version};
use crate::engine::grading::{FileToGrade, GradedSource};
use crate::engine::{embedded, files, starters};
use crate::model::check_report::CheckReport;
use crate::model::course::Exercise;
use crate::model::exercise_text::{self, Program};
use crate::model::formats::v5;
use crate::model::limits::{DEFAULT_PROGRAM_TIME, Limits};
use crate::model::module_files::ModuleFiles;
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
    /// The files of an exercise that has several, of which `graded` is made.
    pub modules: Option<Modules>,
    /// The line of a comment that keeps the exercise from passing.
    pub not_done: Option<usize>,
    /// What its programs may use.
    pub limits: Limits,
}

/// The files of an exercise that has several.
pub(in crate::engine) struct Modules {
    pub files: ModuleFiles,
    /// The one that the crate begins with.
    pub root: Source,
    /// How they're built, if they are a cargo package.
    pub package: Option<PackageToBuild>,
}

impl Subject<'_> {
    /// Whether one of the exercise's files beside the first has this path.
    pub fn has_module(&self, path: &str) -> bool {
        let modules = self.modules.as_ref();
        modules.is_some_and(|modules| modules.files.at(path).is_some())
    }

    /// How it's built, if it's a cargo package.
    pub fn package(&self) -> Option<&PackageToBuild> {
        self.modules.as_ref()?.package.as_ref()
    }

    /// The file that is given to the compiler, unless the original's tests are put around it.
    pub fn root(&self) -> &Source {
        let modules = self.modules.as_ref();
        modules.map_or_else(|| self.source(), |modules| &modules.root)
    }

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
        let modules = self.modules.as_ref();
        let (path, source) = modules.map_or_else(
            || (self.path.clone(), self.source().text().to_owned()),
            |modules| {
                let file = report.file_to_look_at(&modules.files);
                (file.path.clone(), file.text.clone())
            },
        );
        CheckReport {
            version: self.version.clone(),
            path,
            source,
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
        let bad = |problem| Reason::BadSource { problem };
        let text = self.read_program(exercise, request).map_err(bad)?;
        let program = self.program(exercise, request, text).map_err(bad)?;
        let original = self.original(exercise, request);
        if exercise.is_package() {
            let text = &program.1.text;
            let graded = self.grade_package(exercise, request, text, original.as_deref());
            let (graded, package) = graded?;
            let subject = self.new_subject(exercise, request, program, |_| Ok(graded));
            let mut subject = subject.map_err(|message| Reason::ToolFailure { message })?;
            if let Some(modules) = &mut subject.modules {
                modules.package = Some(package);
            }
            return Ok(subject);
        }
        let path = exercise.path();
        let read = |text: String| self.dir.package.read_program(exercise, &path, &text);
        let original = original.and_then(read);
        let grade = |source| {
            let file = FileToGrade {
                exercise,
                is_solution: request.solution,
                original,
                source,
            };
            self.grading.grade_source(&self.dir, file)
        };
        self.new_subject(exercise, request, program, grade)
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
        let text = self.read_exercise(exercise, request)?;
        let program = self.program(exercise, request, text)?;
        let ungraded = |source| Ok(GradedSource::ungraded(source));
        self.new_subject(exercise, request, program, ungraded)
    }

    /// The text of the exercise that is checked. The error follows its path.
    fn read_program(&self, exercise: &Exercise, request: CheckRequest) -> Result<String, String> {
        let path = request.path(exercise);
        if request.solution
            && let Ok(text) = self.read_source(&path)
            && let Some(words) = embedded::seal_in_words(&text)
        {
            return Err(words.to_owned());
        }
        match self.read_exercise(exercise, request) {
            Ok(text) => Ok(text),
            // No command brings it back.
            Err(_) if request.solution && !self.file(&path).exists() => {
                Err("does not exist".to_owned())
            }
            Err(problem) => Err(self.with_way_out(problem, exercise, request)),
        }
    }

    /// The program in a text of an exercise. The error follows its path.
    fn program(
        &self,
        exercise: &Exercise,
        request: CheckRequest,
        text: String,
    ) -> Result<(String, Program), String> {
        let version = files::digest(text.as_bytes());
        let edition = self.dir.package.edition();
        let program = exercise_text::program(exercise, &request.path(exercise), &text, edition)?;
        Ok((version, program))
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
            texts::read(&self.dir.root, exercise, Version::Own).ok()
        } else {
            self.grading.originals.text(&self.dir, exercise)
        }
    }

    fn new_subject<'a>(
        &self,
        exercise: &'a Exercise,
        request: CheckRequest,
        (version, program): (String, Program),
        grade: impl FnOnce(Source) -> Result<GradedSource, String>,
    ) -> Result<Subject<'a>, String> {
        let source = self.dir.package.read(program.text);
        let says_when_done = exercise.legacy.is_some();
        let not_done = says_when_done.then(|| v5::line_not_done(&source)).flatten();
        let mut graded = grade(source)?;
        let modules = program.modules.map(|files| Modules {
            root: self.dir.package.read(files.root().text.as_str()),
            files,
            package: None,
        });
        if let Some(modules) = &modules {
            graded
                .edited
                .extend(modules.files.problems().iter().cloned());
        }
        let own_time = exercise.timeout.map(Duration::from_secs);
        let time = own_time.or(request.time).unwrap_or(DEFAULT_PROGRAM_TIME);
        Ok(Subject {
            exercise,
            request,
            path: request.path(exercise),
            version,
            outline: Outline::of(&graded.source),
            graded,
            modules,
            not_done,
            limits: Limits::program(time),
        })
    }
}
