//! What the compiler says about an exercise in its own JSON, for editors. Nothing is run, stored
//! or recorded.

use crate::engine::check::build::Build;
use crate::engine::check::{CheckRequest, Checker};
use crate::engine::embedded;
use crate::engine::fast::linker::Linking;
use crate::engine::process::{Cancel, Job};
use crate::engine::rustc::Target;
use crate::model::course::Exercise;
use crate::model::editor_messages::CompiledExercise;
use crate::model::outcome::{Ending, Outcome};

/// The compiler's messages about one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CompilerMessages {
    /// Lines of JSON, in cargo's form.
    pub lines: Vec<String>,
    /// Whether one of them is an error.
    pub has_error: bool,
    /// Whether the exercise asks for clippy, but clippy isn't installed.
    pub lacks_clippy: bool,
}

impl CompilerMessages {
    fn none() -> Self {
        Self {
            lines: vec![CompiledExercise::end(false)],
            has_error: false,
            lacks_clippy: false,
        }
    }
}

impl Checker {
    /// Compiles a file of an exercise for its messages: rustc's, or clippy's if the exercise is
    /// strict and rustc finds no error. Waits for the crates that it needs.
    ///
    /// # Errors
    /// The file can't be read, its crates can't be built, or the compiler breaks down.
    pub fn compiler_messages(
        &self,
        exercise: &Exercise,
        request: CheckRequest,
        cancel: &Cancel,
    ) -> Result<CompilerMessages, String> {
        if exercise.is_package() {
            let folder = exercise.folder().unwrap_or_default();
            return Err(format!(
                "{folder} is a cargo package: let your editor run `cargo check` in it"
            ));
        }
        let subject = self
            .ungraded_subject(exercise, request)
            .map_err(|problem| format!("{} {problem}", request.path(exercise)))?;
        if request.solution && embedded::is_sealed(subject.source().text()) {
            // It is no program yet.
            return Ok(CompilerMessages::none());
        }
        let toolchain = self.toolchain()?;
        let tools = self.native_tools(&subject, toolchain, cancel)?;
        let plan = self.plan_with(subject, tools);
        let build = Build {
            output: self.output("messages")?,
            joins_main: false,
            ..Build::expected(&plan)
        };
        let edition = plan.tools.crates.as_ref().and_then(|c| c.edition());
        let compiled = CompiledExercise {
            root: &self.dir.root,
            name: &exercise.name,
            path: &plan.subject.path,
            edition: edition.as_deref().unwrap_or(&plan.tools.flags.edition),
        };
        let mut lints = build.job(Target::Lints, Linking::Usual, None, &self.dir.root);
        // Editors show the text as it is, without colours.
        lints
            .args
            .retain(|arg| arg != "--json=diagnostic-rendered-ansi");
        let check = Job {
            program: toolchain.rustc.clone(),
            ..lints.clone()
        };
        let said = self.messages_of(&build, check, compiled, cancel);
        let asks_clippy = exercise.strict_clippy && said.as_ref().is_ok_and(|said| !said.1);
        let said = if asks_clippy && toolchain.clippy.is_some() {
            self.messages_of(&build, lints, compiled, cancel)
        } else {
            said
        };
        build.clean_up();
        let (mut lines, has_error) = said?;
        lines.push(CompiledExercise::end(has_error));
        Ok(CompilerMessages {
            lines,
            has_error,
            lacks_clippy: exercise.strict_clippy && toolchain.clippy.is_none(),
        })
    }

    fn messages_of(
        &self,
        build: &Build,
        job: Job,
        compiled: CompiledExercise,
        cancel: &Cancel,
    ) -> Result<(Vec<String>, bool), String> {
        let program = build.program(Target::Lints);
        let folder = program.parent().unwrap_or(&program);
        let outcome = self.run_in(folder, job, cancel)?;
        let (lines, has_error) = compiled.messages(&outcome.stderr.text());
        if outcome.ending != Ending::Exited(0) && !has_error {
            return Err(broken_down(&outcome));
        }
        Ok((lines, has_error))
    }
}

fn broken_down(outcome: &Outcome) -> String {
    let words = outcome.stderr.text();
    format!(
        "the compiler could not look at the exercise\n{}",
        words.trim()
    )
}
