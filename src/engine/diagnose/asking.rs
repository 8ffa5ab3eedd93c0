//! What the compiler can be asked about a program outside a course.

use std::path::{Path, PathBuf};

use crate::engine::ask::context::CompileContext;
use crate::engine::ask::{Asker, CompileHost, facts};
use crate::engine::cache::Cache;
use crate::engine::explanation;
use crate::engine::process::{Cancel, Job, SystemRunner};
use crate::lens::Lens;
use crate::model::ask::facts::Facts;
use crate::model::ask::proof::FaultyProgram;
use crate::model::diagnostic::Diagnostic;
use crate::model::outcome::Outcome;
use crate::rust::Source;

/// A program that was compiled alone, and all that's needed to ask more about it. Variants are
/// compiled like the program, with the same compiler, which isn't looked for again.
pub struct AskableProgram {
    /// How it's compiled.
    pub context: CompileContext,
    /// The program.
    pub source: Source,
    /// What its diagnostics call its file.
    pub file: String,
    pub(super) host: LoneHost,
}

impl AskableProgram {
    /// Asks about it. Replies are kept as long as the program is, since nothing outside a course
    /// would clean them up.
    pub fn asker(&self) -> Asker<'_> {
        let replies = self.host.scratch.path().join("replies");
        Asker::new(&self.host, Cache::new(replies)).without_yielding()
    }

    /// What the compiler tells about its variables.
    pub fn facts(&self) -> Facts {
        facts::of_file(
            &self.asker(),
            &self.context,
            &self.source,
            &Cancel::default(),
        )
    }

    /// Explains its errors: an entry for each, in their order.
    pub fn explain(&self, errors: &[Diagnostic], facts: Facts) -> Vec<Option<Lens>> {
        let program = FaultyProgram {
            source: &self.source,
            file: &self.file,
            errors,
        };
        let asker = self.asker();
        let cancel = Cancel::default();
        explanation::explain(&asker, &self.context, program, Some(facts), &cancel)
    }
}

/// Compiles in a folder of its own, which goes with it.
pub(super) struct LoneHost {
    pub(super) scratch: tempfile::TempDir,
    pub(super) runner: SystemRunner,
}

impl LoneHost {
    pub(super) fn new() -> Result<Self, String> {
        let scratch = tempfile::tempdir();
        let scratch = scratch.map_err(|e| format!("no scratch folder can be made: {e}"))?;
        let runner = super::runner()?;
        Ok(Self { scratch, runner })
    }
}

impl CompileHost for LoneHost {
    fn new_folder(&self) -> Result<PathBuf, String> {
        let folder = tempfile::tempdir_in(self.scratch.path());
        let folder = folder.map_err(|e| format!("no folder for a variant can be made: {e}"))?;
        Ok(folder.keep())
    }

    fn run(&self, _folder: &Path, job: Job, cancel: &Cancel) -> Result<Outcome, String> {
        super::start(&self.runner, &job, cancel)
    }
}
