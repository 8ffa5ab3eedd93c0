//! What the compiler is asked about an exercise is compiled like its check.

use std::path::{Path, PathBuf};

use crate::engine::ask::context::CompileContext;
use crate::engine::ask::{Asker, CompileHost};
use crate::engine::check::subject::Modules;
use crate::engine::check::{CheckRequest, Checker};
use crate::engine::embedded;
use crate::engine::explanation;
use crate::engine::process::{Cancel, Job};
use crate::engine::rustc::Target;
use crate::lens::explanations::Explanations;
use crate::model::ask::proof::FaultyProgram;
use crate::model::check_report::CheckReport;
use crate::model::course::Exercise;
use crate::model::database::{self, Database};
use crate::model::diagnostic::{Diagnostic, Level};
use crate::model::outcome::Outcome;
use crate::rust::Source;

impl CompileHost for Checker {
    fn new_folder(&self) -> Result<PathBuf, String> {
        self.scratch()?.new_folder("ask")
    }

    fn run(&self, folder: &Path, job: Job, cancel: &Cancel) -> Result<Outcome, String> {
        self.run_in(folder, job, cancel)
    }
}

impl Checker {
    /// Asks the compiler about exercises. Replies are kept as long as the asker is, and on disk.
    pub fn asker(&self) -> Asker<'_> {
        Asker::new(self, self.cache.clone())
    }

    /// Explains the errors that a check of an exercise found, with repairs that work. `None` if
    /// there are none, if the compiler can't be asked, or if the file has changed since.
    pub fn explain(
        &self,
        exercise: &Exercise,
        report: &CheckReport,
        cancel: &Cancel,
    ) -> Option<Explanations> {
        let errors = report.at_level(Level::Error).cloned();
        let errors: Vec<Diagnostic> = errors.collect();
        if errors.is_empty() {
            return None;
        }
        let request = CheckRequest::default();
        let asked = self.file_to_ask(exercise, request, Some(&report.path), cancel);
        let (context, source) = asked.ok()?;
        if source.text() != report.source {
            return None;
        }
        let program = FaultyProgram {
            source: &source,
            file: &report.path,
            errors: &errors,
        };
        let asker = self.asker();
        let lenses = explanation::explain(&asker, &context, program, cancel);
        (!cancel.is_cancelled()).then(|| Explanations::new(lenses))
    }

    /// The program in a file of an exercise, and how it's compiled when it's checked. Waits until
    /// the crates that it needs are built.
    ///
    /// # Errors
    /// The file can't be read, there is no compiler, the crates can't be built, or the exercise
    /// has a build script: what that would say isn't known before it has run.
    pub fn program_to_ask(
        &self,
        exercise: &Exercise,
        request: CheckRequest,
        cancel: &Cancel,
    ) -> Result<(CompileContext, Source), String> {
        self.file_to_ask(exercise, request, None, cancel)
    }

    /// The same for one file of an exercise that has several; without a path, the first.
    fn file_to_ask(
        &self,
        exercise: &Exercise,
        request: CheckRequest,
        path: Option<&str>,
        cancel: &Cancel,
    ) -> Result<(CompileContext, Source), String> {
        if exercise.is_package() {
            return Err("cargo decides how it's compiled".to_owned());
        }
        if exercise.build_script().is_some() {
            return Err("its build script decides how it's compiled".to_owned());
        }
        let about = |problem| format!("{} {problem}", request.path(exercise));
        let subject = self.ungraded_subject(exercise, request).map_err(about)?;
        if let Some(words) = embedded::seal_in_words(subject.source().text()) {
            return Err(about(words.to_owned()));
        }
        let tools = self.native_tools(&subject, self.toolchain()?, cancel)?;
        let plan = self.plan_with(subject, tools);
        let compile = plan.compile(Target::Errors);
        let context = CompileContext::of(&compile, &self.dir.root, self.sandboxed);
        let context = match plan.database {
            Some(Database::Withheld) => context.without_variable(database::VARIABLE),
            _ => context,
        };
        let subject = plan.subject;
        let Some(Modules { files, root, .. }) = subject.modules else {
            return Ok((context, subject.graded.source));
        };
        let file = path.and_then(|path| files.at(path));
        let source = file.map_or(root, |file| self.dir.package.read(file.text.as_str()));
        let varied = file.unwrap_or_else(|| files.root());
        let context = context.with_modules(&varied.path, &files.files);
        Ok((context, source))
    }
}
