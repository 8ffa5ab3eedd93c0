//! What the compiler says of an exercise in its own JSON, for editors. Nothing is run, stored
//! or recorded.

use crate::engine::check::work::Work;
use crate::engine::check::{Checker, Request};
use crate::engine::embedded;
use crate::engine::process::{Cancel, Job};
use crate::engine::rustc::{Linking, Target};
use crate::model::course::Exercise;
use crate::model::database;
use crate::model::editor_messages::Compiled;
use crate::model::outcome::{Ending, Outcome};
use crate::rust::Outline;

/// The compiler's messages about one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CompilerMessages {
    /// Lines of JSON, in cargo's form.
    pub lines: Vec<String>,
    /// Whether one of them is an error.
    pub has_error: bool,
    /// Whether the exercise asks for clippy, which is not installed.
    pub lacks_clippy: bool,
}

impl CompilerMessages {
    fn none() -> Self {
        Self {
            lines: vec![Compiled::end(false)],
            has_error: false,
            lacks_clippy: false,
        }
    }
}

impl Checker {
    /// Compiles a file of an exercise for its messages: rustc's, and clippy's where the exercise
    /// is strict and rustc finds no error. Waits for the crates that it needs.
    ///
    /// # Errors
    /// The file cannot be read, its crates cannot be built, or the compiler breaks down.
    pub fn compiler_messages(
        &self,
        exercise: &Exercise,
        request: Request,
        cancel: &Cancel,
    ) -> Result<CompilerMessages, String> {
        let path = request.path(exercise);
        let source = self.read_source(&path).map_err(|e| format!("{path} {e}"))?;
        if request.solution && embedded::is_sealed(&source) {
            // It is no program yet.
            return Ok(CompilerMessages::none());
        }
        let toolchain = self.toolchain()?;
        let crates = self.crates_for(&source, toolchain, cancel)?;
        let edition = crates.as_ref().and_then(|crates| crates.edition());
        let outline = Outline::of(&self.dir.package.read(source.as_str()));
        let mut work = self.work(exercise, request, toolchain, path, outline);
        work.crates = crates;
        let url = std::env::var_os(database::VARIABLE);
        let url = url.as_ref().map(|url| url.to_string_lossy());
        work.database = database::decide(url.as_deref(), &source);
        work.output = Some(self.output("messages")?);
        let compiled = Compiled {
            root: &self.dir.root,
            name: &exercise.name,
            path: &work.path,
            edition: edition.as_deref().unwrap_or(&work.flags.edition),
        };
        let mut lints = work.job(Target::Lints, Linking::Usual, None, &self.dir.root);
        // Editors show the text as it is, without colours.
        lints
            .args
            .retain(|arg| arg != "--json=diagnostic-rendered-ansi");
        let check = Job {
            program: toolchain.rustc.clone(),
            ..lints.clone()
        };
        let said = self.messages_of(&work, check, compiled, cancel);
        let asks_clippy = exercise.strict_clippy && said.as_ref().is_ok_and(|said| !said.1);
        let said = if asks_clippy && toolchain.clippy.is_some() {
            self.messages_of(&work, lints, compiled, cancel)
        } else {
            said
        };
        work.clean_up();
        let (mut lines, has_error) = said?;
        lines.push(Compiled::end(has_error));
        Ok(CompilerMessages {
            lines,
            has_error,
            lacks_clippy: exercise.strict_clippy && toolchain.clippy.is_none(),
        })
    }

    fn messages_of(
        &self,
        work: &Work,
        job: Job,
        compiled: Compiled,
        cancel: &Cancel,
    ) -> Result<(Vec<String>, bool), String> {
        let program = work.program(Target::Lints);
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
