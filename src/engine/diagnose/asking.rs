//! What the compiler can be asked about a program outside a course.

use std::path::{Path, PathBuf};
use std::thread;

use crate::engine::ask::context::CompileContext;
use crate::engine::ask::{Asker, CompileHost, facts};
use crate::engine::cache::Cache;
use crate::engine::diagnose::LoneProgram;
use crate::engine::explanation;
use crate::engine::fast::FastRunner;
use crate::engine::process::{Cancel, Job};
use crate::engine::scratch;
use crate::lens::Lens;
use crate::model::ask::proof::FaultyProgram;
use crate::model::diagnostic::Diagnostic;
use crate::model::outcome::Outcome;

/// A program's errors, and what there is to say of them.
pub struct ExplainedProgram {
    /// The errors, in the compiler's order.
    pub errors: Vec<Diagnostic>,
    /// An entry for each error, with repairs that work; `None` if the compiler can't be asked about
    /// the program.
    pub lenses: Option<Vec<Option<Lens>>>,
}

impl LoneProgram {
    /// Asks about it. Replies are kept as long as the program is, since nothing outside a course
    /// would clean them up.
    pub fn asker(&self) -> Asker<'_> {
        let replies = self.host.scratch.path().join("replies");
        Asker::new(&self.host, Cache::new(replies)).without_yielding()
    }

    /// Compiles it and explains its errors.
    ///
    /// # Errors
    /// The compiler can't be started, or it fails without an error in the program.
    pub fn explain(&self) -> Result<ExplainedProgram, String> {
        let Some(context) = &self.context else {
            return Ok(ExplainedProgram {
                errors: self.errors()?,
                lenses: None,
            });
        };
        self.explain_in(context)
    }

    fn explain_in(&self, context: &CompileContext) -> Result<ExplainedProgram, String> {
        let asker = self.asker();
        let cancel = Cancel::default();
        thread::scope(|scope| {
            // Most people who ask for an explanation have an error, so the facts are asked at once.
            let facts = scope.spawn(|| facts::of_file(&asker, context, &self.source, &cancel));
            let errors = self.errors();
            if errors.as_ref().map_or(true, Vec::is_empty) {
                cancel.cancel();
            }
            let errors = errors?;
            let program = FaultyProgram {
                source: &self.source,
                file: &self.file,
                errors: &errors,
            };
            let facts = || facts.join().unwrap_or_default();
            let lenses = explanation::explain_with(&asker, context, program, facts, &cancel);
            Ok(ExplainedProgram {
                errors,
                lenses: Some(lenses),
            })
        })
    }
}

/// Compiles in a folder of its own, which goes with it.
pub(super) struct LoneHost {
    pub(super) scratch: tempfile::TempDir,
    pub(super) runner: FastRunner,
}

impl LoneHost {
    pub(super) fn new() -> Result<Self, String> {
        let scratch = tempfile::tempdir();
        let scratch = scratch.map_err(|error| scratch::cannot_be_made(&error))?;
        let runner = FastRunner::new().map_err(super::no_own_file)?;
        Ok(Self { scratch, runner })
    }
}

impl CompileHost for LoneHost {
    fn new_folder(&self) -> Result<PathBuf, String> {
        let folder = tempfile::tempdir_in(self.scratch.path());
        let folder = folder.map_err(|error| scratch::cannot_be_made(&error))?;
        Ok(folder.keep())
    }

    fn run(&self, _folder: &Path, job: Job, cancel: &Cancel) -> Result<Outcome, String> {
        super::start(&self.runner, &job, cancel)
    }
}
