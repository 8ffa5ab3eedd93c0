//! What the compiler is asked about an exercise is compiled like its check.

use std::path::{Path, PathBuf};

use crate::engine::ask::context::CompileContext;
use crate::engine::ask::{Asker, CompileHost};
use crate::engine::check::{Checker, Request};
use crate::engine::process::{Cancel, Job};
use crate::engine::rustc::Compile;
use crate::model::course::Exercise;
use crate::model::database::{self, Database};
use crate::model::outcome::Outcome;
use crate::rust::Outline;

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

    /// How an exercise with this text is compiled when it's checked. Waits until the crates that
    /// it needs are built.
    ///
    /// # Errors
    /// There is no compiler, the crates can't be built, or the exercise has a build script: what
    /// that would say isn't known before it has run.
    pub fn compile_context(
        &self,
        exercise: &Exercise,
        request: Request,
        text: &str,
        cancel: &Cancel,
    ) -> Result<CompileContext, String> {
        if exercise.build_script().is_some() {
            return Err("its build script decides how it is compiled".to_owned());
        }
        let toolchain = self.toolchain()?;
        let crates = self.crates_for(text, toolchain, cancel)?;
        let outline = Outline::of(&self.dir.package.read(text));
        let compile = Compile {
            toolchain,
            flags: &self.dir.package.flags,
            crates: crates.as_deref(),
            name: &exercise.name,
            path: &request.path(exercise),
            outline: &outline,
            tests: exercise.test && outline.has_tests,
            incremental: None,
        };
        let context = CompileContext::of(&compile, &self.dir.root, self.sandboxed);
        let url = std::env::var_os(database::VARIABLE);
        let url = url.as_ref().map(|url| url.to_string_lossy());
        match database::decide(url.as_deref(), text) {
            Some(Database::Withheld) => Ok(context.without_variable(database::VARIABLE)),
            _ => Ok(context),
        }
    }
}
